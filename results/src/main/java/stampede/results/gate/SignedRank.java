package stampede.results.gate;

import java.util.Arrays;

/**
 * The Wilcoxon signed-rank statistic of paired differences, turned into an estimate of their centre
 * and exact one-sided bounds for it (Hodges and Lehmann, Estimates of Location Based on Rank Tests,
 * Ann. Math. Statist. 34, 1963; Hollander and Wolfe, Nonparametric Statistical Methods, 3.4). Needs no
 * normal distribution: only that the differences are independent and symmetric about one centre. Ties
 * make the bounds conservative. Immutable.
 */
final class SignedRank {
  /** The most differences: no probability of the null distribution underflows. */
  static final int PAIRS_MAX = 1000;

  private final int count;
  private final double[] walshAverages;

  private SignedRank(int count, double[] walshAverages) {
    this.count = count;
    this.walshAverages = walshAverages;
  }

  /**
   * Of {@code differences}.
   *
   * @throws IllegalArgumentException where there are none, more than {@link #PAIRS_MAX}, or one is
   *     not finite
   */
  static SignedRank of(double[] differences) {
    int n = differences.length;
    if (n < 1 || n > PAIRS_MAX) {
      throw new IllegalArgumentException("pairs must be in [1, " + PAIRS_MAX + "]: " + n);
    }
    double[] averages = new double[n * (n + 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(differences[i])) {
        throw new IllegalArgumentException("a difference must be finite: " + differences[i]);
      }
      for (int j = 0; j <= i; j++) {
        averages[at++] = (differences[i] + differences[j]) / 2;
      }
    }
    Arrays.sort(averages);
    return new SignedRank(n, averages);
  }

  /** The median of the averages of all pairs of differences, each also with itself. */
  double estimate() {
    int last = walshAverages.length - 1;
    return (walshAverages[last / 2] + walshAverages[(last + 1) / 2]) / 2;
  }

  /**
   * The greatest exact bound that lies above the centre with a probability of at most {@code alpha};
   * minus infinity where so few differences have none.
   */
  double lower(double alpha) {
    int k = rank(alpha);
    return k == 0 ? Double.NEGATIVE_INFINITY : walshAverages[k - 1];
  }

  /** The least exact bound that lies below the centre with a probability of at most {@code alpha}. */
  double upper(double alpha) {
    int k = rank(alpha);
    return k == 0 ? Double.POSITIVE_INFINITY : walshAverages[walshAverages.length - k];
  }

  private int rank(double alpha) {
    return NullRanks.of(count).rank(alpha);
  }
}
