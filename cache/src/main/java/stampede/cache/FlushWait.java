package stampede.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A flush that waits. Guarded by its {@link DirtyBlobs}. */
final class FlushWait {
  final CompletableFuture<FlushResult> answer = new CompletableFuture<>();

  /** The last event of {@link FlushWaits} before it began: what was accepted by then is flushed. */
  final long beganAfter;

  private @Nullable Throwable lostCause;
  private long lostBytes;

  FlushWait(long beganAfter) {
    this.beganAfter = beganAfter;
  }

  /** One of its blobs failed and is not dirty any more, as happens written through. */
  void lost(DirtyBlob blob, Throwable cause) {
    lostCause = cause;
    lostBytes += blob.sizeBytes();
  }

  /**
   * Its answer once it is settled.
   *
   * @param cause why one of its blobs is dirty; null where none is
   */
  FlushResult settled(@Nullable Throwable cause, long dirtyBytes) {
    Throwable why = lostCause != null ? lostCause : cause;
    return why == null
        ? new FlushResult.Done()
        : new FlushResult.Failed(why, dirtyBytes + lostBytes);
  }

  /** Its answer where its time is over before. */
  FlushResult timedOut(long dirtyBytes) {
    return new FlushResult.TimedOut(dirtyBytes + lostBytes);
  }

  /** Its answer where there is no store to flush to. */
  FlushResult withoutStore(long dirtyBytes) {
    return new FlushResult.Failed(Failures.noStore(), dirtyBytes + lostBytes);
  }
}
