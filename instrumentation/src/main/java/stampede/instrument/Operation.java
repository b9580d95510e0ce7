package stampede.instrument;

import java.util.Locale;

/** What a request asks of the cache. */
public enum Operation {
  LOAD,
  STORE;

  /** The word in tags and files: {@code load}, {@code store}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
