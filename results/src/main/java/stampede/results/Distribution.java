package stampede.results;

import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/**
 * An element of {@code series[]} or {@code totals[]} of {@code summary.json}.
 *
 * @param outcome null in a total over all outcomes
 * @param atFloor whether it lies within 3 x of what the machine can resolve: it feeds no verdict
 */
public record Distribution(
    Clock clock, Operation operation, @Nullable Outcome outcome, Timings timings, boolean atFloor) {
  /** Its name: {@code <clock>.<operation>.<outcome>}, {@code total} for all outcomes. */
  public String tag() {
    return clock.word() + "." + operation.word() + "."
        + (outcome == null ? "total" : outcome.word());
  }
}
