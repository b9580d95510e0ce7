package stampede.results.gate;

import org.jspecify.annotations.Nullable;

/**
 * What one pair says on every check of a gate, in the order of the checks. Holds on to the arrays that
 * it is given; nobody is to change them.
 */
final class PairPoint {
  private final double[] base;
  private final double[] candidate;
  private final double[] control;
  private final double @Nullable [] slowed;
  private final double[] granularityNanos;

  /**
   * The statistic of each arm in nanoseconds, NaN where it has none.
   *
   * @param slowed null where the pair ran no positive control
   * @param granularityNanos what the clock resolves of one operation
   */
  PairPoint(
      double[] base,
      double[] candidate,
      double[] control,
      double @Nullable [] slowed,
      double[] granularityNanos) {
    this.base = base;
    this.candidate = candidate;
    this.control = control;
    this.slowed = slowed;
    this.granularityNanos = granularityNanos;
  }

  /**
   * The logarithm of a ratio of two statistics, on a grid of 1e-9: exchanging them changes its sign
   * alone, and no common factor changes it.
   */
  static double logRatio(double nanos, double baseNanos) {
    return Math.rint((Math.log(nanos) - Math.log(baseNanos)) * 1e9) / 1e9;
  }

  boolean hasSlowed() {
    return slowed != null;
  }

  double baseNanos(int check) {
    return base[check];
  }

  double candidateNanos(int check) {
    return candidate[check];
  }

  double granularityNanos(int check) {
    return granularityNanos[check];
  }

  double candidateRatio(int check) {
    return logRatio(candidate[check], base[check]);
  }

  double controlRatio(int check) {
    return logRatio(control[check], base[check]);
  }

  double slowedRatio(int check) {
    return slowed == null ? Double.NaN : logRatio(slowed[check], base[check]);
  }
}
