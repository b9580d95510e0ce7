package stampede.cache;

/**
 * Observes a cache. Each method says its thread; calls come at the same time on several. A backing
 * operation shared by several requests is told once; its start is told before its end, and every
 * start has one end, as soon as the backing store answers. Implementations
 * are thread-safe, return at once, never throw and never call the cache. Stamps are readings of the
 * cache's clock, in nanoseconds.
 *
 * @param <K> what an entry is asked for by; of {@link ContentCache} a {@link
 *     stampede.store.BlobRef}
 */
public interface CacheListener<K> {
  /** How a backing load ended. */
  enum LoadEnding {
    /** With a value; of {@link ContentCache} the bytes, whatever they hash to. */
    FOUND,
    /** With the answer that there is none: of {@link ContentCache}, that it was never stored. */
    ABSENT,
    /** With an exception. */
    FAILED,
    /**
     * Not answered in {@link CacheSettings#loadNanosMax()}; the end is when the cache gave it up. By
     * {@link ContentCache} alone.
     */
    TIMED_OUT
  }

  /** A load was answered from memory. On the thread that asked. */
  void hit(K key, long atNanos);

  /** A backing load is issued. On the thread that asked. */
  void loadStarted(K key, long startNanos);

  /** A load waits on a backing load that is in flight. On the thread that asked. */
  void loadJoined(K key, long atNanos);

  /**
   * A backing load was answered; the answer is not verified yet. On the thread that completed the
   * backing store's future, or on the one that asked where that was done already; on one of the
   * timers where it is {@link LoadEnding#TIMED_OUT}.
   */
  void loadEnded(K key, long startNanos, long endNanos, LoadEnding ending);

  /**
   * An attempt to store a blob is issued to the backing store. On a thread that stores a blob, this
   * or another, or registers the backing store; on one that ended an earlier attempt and so made
   * room; or on one of the timers for a retry.
   *
   * @param acceptedNanos when the cache took the store
   */
  void storeStarted(K key, long acceptedNanos, long startNanos);

  /**
   * An attempt to store a blob was answered; where it succeeded, the blob is clean. On the thread that
   * completed the backing store's future, or on the one that issued the attempt where that is still
   * in the call.
   */
  void storeEnded(K key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded);

  /** The listener that hears nothing: with it the cache reads no clock on a hit. */
  static CacheListener<Object> none() {
    return None.INSTANCE;
  }

  /** Hears nothing. */
  enum None implements CacheListener<Object> {
    INSTANCE;

    @Override
    public void hit(Object key, long atNanos) {}

    @Override
    public void loadStarted(Object key, long startNanos) {}

    @Override
    public void loadJoined(Object key, long atNanos) {}

    @Override
    public void loadEnded(Object key, long startNanos, long endNanos, LoadEnding ending) {}

    @Override
    public void storeStarted(Object key, long acceptedNanos, long startNanos) {}

    @Override
    public void storeEnded(
        Object key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {}
  }
}
