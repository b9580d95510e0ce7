package stampede.cache;

import java.util.concurrent.CompletableFuture;
import stampede.store.Blob;
import stampede.store.BlobRef;

/**
 * What every cache of blobs over a backing store does, so that one workload compares them.
 * Thread-safe. A future of {@link #load} and {@link #store} fails with the exception itself, with no
 * wrapper around it where something depends on it directly.
 */
public interface BlobCache {
  /** Asks for a blob; what is in memory is answered by an already completed future. */
  CompletableFuture<LoadResult> load(BlobRef ref);

  /** Accepts a blob, which is loadable once the answer is {@link StoreResult.Stored}. */
  CompletableFuture<StoreResult> store(Blob blob);

  /**
   * Waits until the backing store has what was accepted before, for {@code timeoutNanos} at most;
   * zero or less means not to wait.
   */
  CompletableFuture<FlushResult> flush(long timeoutNanos);

  /** A snapshot; cheap, and not atomic over its fields. */
  CacheStats stats();

  /**
   * Refuses loads and stores from now on, and goes on to store what was accepted for {@code
   * timeoutNanos} at most. The backing store stays open. The future never fails.
   */
  CompletableFuture<CloseResult> close(long timeoutNanos);
}
