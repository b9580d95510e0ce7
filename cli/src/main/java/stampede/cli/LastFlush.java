package stampede.cli;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.cache.FlushResult;
import stampede.loadgen.Target;
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
      Target target, SystemTime time, long waitNanos, BooleanSupplier interrupted) {
    CacheStats stats = target.stats();
    Long dirtyBytes = stats == null ? null : stats.dirtyBytes();
    long startNanos = time.nanos();
    CompletableFuture<@Nullable Long> flushed = target
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
