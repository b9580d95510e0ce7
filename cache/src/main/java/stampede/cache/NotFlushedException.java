package stampede.cache;

import java.util.List;
import stampede.store.Blob;

/**
 * A cache was closed with blobs that are not known to be in the backing store; its cause is why an
 * attempt to store one of them failed, where one did.
 */
public final class NotFlushedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Blob> notFlushed;

  NotFlushedException(CloseResult result) {
    super(
        result.notFlushed().size() + " blobs of "
            + result.notFlushed().stream().mapToLong(Blob::sizeBytes).sum()
            + " bytes were not stored before the cache was closed",
        result.cause());
    this.notFlushed = result.notFlushed();
  }

  /** The blobs, in the order of their acceptance. Immutable. */
  public List<Blob> notFlushed() {
    return notFlushed;
  }
}
