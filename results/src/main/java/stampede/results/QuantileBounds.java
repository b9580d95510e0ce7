package stampede.results;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.results.Timings.Bounds;

/**
 * The 95 % bounds of a percentile, by order statistics: how many values lie above the true percentile
 * is binomial, so that two ranks enclose it whatever the distribution is. The ranks are those of as
 * many independent values as the sample is worth.
 */
final class QuantileBounds {
  /** The standard normal deviate that 97.5 % lie below. */
  private static final double Z = 1.959963985;

  private QuantileBounds() {}

  /**
   * The bounds.
   *
   * @param effectiveCount from 1 to the sample's size
   * @param batches what the effective count was estimated from, at least 2
   */
  static Bounds of(CensoredSample sample, Percentile percentile, long effectiveCount, int batches) {
    double above = (100 - percentile.percent()) / 100;
    double deviate = student(batches - 1);
    double spread = deviate * Math.sqrt(above * (1 - above) / effectiveCount);
    // Cornish and Fisher's term for the skewness of the binomial distribution.
    double skew = (deviate * deviate - 1) * (1 - 2 * above) / (6 * effectiveCount);
    double count = sample.count();
    long low = (long) Math.floor(count * (1 - above - spread - skew));
    long high = (long) Math.floor(count * (1 - above + spread - skew)) + 1;
    return new Bounds(effectiveCount, value(sample.timed(), low), value(sample.known(), high));
  }

  /**
   * The deviate of Student's distribution that 97.5 % lie below, by the expansion in powers of
   * 1/freedom (Abramowitz and Stegun 26.7.5): to 0.002 from 9 degrees on.
   */
  static double student(int freedom) {
    double z3 = Z * Z * Z;
    double z5 = z3 * Z * Z;
    double z7 = z5 * Z * Z;
    double n = freedom;
    return Z
        + (z3 + Z) / (4 * n)
        + (5 * z5 + 16 * z3 + 3 * Z) / (96 * n * n)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * n * n * n);
  }

  /** The value at a rank, from 1; null where there is none. */
  private static @Nullable Long value(Histogram values, long rank) {
    if (rank < 1) {
      return null;
    }
    for (var step : values.recordedValues()) {
      if (rank <= step.getTotalCountToThisValue()) {
        return step.getValueIteratedTo();
      }
    }
    return null;
  }
}
