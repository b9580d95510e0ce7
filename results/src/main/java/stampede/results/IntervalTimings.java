package stampede.results;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Series;

/**
 * The figures of one interval, for plots over time: timings of requests and of the store, and lag. A
 * percentile is there from one sample above it.
 *
 * @param startMillis its start, in milliseconds since the epoch
 * @param millis its length
 * @param series each distribution of the two clocks
 * @param loads the loads of the two clocks over all outcomes: of requests as in a total, with what
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

  static IntervalTimings of(
      long millis, Map<Series, Histogram> samples, SeriesRow row, Clock requestClock) {
    Map<Series, Timings> series = new HashMap<>();
    samples.forEach((key, sample) -> {
      if (key.clock() == requestClock || key.clock() == Clock.BACKING) {
        series.put(key, Timings.of(sample, ABOVE_MIN));
      }
    });
    Histogram lag = CensoredSample.sum(samples, key -> key.clock() == Clock.LAG);
    return new IntervalTimings(
        row.startMillis(),
        millis,
        Collections.unmodifiableMap(series),
        byClock(samples, series, Operation.LOAD, row, requestClock),
        byClock(samples, series, Operation.STORE, row, requestClock),
        lag.getTotalCount() == 0 ? null : Timings.of(lag, ABOVE_MIN));
  }

  private static Map<Clock, Timings> byClock(
      Map<Series, Histogram> samples,
      Map<Series, Timings> series,
      Operation operation,
      SeriesRow row,
      Clock requestClock) {
    Map<Clock, Timings> timings = new EnumMap<>(Clock.class);
    Timings requests = CensoredSample.of(samples, requestClock, operation, row.untimed(operation))
        .timings(ABOVE_MIN);
    if (requests.count() > 0) {
      timings.put(requestClock, requests);
    }
    List<Series> backing = series.keySet().stream()
        .filter(key -> key.clock() == Clock.BACKING && key.operation() == operation)
        .toList();
    if (backing.size() == 1) {
      timings.put(Clock.BACKING, Objects.requireNonNull(series.get(backing.get(0))));
    } else if (backing.size() > 1) {
      timings.put(
          Clock.BACKING, Timings.of(CensoredSample.sum(samples, backing::contains), ABOVE_MIN));
    }
    return Collections.unmodifiableMap(timings);
  }

  /** The figures of an operation by clock, all outcomes. */
  public Map<Clock, Timings> of(Operation operation) {
    return operation == Operation.LOAD ? loads : stores;
  }
}
