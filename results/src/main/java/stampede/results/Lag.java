package stampede.results;

import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.results.Summary.Check;
import stampede.results.Thresholds.Two;

/** Checks that requests were sent when they were due. */
final class Lag {
  static final String P99 = "lag p99";
  static final String LAST_QUARTER = "lag p99, last quarter";

  private Lag() {}

  /**
   * The lag p99 of the operation that has the larger one. A sample too small for a p99 is judged by
   * its maximum, and is SUSPECT at most.
   *
   * @param loadedNanos the service p99 of the loads that the store answered. Their response holds
   *     the lag, and would forgive any
   */
  static Check check(Summary summary, double loadedNanos, Thresholds bounds) {
    Two max = new Two(
        Math.max(bounds.lagNanosMax().suspect(), bounds.lagShareMax().suspect() * loadedNanos),
        Math.max(bounds.lagNanosMax().invalid(), bounds.lagShareMax().invalid() * loadedNanos));
    String suspectAt = "> " + Units.nanos(max.suspect());
    String invalidAt = "> " + Units.nanos(max.invalid());
    Check worst = Checks.notMeasured(P99, suspectAt, invalidAt);
    long worstNanos = -1;
    for (Operation operation : Operation.values()) {
      Timings lag = summary.total(Clock.LAG, operation);
      Long maxNanos = lag == null ? null : lag.maxNanos();
      if (lag == null || maxNanos == null) {
        continue;
      }
      Long p99 = lag.at(Percentile.P99);
      long nanos = p99 == null ? maxNanos : p99;
      Verdict verdict = Checks.above((double) nanos, max);
      if (p99 == null && verdict == Verdict.INVALID) {
        verdict = Verdict.SUSPECT;
      }
      if (verdict.compareTo(worst.verdict()) > 0
          || (verdict == worst.verdict() && nanos > worstNanos)) {
        worstNanos = nanos;
        worst = new Check(
            P99,
            Units.nanos(nanos),
            suspectAt,
            invalidAt,
            verdict,
            reason(operation, p99 == null ? "max" : "p99", nanos, max, verdict));
      }
    }
    return worst;
  }

  private static @Nullable String reason(
      Operation operation, String figure, long nanos, Two max, Verdict verdict) {
    return verdict == Verdict.VALID
        ? null
        : operation.word() + "s were sent late: lag " + figure + " " + Units.nanos(nanos)
            + ", at most " + Units.nanos(Checks.bound(max, verdict)) + " wanted";
  }

  /** INVALID where the last quarter's lag is both large and several times the first quarter's. */
  static Check growth(Trends trends, Thresholds bounds) {
    double floorNanos = bounds.lagNanosMax().invalid();
    String invalidAt =
        "> " + Units.nanos(floorNanos) + " and > " + (long) bounds.lagGrowthMax() + " x the first";
    Trends.Quarters quarters = trends.lagQuarters();
    if (quarters == null) {
      return Checks.notMeasured(LAST_QUARTER, "", invalidAt);
    }
    boolean grows = (double) quarters.lastNanos() > floorNanos
        && quarters.lastNanos() > bounds.lagGrowthMax() * quarters.firstNanos();
    return new Check(
        LAST_QUARTER,
        Units.nanos(quarters.lastNanos()) + ", first " + Units.nanos(quarters.firstNanos()),
        "",
        invalidAt,
        grows ? Verdict.INVALID : Verdict.VALID,
        grows
            ? "lag grew through the run: its p99 was " + Units.nanos(quarters.firstNanos())
                + " in the first quarter and " + Units.nanos(quarters.lastNanos()) + " in the last"
            : null);
  }
}
