package stampede.loadgen;

import java.util.concurrent.CompletableFuture;
import stampede.instrument.Outcome;

/** What a run offers its requests to. Thread-safe. */
@FunctionalInterface
public interface Target {
  /**
   * Sends a request. The future completes with {@code HIT}, {@code LOADED}, {@code JOINED}, {@code
   * ABSENT}, {@code STORED} or {@code SHED}; one that fails means {@code FAILED}. An answer known
   * at once is an already completed future and costs no allocation.
   */
  CompletableFuture<Outcome> submit(Request request);
}
