package stampede.instrument;

/** Where the start of an asynchronous operation is kept until its answer comes. */
public enum TimingMethod {
  /** In the operation's own closure: what it really took. */
  TRUTH("truth"),
  /** In the operation's own part of the cache entry: what {@link BackingTimings} records. */
  PER_ENTRY("per-entry"),
  /** In one slot of the entry, which its loads and stores share. */
  SINGLE_STAMP("single-stamp"),
  /** In one slot of the cache for all loads, and one for all stores. */
  SHARED_HANDLE("shared-handle");

  private final String word;

  TimingMethod(String word) {
    this.word = word;
  }

  /** The word in tables and files. */
  public String word() {
    return word;
  }
}
