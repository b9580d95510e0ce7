package stampede.loadgen;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The tests of fit that the schedule's and the draws' tests use. All draws have fixed seeds. */
final class Statistics {
  private Statistics() {}

  /**
   * The largest distance between the sample's distribution and {@code cdf} (Kolmogorov-Smirnov),
   * times the square root of the sample's size. Above 1.63 in one of a hundred samples that follow
   * {@code cdf}, above 1.95 in one of a thousand.
   */
  static double scaledDistance(double[] sample, DoubleUnaryOperator cdf) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = cdf.applyAsDouble(sorted[i]);
      largest = Math.max(largest, expected - (double) i / sorted.length);
      largest = Math.max(largest, (i + 1.0) / sorted.length - expected);
    }
    return largest * Math.sqrt(sorted.length);
  }

  /** {@link #scaledDistance} between the gaps of starts and the exponential distribution. */
  static double scaledGapDistance(long[] startNanos, double ratePerSecond) {
    double[] gaps = new double[startNanos.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = startNanos[i + 1] - startNanos[i];
    }
    return scaledDistance(gaps, gap -> -Math.expm1(-gap * ratePerSecond / 1e9));
  }

  /**
   * Pearson's chi-square of counts against expected ones, as a standard normal deviate (Wilson and
   * Hilferty 1931). Beyond 3 either way in one of 370 samples that fit.
   */
  static double chiSquareDeviate(long[] counts, double[] expected) {
    double chiSquare = 0;
    for (int i = 0; i < counts.length; i++) {
      double difference = counts[i] - expected[i];
      chiSquare += difference * difference / expected[i];
    }
    double freedom = counts.length - 1;
    double spread = 2 / (9 * freedom);
    return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
  }
}
