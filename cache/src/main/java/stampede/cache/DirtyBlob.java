package stampede.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;

/** A blob accepted and not yet confirmed. What changes is guarded by its {@link DirtyBlobs}. */
final class DirtyBlob {
  final Entry entry;

  /** The event of {@link FlushWaits} that its acceptance is: its place in the order of acceptance. */
  final long sequence;

  /** When it was accepted. */
  final long acceptedNanos;

  /** Completes when the backing store has confirmed; used by write-through alone. */
  final CompletableFuture<Void> confirmed = new CompletableFuture<>();

  /** The attempts that failed. */
  int failures;

  /** Why the last of them failed. */
  @Nullable
  Throwable lastCause;

  /** The last event of {@link FlushWaits} that befell it: its acceptance, or its last failure. */
  long lastEvent;

  DirtyBlob(Entry entry, long sequence, long acceptedNanos) {
    this.entry = entry;
    this.sequence = sequence;
    this.acceptedNanos = acceptedNanos;
    this.lastEvent = sequence;
  }

  BlobRef ref() {
    return entry.blob.ref();
  }

  long sizeBytes() {
    return entry.blob.sizeBytes();
  }
}
