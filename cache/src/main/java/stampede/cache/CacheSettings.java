package stampede.cache;

import stampede.store.HashAlgorithm;
import stampede.store.StoreUri;

/**
 * The bounds and switches of a cache. Immutable.
 *
 * @param hash the algorithm of every address
 * @param writeMode when a store is answered
 * @param cleanBytesMax the most bytes of clean blobs kept, by Caffeine's policy; zero or more
 * @param dirtyBytesMax the most bytes accepted and not yet in the store; beyond it stores complete
 *     late. A larger blob is refused. One or more
 * @param dirtyBlobsMax the most blobs accepted and not yet in the store; beyond it stores complete
 *     late. It bounds what blobs cost beside their bytes. One or more
 * @param waitingStoresMax the most stores held back by the two bounds on what is dirty; beyond it
 *     the answer is Overloaded. Zero or more
 * @param waitingBytesMax the most bytes held back; beyond it the answer is Overloaded. Zero or more
 * @param flushBatchMax the most backing stores in flight; one or more
 * @param blobBytesMax the largest blob accepted, in bytes; zero or more. The store's own bound
 *     ({@code blob-max} of its URI) should be no smaller: written back, what it refuses stays dirty,
 *     and is tried again without end
 * @param loadNanosMax how long a backing load may take; it fails between this and an eighth more.
 *     Eight or more
 * @param closeNanosMax how long {@link ContentCache#close()} waits for dirty blobs to be stored;
 *     zero or more
 * @param retryNanosMin the pause before the first retry of a failed store, before jitter; doubles
 *     with each. One or more
 * @param retryNanosMax the longest pause between retries, before jitter; {@code retryNanosMin} or
 *     more
 * @param verify whether loaded bytes are hashed and compared with their address
 */
public record CacheSettings(
    HashAlgorithm hash,
    WriteMode writeMode,
    long cleanBytesMax,
    long dirtyBytesMax,
    int dirtyBlobsMax,
    int waitingStoresMax,
    long waitingBytesMax,
    int flushBatchMax,
    int blobBytesMax,
    long loadNanosMax,
    long closeNanosMax,
    long retryNanosMin,
    long retryNanosMax,
    boolean verify) {
  /**
   * SHA-256, written back, verified; 8 MiB clean; 65,536 blobs of 64 MiB dirty, 4,096 stores of 64
   * MiB waiting, 256 in flight; blobs up to 1 MiB; a load has 30 s, a close 10 s; retries after 10 ms
   * to 1 s.
   */
  public static final CacheSettings DEFAULT = new CacheSettings(
      HashAlgorithm.SHA256,
      WriteMode.BACK,
      8L << 20,
      64L << 20,
      65_536,
      4096,
      64L << 20,
      256,
      StoreUri.BLOB_BYTES_MAX,
      30_000_000_000L,
      10_000_000_000L,
      10_000_000L,
      1_000_000_000L,
      true);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException where a value is out of its bounds
   */
  public CacheSettings {
    require(cleanBytesMax >= 0, "cleanBytesMax must be >= 0: ", cleanBytesMax);
    require(dirtyBytesMax >= 1, "dirtyBytesMax must be >= 1: ", dirtyBytesMax);
    require(dirtyBlobsMax >= 1, "dirtyBlobsMax must be >= 1: ", dirtyBlobsMax);
    require(waitingStoresMax >= 0, "waitingStoresMax must be >= 0: ", waitingStoresMax);
    require(waitingBytesMax >= 0, "waitingBytesMax must be >= 0: ", waitingBytesMax);
    require(flushBatchMax >= 1, "flushBatchMax must be >= 1: ", flushBatchMax);
    require(blobBytesMax >= 0, "blobBytesMax must be >= 0: ", blobBytesMax);
    require(loadNanosMax >= 8, "loadNanosMax must be >= 8: ", loadNanosMax);
    require(closeNanosMax >= 0, "closeNanosMax must be >= 0: ", closeNanosMax);
    require(retryNanosMin >= 1, "retryNanosMin must be >= 1: ", retryNanosMin);
    require(retryNanosMax >= retryNanosMin, "retryNanosMax must be >= min: ", retryNanosMax);
  }

  private static void require(boolean holds, String bound, long value) {
    if (!holds) {
      throw new IllegalArgumentException(bound + value);
    }
  }

  /** A builder that begins with these settings. */
  public Builder with() {
    return new Builder(this);
  }

  /**
   * Settings in the making: {@code CacheSettings.DEFAULT.with().cleanBytesMax(n).build()}. A method
   * sets the component of its name, and returns this builder. For one thread.
   */
  public static final class Builder {
    private HashAlgorithm hash;
    private WriteMode writeMode;
    private long cleanBytesMax;
    private long dirtyBytesMax;
    private int dirtyBlobsMax;
    private int waitingStoresMax;
    private long waitingBytesMax;
    private int flushBatchMax;
    private int blobBytesMax;
    private long loadNanosMax;
    private long closeNanosMax;
    private long retryNanosMin;
    private long retryNanosMax;
    private boolean verify;

    private Builder(CacheSettings from) {
      this.hash = from.hash;
      this.writeMode = from.writeMode;
      this.cleanBytesMax = from.cleanBytesMax;
      this.dirtyBytesMax = from.dirtyBytesMax;
      this.dirtyBlobsMax = from.dirtyBlobsMax;
      this.waitingStoresMax = from.waitingStoresMax;
      this.waitingBytesMax = from.waitingBytesMax;
      this.flushBatchMax = from.flushBatchMax;
      this.blobBytesMax = from.blobBytesMax;
      this.loadNanosMax = from.loadNanosMax;
      this.closeNanosMax = from.closeNanosMax;
      this.retryNanosMin = from.retryNanosMin;
      this.retryNanosMax = from.retryNanosMax;
      this.verify = from.verify;
    }

    public Builder hash(HashAlgorithm value) {
      hash = value;
      return this;
    }

    public Builder writeMode(WriteMode value) {
      writeMode = value;
      return this;
    }

    public Builder cleanBytesMax(long value) {
      cleanBytesMax = value;
      return this;
    }

    public Builder dirtyBytesMax(long value) {
      dirtyBytesMax = value;
      return this;
    }

    public Builder dirtyBlobsMax(int value) {
      dirtyBlobsMax = value;
      return this;
    }

    public Builder waitingStoresMax(int value) {
      waitingStoresMax = value;
      return this;
    }

    public Builder waitingBytesMax(long value) {
      waitingBytesMax = value;
      return this;
    }

    public Builder flushBatchMax(int value) {
      flushBatchMax = value;
      return this;
    }

    public Builder blobBytesMax(int value) {
      blobBytesMax = value;
      return this;
    }

    public Builder loadNanosMax(long value) {
      loadNanosMax = value;
      return this;
    }

    public Builder closeNanosMax(long value) {
      closeNanosMax = value;
      return this;
    }

    /** Sets {@code retryNanosMin} and {@code retryNanosMax}. */
    public Builder retryNanos(long min, long max) {
      retryNanosMin = min;
      retryNanosMax = max;
      return this;
    }

    public Builder verify(boolean value) {
      verify = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException where a value is out of its bounds
     */
    public CacheSettings build() {
      return new CacheSettings(
          hash,
          writeMode,
          cleanBytesMax,
          dirtyBytesMax,
          dirtyBlobsMax,
          waitingStoresMax,
          waitingBytesMax,
          flushBatchMax,
          blobBytesMax,
          loadNanosMax,
          closeNanosMax,
          retryNanosMin,
          retryNanosMax,
          verify);
    }
  }
}
