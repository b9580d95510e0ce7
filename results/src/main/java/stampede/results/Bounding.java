package stampede.results;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.HdrHistogram.Histogram;
import stampede.instrument.Clock;
import stampede.instrument.Series;
import stampede.results.Timings.Bounds;

/**
 * Gives the distributions of a run the bounds of their percentiles. Reads {@code latency.hlog} once
 * more, an interval at a time, and keeps a few counts a batch of intervals.
 */
final class Bounding {
  /** The fewest batches that tell how far their means differ. */
  static final int BATCHES_MIN = 10;

  /** More and shorter batches would hide that values of one are like those of the next. */
  static final int BATCHES_MAX = 30;

  /** A distribution, its whole sample, and what is counted of it. */
  private record Counted(
      Distribution of,
      CensoredSample sample,
      List<Percentile> percentiles,
      Exceedances exceedances) {
    Distribution bounded() {
      int batches = exceedances.batches();
      if (batches < BATCHES_MIN) {
        return of;
      }
      Map<Percentile, Bounds> bounds = new EnumMap<>(Percentile.class);
      Set<Percentile> supported = EnumSet.noneOf(Percentile.class);
      for (int i = 0; i < percentiles.size(); i++) {
        Percentile percentile = percentiles.get(i);
        Bounds here = QuantileBounds.of(sample, percentile, exceedances.effectiveCount(i), batches);
        bounds.put(percentile, here);
        if (exceedances.independentAbove(i) >= Timings.ABOVE_MIN || here.atOneValue()) {
          supported.add(percentile);
        }
      }
      return new Distribution(
          of.clock(),
          of.operation(),
          of.outcome(),
          of.timings().bounded(bounds, supported),
          of.atFloor());
    }
  }

  private final int intervals;
  private final int batches;
  private final List<SeriesRow> rows;
  private final List<Counted> counted = new ArrayList<>();
  private int index;

  private Bounding(List<SeriesRow> rows) {
    this.rows = rows;
    this.intervals = rows.size();
    this.batches = Math.min(intervals, BATCHES_MAX);
  }

  /**
   * The same distributions with bounds where these can be told: in a run of ten intervals or more, of
   * the percentiles that are no lower bounds; not of lag.
   */
  static List<Distribution> of(Run run, List<Distribution> distributions) {
    if (run.intervals().size() < BATCHES_MIN) {
      return distributions;
    }
    var bounding = new Bounding(run.rows());
    distributions.forEach(one -> bounding.count(one, run.totals()));
    HlogReader.read(run.dir().resolve(HlogWriter.FILE), bounding::interval);
    return bounding.counted.stream().map(Counted::bounded).toList();
  }

  private void count(Distribution one, Map<Series, Histogram> totals) {
    List<Percentile> percentiles = one.clock() == Clock.LAG
        ? List.of()
        : one.timings().percentileNanos().keySet().stream()
            .filter(percentile -> !one.timings().atLeast().contains(percentile.field()))
            .toList();
    long[] limitNanos = percentiles.stream()
        .mapToLong(percentile -> Objects.requireNonNull(one.timings().at(percentile)))
        .toArray();
    CensoredSample sample = sample(one, totals, Figures.untimed(rows, one.operation()));
    counted.add(new Counted(one, sample, percentiles, new Exceedances(limitNanos, batches)));
  }

  private void interval(long startMillis, long millis, Map<Series, Histogram> samples) {
    if (index < intervals) {
      int batch = (int) ((long) index * batches / intervals);
      SeriesRow row = rows.get(index);
      for (Counted one : counted) {
        if (!one.percentiles().isEmpty()) {
          Distribution of = one.of();
          one.exceedances().add(batch, sample(of, samples, row.untimed(of.operation())));
        }
      }
    }
    index++;
  }

  /** What of some samples a distribution is of. */
  private static CensoredSample sample(
      Distribution one, Map<Series, Histogram> samples, SeriesRow.Untimed untimed) {
    if (one.outcome() == null) {
      return CensoredSample.of(samples, one.clock(), one.operation(), untimed);
    }
    Series series = new Series(one.clock(), one.operation(), one.outcome());
    return CensoredSample.of(CensoredSample.sum(samples, series::equals));
  }
}
