package stampede.results;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;

/**
 * The figures of one interval, for plots over time: response and backing timings, and lag. A
 * percentile is there from one sample above it.
 *
 * @param startMillis its start, in milliseconds since the epoch
 * @param millis its length
 * @param series each distribution of the two clocks
 * @param loads the loads of the two clocks over all outcomes: of response as in a total, with what
 *     did not succeed above all others
 * @param stores the same of the stores
 * @param lag of all requests; null where none ended
 */
public record IntervalTimings(
    long startMillis,
    long millis,
    Map<Series, Timings> series,
    Map<Clock, Timings> loads,
    Map<Clock, Timings> stores,
    @Nullable Timings lag) {
  private static final int ABOVE_MIN = 1;

  /** Sent, with an end that is not an answer to the request. */
  private static final Set<Outcome> UNANSWERED =
      EnumSet.of(Outcome.FAILED, Outcome.TIMEOUT, Outcome.EXPIRED);

  static IntervalTimings of(long millis, Map<Series, Histogram> samples, SeriesRow row) {
    Map<Series, Timings> series = new HashMap<>();
    samples.forEach((key, sample) -> {
      if (key.clock() == Clock.RESPONSE || key.clock() == Clock.BACKING) {
        series.put(key, Timings.of(sample, ABOVE_MIN));
      }
    });
    Histogram lag = sum(samples, key -> key.clock() == Clock.LAG);
    return new IntervalTimings(
        row.startMillis(),
        millis,
        Collections.unmodifiableMap(series),
        byClock(samples, series, Operation.LOAD, row),
        byClock(samples, series, Operation.STORE, row),
        lag.getTotalCount() == 0 ? null : Timings.of(lag, ABOVE_MIN));
  }

  private static Map<Clock, Timings> byClock(
      Map<Series, Histogram> samples,
      Map<Series, Timings> series,
      Operation operation,
      SeriesRow row) {
    Map<Clock, Timings> timings = new EnumMap<>(Clock.class);
    Timings response = total(samples, Clock.RESPONSE, operation, row.untimed(operation), ABOVE_MIN);
    if (response.count() > 0) {
      timings.put(Clock.RESPONSE, response);
    }
    List<Series> backing = series.keySet().stream()
        .filter(key -> key.clock() == Clock.BACKING && key.operation() == operation)
        .toList();
    if (backing.size() == 1) {
      timings.put(Clock.BACKING, Objects.requireNonNull(series.get(backing.get(0))));
    } else if (backing.size() > 1) {
      timings.put(Clock.BACKING, Timings.of(sum(samples, backing::contains), ABOVE_MIN));
    }
    return Collections.unmodifiableMap(timings);
  }

  /**
   * An operation over all outcomes: failed, timeout, shed and open stand above what completed, and
   * count as no better than the largest value seen.
   */
  static Timings total(
      Map<Series, Histogram> samples,
      Clock clock,
      Operation operation,
      SeriesRow.Untimed untimed,
      int aboveMin) {
    Predicate<Series> here = key -> key.clock() == clock && key.operation() == operation;
    Histogram known = sum(samples, here.and(key -> key.outcome().completed()));
    Histogram others = sum(samples, here.and(key -> !key.outcome().completed()));
    long failed =
        sum(samples, here.and(key -> UNANSWERED.contains(key.outcome()))).getTotalCount();
    return Timings.censored(
        known,
        failed + untimed.shed() + untimed.open(),
        Math.max(known.getMaxValue(), others.getMaxValue()),
        aboveMin);
  }

  /** The union of some samples; where it is one of them, that one: not to be changed. */
  static Histogram sum(Map<Series, Histogram> samples, Predicate<Series> which) {
    List<Histogram> parts = samples.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Histogram sum = new Histogram(3);
    parts.forEach(sum::add);
    return sum;
  }

  /** The figures of an operation by clock, all outcomes. */
  public Map<Clock, Timings> of(Operation operation) {
    return operation == Operation.LOAD ? loads : stores;
  }
}
