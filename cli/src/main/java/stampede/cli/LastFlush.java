package stampede.cli;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.ContentCache;
import stampede.cache.FlushResult;
import stampede.results.Summary;

/** The flush that ends a run. */
final class LastFlush {
  private static final long WAIT_NANOS_MIN = 10_000_000_000L;
  private static final long LOOK_NANOS = 1_000_000;

  private LastFlush() {}

  /**
   * Flushes and waits for it, but not for ever: a store may never answer.
   *
   * @param waitNanos how long to wait, if that is more than ten seconds
   * @param interrupted asked while waiting; then the wait is an interrupted run's
   * @return the time it took, or null where it did not succeed in time
   */
  static Summary.Finish of(
      ContentCache cache, SystemTime time, long waitNanos, BooleanSupplier interrupted) {
    long dirtyBytes = cache.stats().dirtyBytes();
    long startNanos = time.nanos();
    CompletableFuture<@Nullable Long> flushed = cache
        .flush(Math.max(WAIT_NANOS_MIN, waitNanos))
        .thenApply(result -> result instanceof FlushResult.Done ? time.nanos() - startNanos : null);
    while (!flushed.isDone()
        && !(interrupted.getAsBoolean() && time.nanos() - startNanos >= Driver.INTERRUPTED_NANOS)) {
      time.until(time.nanos() + LOOK_NANOS);
    }
    boolean answered = flushed.isDone() && !flushed.isCompletedExceptionally();
    return new Summary.Finish(dirtyBytes, answered ? flushed.join() : null);
  }
}
