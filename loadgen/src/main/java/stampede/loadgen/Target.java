package stampede.loadgen;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.cache.FlushResult;
import stampede.instrument.Outcome;

/** What a run offers its requests to. Thread-safe. */
@FunctionalInterface
public interface Target extends AutoCloseable {
  /**
   * Sends a request. The future completes with {@code HIT}, {@code LOADED}, {@code JOINED}, {@code
   * ABSENT}, {@code STORED} or {@code SHED}; one that fails means {@code FAILED}. An answer known
   * at once is an already completed future and costs no allocation. Called on the thread that sends:
   * waits for nothing.
   */
  CompletableFuture<Outcome> submit(Request request);

  /** A snapshot of what it counts and holds, or null where it counts nothing: always one or other. */
  default @Nullable CacheStats stats() {
    return null;
  }

  /**
   * Waits until the backing store has what was accepted before, for {@code timeoutNanos} at most.
   * Unless overridden, all that was accepted is there.
   */
  default CompletableFuture<FlushResult> flush(long timeoutNanos) {
    return CompletableFuture.completedFuture(new FlushResult.Done());
  }

  /** Gives up at once what it still has to do. The backing store stays open. */
  @Override
  default void close() {}
}
