package stampede.cache;

import stampede.store.BlobRef;

/**
 * Observes a cache. Calls arrive on the thread that did the work: the caller's for a hit, a join
 * and a start, the backing store's for an end, the timers' for a load that had no answer. A backing operation shared by several requests is
 * told once; every start is followed by exactly one end. Implementations are thread-safe, return
 * at once, never throw and never call the cache. Stamps are readings of the cache's clock.
 */
public interface CacheListener {
  /** How a backing load ended. */
  enum LoadEnding {
    FOUND,
    ABSENT,
    FAILED,
    /** Not answered in {@link CacheSettings#loadNanosMax()}; the end is when the cache gave it up. */
    TIMED_OUT
  }

  /** A load was answered from memory. */
  void hit(BlobRef ref, long atNanos);

  /** A backing load was issued. */
  void loadStarted(BlobRef ref, long startNanos);

  /** A load waits on a backing load that is in flight. */
  void loadJoined(BlobRef ref, long atNanos);

  /** A backing load was answered; the answer is not verified yet. */
  void loadEnded(BlobRef ref, long startNanos, long endNanos, LoadEnding ending);

  /**
   * An attempt to store a blob was issued to the backing store.
   *
   * @param acceptedNanos when the cache took the store
   */
  void storeStarted(BlobRef ref, long acceptedNanos, long startNanos);

  /** An attempt to store a blob was answered; where it succeeded, the blob is clean. */
  void storeEnded(
      BlobRef ref, long acceptedNanos, long startNanos, long endNanos, boolean succeeded);

  /** The listener that hears nothing: with it the cache reads no clock on a hit. */
  static CacheListener none() {
    return None.INSTANCE;
  }

  /** Hears nothing. */
  enum None implements CacheListener {
    INSTANCE;

    @Override
    public void hit(BlobRef ref, long atNanos) {}

    @Override
    public void loadStarted(BlobRef ref, long startNanos) {}

    @Override
    public void loadJoined(BlobRef ref, long atNanos) {}

    @Override
    public void loadEnded(BlobRef ref, long startNanos, long endNanos, LoadEnding ending) {}

    @Override
    public void storeStarted(BlobRef ref, long acceptedNanos, long startNanos) {}

    @Override
    public void storeEnded(
        BlobRef ref, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {}
  }
}
