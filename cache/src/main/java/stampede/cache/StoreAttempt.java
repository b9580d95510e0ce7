package stampede.cache;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;

/**
 * An attempt to store a dirty blob. It ends when two have arrived: its issuer, back from the call,
 * and its answer. What either writes before it arrives, the second of them reads.
 */
final class StoreAttempt {
  final DirtyBlob blob;
  final BackingStore store;

  /** When it was issued. */
  long startNanos;

  /** When it was answered. */
  long endNanos;

  /** Why it failed; null where it did not. */
  @Nullable
  Throwable failure;

  private final AtomicInteger arrived = new AtomicInteger();

  StoreAttempt(DirtyBlob blob, BackingStore store) {
    this.blob = blob;
    this.store = store;
  }

  /** Arrives; true for the second of the two. */
  boolean arriveLast() {
    return arrived.incrementAndGet() == 2;
  }
}
