package stampede.cache;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stores that wait for room among the dirty blobs, in order; bounded in number and bytes. Guarded
 * by its {@link DirtyBlobs}.
 */
final class WaitingStores {
  private final ArrayDeque<StoreRequest> requests = new ArrayDeque<>();
  private final int countMax;
  private final long bytesMax;
  private long bytes;

  WaitingStores(int countMax, long bytesMax) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  /** Lets a store wait behind the others; false where the bounds do not. */
  boolean offer(StoreRequest request) {
    long sizeBytes = request.blob.sizeBytes();
    if (requests.size() >= countMax || sizeBytes > bytesMax - bytes) {
      return false;
    }
    requests.add(request);
    bytes += sizeBytes;
    return true;
  }

  /** The first that waits; null where none does. */
  @Nullable
  StoreRequest first() {
    return requests.peek();
  }

  /** Ends the wait of the first. */
  void removeFirst() {
    bytes -= requests.remove().blob.sizeBytes();
  }

  /** Ends the wait of all, in order. */
  void removeAll(Consumer<StoreRequest> each) {
    requests.forEach(each);
    requests.clear();
    bytes = 0;
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  int count() {
    return requests.size();
  }

  long bytes() {
    return bytes;
  }
}
