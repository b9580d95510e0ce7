package stampede.cache;

import stampede.store.HashAlgorithm;

/**
 * The bounds and switches of a cache.
 *
 * @param cleanBytesMax the most bytes of clean blobs kept, by Caffeine's policy
 * @param dirtyBytesMax the most bytes accepted and not yet in the store; beyond it stores complete
 *     late
 * @param waitingStoresMax the most stores held back by {@code dirtyBytesMax}; beyond it the answer
 *     is Overloaded
 * @param flushBatchMax the most backing stores in flight
 * @param blobBytesMax the largest blob accepted
 * @param retryNanosMin the pause before the first retry of a failed store; doubles with each
 * @param retryNanosMax the longest pause between retries
 * @param verify whether loaded bytes are hashed and compared with their address
 */
public record CacheSettings(
    HashAlgorithm hash,
    WriteMode writeMode,
    long cleanBytesMax,
    long dirtyBytesMax,
    int waitingStoresMax,
    int flushBatchMax,
    int blobBytesMax,
    long retryNanosMin,
    long retryNanosMax,
    boolean verify) {
  public static final CacheSettings DEFAULT = new CacheSettings(
      HashAlgorithm.SHA256,
      WriteMode.BACK,
      8L << 20,
      64L << 20,
      4096,
      256,
      1 << 20,
      10_000_000L,
      1_000_000_000L,
      true);

  public CacheSettings {
    require(cleanBytesMax >= 0, "cleanBytesMax must be >= 0: ", cleanBytesMax);
    require(dirtyBytesMax >= 1, "dirtyBytesMax must be >= 1: ", dirtyBytesMax);
    require(waitingStoresMax >= 0, "waitingStoresMax must be >= 0: ", waitingStoresMax);
    require(flushBatchMax >= 1, "flushBatchMax must be >= 1: ", flushBatchMax);
    require(blobBytesMax >= 0, "blobBytesMax must be >= 0: ", blobBytesMax);
    require(retryNanosMin >= 1, "retryNanosMin must be >= 1: ", retryNanosMin);
    require(retryNanosMax >= retryNanosMin, "retryNanosMax must be >= min: ", retryNanosMax);
  }

  private static void require(boolean holds, String bound, long value) {
    if (!holds) {
      throw new IllegalArgumentException(bound + value);
    }
  }

  /** These settings with other bounds on clean and dirty bytes. */
  public CacheSettings withBytesMax(long cleanBytes, long dirtyBytes) {
    return new CacheSettings(
        hash,
        writeMode,
        cleanBytes,
        dirtyBytes,
        waitingStoresMax,
        flushBatchMax,
        blobBytesMax,
        retryNanosMin,
        retryNanosMax,
        verify);
  }
}
