package stampede.instrument;

import java.util.Locale;

/** How a request ended. Every distribution is split by it. */
public enum Outcome {
  /** A load answered from memory. */
  HIT(true),
  /** A load answered by the backing load that it issued. */
  LOADED(true),
  /** A load answered by another request's backing load in flight. */
  JOINED(true),
  /** A load of an address that was never stored. */
  ABSENT(true),
  /** A store accepted. */
  STORED(true),
  /** Answered with an error. */
  FAILED(false),
  /** Not answered within the timeout, counted from the send. */
  TIMEOUT(false),
  /** Sent, and not answered within the deadline, counted from the intended start. */
  EXPIRED(false),
  /** Refused by a bound on what may be in flight, or by the cache; or past its deadline unsent. */
  SHED(false),
  /** Sent, and not answered when the drain ended: its time is a lower bound. */
  OPEN(false),
  /** Never sent: the run was interrupted, or it was still due when the drain ended. */
  UNSENT(false);

  private final boolean completed;

  Outcome(boolean completed) {
    this.completed = completed;
  }

  /** Whether the request got what it asked for, or a true answer that it does not exist. */
  public boolean completed() {
    return completed;
  }

  /** The word in tags and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
