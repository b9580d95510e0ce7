package stampede.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps blobs in the heap, without a bound, for as long as it is referenced; every future is
 * completed when it is returned. Nothing survives the process.
 */
final class MemoryStore implements BackingStore {
  private final ConcurrentHashMap<BlobRef, byte[]> blobs = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    return closed
        ? CompletableFuture.failedFuture(closedException())
        : CompletableFuture.completedFuture(Optional.ofNullable(blobs.get(ref)));
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    if (closed) {
      return CompletableFuture.failedFuture(closedException());
    }
    blobs.put(blob.ref(), blob.bytes());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    closed = true;
  }

  private static StoreException closedException() {
    return new StoreException.Closed("memory: is closed");
  }
}
