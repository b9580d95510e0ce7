package stampede.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;

/**
 * How a run went over time, an element an interval.
 *
 * @param lagP99Nanos of the intervals in which a request ended
 * @param dirtyBytes of the intervals in which requests were due; empty where nobody measured
 * @param cleanBytes the same
 * @param hitShares the share of loads that needed no backing load of their own; here and below
 *     without the first and the last of these intervals, which are cut
 * @param medianNanos of what loads took that the store answered; without any, what stores took;
 *     empty of a run of jobs, which has a beginning and an end by intent
 */
public record Trends(
    List<Long> lagP99Nanos,
    List<Long> dirtyBytes,
    List<Long> cleanBytes,
    List<Double> hitShares,
    List<Long> medianNanos) {

  /** What the intervals of a run show. */
  public static Trends of(Run run) {
    List<SeriesRow> rows = new ArrayList<>();
    List<IntervalTimings> intervals = new ArrayList<>();
    for (int i = 0; i < run.intervals().size(); i++) {
      Long offered = run.rows().get(i).meters().offered();
      if (offered == null || offered > 0) {
        rows.add(run.rows().get(i));
        intervals.add(run.intervals().get(i));
      }
    }
    return new Trends(
        run.intervals().stream().map(Trends::lagP99).filter(Objects::nonNull).toList(),
        rows.stream()
            .map(row -> row.meters().dirtyBytes())
            .filter(Objects::nonNull)
            .toList(),
        rows.stream()
            .map(row -> row.meters().cleanBytes())
            .filter(Objects::nonNull)
            .toList(),
        inner(rows).stream().map(Trends::hitShare).filter(Objects::nonNull).toList(),
        run.manifest().ofJobs()
            ? List.of()
            : levels(inner(intervals), run.manifest().requestClock()));
  }

  private static List<Long> levels(List<IntervalTimings> whole, Clock clock) {
    List<Long> loaded = medians(whole, clock, Operation.LOAD, Outcome.LOADED);
    return loaded.isEmpty() ? medians(whole, clock, Operation.STORE, Outcome.STORED) : loaded;
  }

  private static <T> List<T> inner(List<T> all) {
    return all.size() < 3 ? List.of() : all.subList(1, all.size() - 1);
  }

  private static @Nullable Long lagP99(IntervalTimings interval) {
    Timings lag = interval.lag();
    if (lag == null) {
      return null;
    }
    Long p99 = lag.at(Percentile.P99);
    return p99 == null ? lag.maxNanos() : p99;
  }

  private static @Nullable Double hitShare(SeriesRow row) {
    long hits = row.hits() + row.joins();
    return hits + row.misses() == 0 ? null : (double) hits / (hits + row.misses());
  }

  private static List<Long> medians(
      List<IntervalTimings> intervals, Clock clock, Operation operation, Outcome outcome) {
    var series = new Series(clock, operation, outcome);
    return intervals.stream()
        .map(interval -> interval.series().get(series))
        .filter(Objects::nonNull)
        .map(timings -> timings.at(Percentile.P50))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The median lag p99 of the first quarter of the intervals and of the last; null if too few. */
  @Nullable
  Quarters lagQuarters() {
    int size = lagP99Nanos.size();
    if (size < Drift.INTERVALS_MIN) {
      return null;
    }
    return new Quarters(
        Drift.median(lagP99Nanos.subList(0, size / 4)),
        Drift.median(lagP99Nanos.subList(size - size / 4, size)));
  }

  record Quarters(long firstNanos, long lastNanos) {}

  /** Makes the lists immutable. */
  public Trends {
    lagP99Nanos = List.copyOf(lagP99Nanos);
    dirtyBytes = List.copyOf(dirtyBytes);
    cleanBytes = List.copyOf(cleanBytes);
    hitShares = List.copyOf(hitShares);
    medianNanos = List.copyOf(medianNanos);
  }
}
