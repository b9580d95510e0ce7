package stampede.results;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Interval;

/** One interval of a run as a line for somebody who watches. */
public final class IntervalLine {
  private IntervalLine() {}

  /**
   * Offered and completed a second, the share of loads that needed no backing load of their own (hits
   * and joins), what is in flight, the response time of loads (of a closed
   * loop the service time) and the lag of all requests. A dash
   * stands for what no sample says.
   */
  public static String of(Interval interval, SeriesRow.Meters meters) {
    SeriesRow row = SeriesRow.of(interval, meters);
    long millis = Math.max(1, (interval.endNanos() - interval.startNanos()) / 1_000_000);
    boolean planned = interval.histograms().keySet().stream()
        .anyMatch(series -> series.clock() == Clock.RESPONSE);
    Clock clock = planned ? Clock.RESPONSE : Clock.SERVICE;
    IntervalTimings timings = IntervalTimings.of(millis, interval.histograms(), row, clock);
    Timings loads = timings.loads().get(clock);
    long answers = row.hits() + row.misses() + row.joins();
    return String.format(
        Locale.ROOT,
        "%s/s offered, %s/s completed, hits %s, %s in flight, load p50 %s p99 %s max %s,"
            + " lag p99 %s",
        perSecond(meters.offered(), millis),
        perSecond(row.completed(), millis),
        answers == 0
            ? "-"
            : String.format(Locale.ROOT, "%.1f %%", 100.0 * (row.hits() + row.joins()) / answers),
        meters.inFlight() == null ? "-" : Units.count(meters.inFlight()),
        at(loads, Percentile.P50),
        at(loads, Percentile.P99),
        nanos(loads == null ? null : loads.maxNanos()),
        at(timings.lag(), Percentile.P99));
  }

  private static String perSecond(@Nullable Long count, long millis) {
    return count == null ? "-" : Units.count(Math.round(1000.0 * count / millis));
  }

  private static String at(@Nullable Timings timings, Percentile percentile) {
    return nanos(timings == null ? null : timings.at(percentile));
  }

  private static String nanos(@Nullable Long nanos) {
    return nanos == null ? "-" : Units.nanos(nanos);
  }
}
