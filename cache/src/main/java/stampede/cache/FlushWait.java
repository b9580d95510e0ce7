package stampede.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A flush that waits for the blobs which were dirty when it began. It is settled when each of them
 * has been confirmed, or has failed at least once since. Guarded by its {@link DirtyBlobs}.
 */
final class FlushWait {
  final CompletableFuture<FlushResult> answer = new CompletableFuture<>();

  private final long lastSequence;
  private final long beganTick;
  private long remaining;
  private long remainingBytes;
  private long untried;
  private @Nullable Throwable cause;

  FlushWait(long lastSequence, long beganTick, long entries, long bytes) {
    this.lastSequence = lastSequence;
    this.beganTick = beganTick;
    this.remaining = entries;
    this.remainingBytes = bytes;
    this.untried = entries;
  }

  void confirmed(DirtyBlob blob) {
    if (blob.sequence <= lastSequence) {
      remaining--;
      remainingBytes -= blob.sizeBytes();
      countTried(blob);
    }
  }

  void failed(DirtyBlob blob, Throwable failure) {
    if (blob.sequence <= lastSequence) {
      cause = failure;
      countTried(blob);
    }
  }

  private void countTried(DirtyBlob blob) {
    if (blob.failedTick <= beganTick) {
      untried--;
    }
  }

  boolean isSettled() {
    return untried == 0;
  }

  /** Its answer where it is not settled when its time is over. */
  FlushResult timedOut() {
    return new FlushResult.TimedOut(remainingBytes);
  }

  /** Its answer where there is no store to flush to. */
  FlushResult withoutStore() {
    return new FlushResult.Failed(Failures.noStore(), remainingBytes);
  }

  FlushResult result() {
    return remaining == 0 || cause == null
        ? new FlushResult.Done()
        : new FlushResult.Failed(cause, remainingBytes);
  }
}
