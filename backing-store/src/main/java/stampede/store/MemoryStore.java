package stampede.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps blobs in the heap, without a bound, for as long as it is referenced; every future is
 * completed when it is returned. Nothing survives the process. Thread-safe.
 */
final class MemoryStore implements BackingStore {
  private final String name;
  private final int blobBytesMax;
  private final ConcurrentHashMap<BlobRef, byte[]> blobs = new ConcurrentHashMap<>();
  private final Deque<byte[]> checkpoints = new ArrayDeque<>();
  private volatile boolean closed;

  /** A new place, whose name begins with {@code scheme}. */
  MemoryStore(String scheme, int blobBytesMax) {
    this.name = scheme + ":" + Integer.toHexString(System.identityHashCode(this));
    this.blobBytesMax = blobBytesMax;
  }

  /** Each is a place of its own. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    return answer(() -> Optional.ofNullable(blobs.get(ref)));
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return answer(() -> {
      requireFits(blob.sizeBytes());
      blobs.put(blob.ref(), blob.bytes());
      return null;
    });
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    return answer(() -> {
      requireFits(value.length);
      synchronized (checkpoints) {
        checkpoints.addFirst(value.clone());
        while (checkpoints.size() > CHECKPOINTS_MAX) {
          checkpoints.removeLast();
        }
      }
      return null;
    });
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return answer(() -> {
      synchronized (checkpoints) {
        List<byte[]> copies = new ArrayList<>();
        checkpoints.forEach(value -> copies.add(value.clone()));
        return copies;
      }
    });
  }

  private void requireFits(int sizeBytes) {
    if (sizeBytes > blobBytesMax) {
      throw new StoreException.TooLarge(name(), sizeBytes, blobBytesMax);
    }
  }

  private <T> CompletableFuture<T> answer(Supplier<T> work) {
    if (closed) {
      return CompletableFuture.failedFuture(new StoreException.Closed(name() + " is closed"));
    }
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (StoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
