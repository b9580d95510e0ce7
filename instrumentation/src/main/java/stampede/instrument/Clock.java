package stampede.instrument;

import java.util.Locale;

/** From when to when a timing runs. */
public enum Clock {
  /** Intended start to end: what a user of the cache sees. */
  RESPONSE,
  /** Start to end: what the cache took. */
  SERVICE,
  /** Intended start to start: how late the request was sent. */
  LAG,
  /** A store accepted by the cache, to its issue to the backing store. */
  WAIT,
  /** A backing operation's issue to its answer, before verification; one sample an attempt. */
  BACKING,
  /** A store accepted, to the blob clean. */
  DURABLE;

  /** The word in tags and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
