package stampede.results;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import stampede.instrument.Clock;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.OutcomeCounts;
import stampede.instrument.Series;

/** Makes one-second intervals from single requests. */
final class IntervalBuilder {
  static final long START_MILLIS = 1_790_000_000_000L;
  static final long MILLION = 1_000_000;

  private final int second;
  private boolean warmup;
  private long outOfRange;
  private final Map<Series, Histogram> histograms = new HashMap<>();
  private OutcomeCounts counts = OutcomeCounts.of((operation, outcome) -> 0);

  IntervalBuilder(int second) {
    this.second = second;
  }

  IntervalBuilder warmup() {
    warmup = true;
    return this;
  }

  IntervalBuilder outOfRange(long count) {
    outOfRange = count;
    return this;
  }

  IntervalBuilder request(Operation operation, Outcome outcome, long lagNanos, long serviceNanos) {
    timing(Clock.RESPONSE, operation, outcome, lagNanos + serviceNanos);
    timing(Clock.SERVICE, operation, outcome, serviceNanos);
    timing(Clock.LAG, operation, outcome, lagNanos);
    return count(operation, outcome, 1);
  }

  IntervalBuilder timing(Clock clock, Operation operation, Outcome outcome, long nanos) {
    histograms
        .computeIfAbsent(
            new Series(clock, operation, outcome), key -> new Histogram(3_600_000_000_000L, 3))
        .recordValue(nanos);
    return this;
  }

  IntervalBuilder count(Operation operation, Outcome outcome, long count) {
    counts =
        counts.plus(OutcomeCounts.of((of, as) -> of == operation && as == outcome ? count : 0));
    return this;
  }

  Interval build() {
    long startNanos = second * 1_000 * MILLION;
    return new Interval(
        warmup,
        startNanos,
        startNanos + 1_000 * MILLION,
        START_MILLIS + second * 1_000L,
        histograms,
        counts,
        outOfRange,
        0);
  }
}
