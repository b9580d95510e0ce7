package stampede.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;

/**
 * A blob accepted and not yet confirmed, with the stamps of its own store. Of its attempts one is
 * in flight at a time; what an attempt writes is read in its continuation.
 */
final class DirtyBlob {
  final Entry entry;

  /** Its place in the order of acceptance. */
  final long sequence;

  /** When it was accepted. */
  final long acceptedNanos;

  /** Completes when the backing store has confirmed; used by write-through alone. */
  final CompletableFuture<Void> confirmed = new CompletableFuture<>();

  /** When the last attempt was issued. */
  long startNanos;

  /** When the last attempt was answered. */
  long endNanos;

  /** Why the last attempt failed; null where it did not. */
  @Nullable
  Throwable failure;

  /** The attempts that failed. */
  int failures;

  /** Why the last of them failed. */
  @Nullable
  Throwable lastCause;

  /** The tick of {@link FlushWaits} at which it failed last; zero where it never did. */
  long failedTick;

  private final AtomicInteger parties = new AtomicInteger();

  DirtyBlob(Entry entry, long sequence, long acceptedNanos) {
    this.entry = entry;
    this.sequence = sequence;
    this.acceptedNanos = acceptedNanos;
  }

  BlobRef ref() {
    return entry.blob.ref();
  }

  long sizeBytes() {
    return entry.blob.sizeBytes();
  }

  /** Begins an attempt, which ends when two have arrived: its issuer and its answer. */
  void beginAttempt() {
    parties.set(0);
  }

  /** Arrives; true for the second of the two. */
  boolean arriveLast() {
    return parties.incrementAndGet() == 2;
  }
}
