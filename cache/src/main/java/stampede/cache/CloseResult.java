package stampede.cache;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.store.Blob;

/**
 * The answer to the closing of a cache.
 *
 * @param notFlushed the blobs accepted and not known to be in the backing store, in the order of
 *     their acceptance; empty where all are. Immutable
 * @param cause why an attempt to store one of them failed; null where none failed
 */
public record CloseResult(List<Blob> notFlushed, @Nullable Throwable cause) {
  public CloseResult {
    notFlushed = List.copyOf(notFlushed);
  }

  static CloseResult of(Collection<DirtyBlob> dirty, boolean storeGone) {
    Throwable cause = storeGone && !dirty.isEmpty() ? Failures.noStore() : null;
    for (DirtyBlob blob : dirty) {
      cause = blob.lastCause != null ? blob.lastCause : cause;
    }
    List<Blob> blobs = dirty.stream()
        .sorted(Comparator.comparingLong(blob -> blob.sequence))
        .map(blob -> blob.entry.blob)
        .toList();
    return new CloseResult(blobs, cause);
  }
}
