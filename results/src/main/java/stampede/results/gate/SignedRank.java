package stampede.results.gate;

import java.util.Arrays;

/**
 * The Wilcoxon signed-rank statistic of paired differences, turned into an estimate of their centre
 * and exact one-sided bounds for it (Hodges and Lehmann, Estimates of Location Based on Rank Tests,
 * Ann. Math. Statist. 34, 1963; Hollander and Wolfe, Nonparametric Statistical Methods, 3.4). Needs no
 * normal distribution: only that the differences are independent and symmetric about one centre. Ties
 * make the bounds conservative. Immutable.
 */
public final class SignedRank {
  /** The most differences: no probability of the null distribution underflows. */
  public static final int PAIRS_MAX = 1000;

  private final double[] sorted;

  private SignedRank(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Of {@code differences}.
   *
   * @throws IllegalArgumentException where there are none, more than {@link #PAIRS_MAX}, or one is
   *     not finite
   */
  public static SignedRank of(double[] differences) {
    int n = differences.length;
    if (n < 1 || n > PAIRS_MAX) {
      throw new IllegalArgumentException("pairs must be in [1, " + PAIRS_MAX + "]: " + n);
    }
    for (double one : differences) {
      if (!Double.isFinite(one)) {
        throw new IllegalArgumentException("a difference must be finite: " + one);
      }
    }
    double[] sorted = differences.clone();
    Arrays.sort(sorted);
    return new SignedRank(sorted);
  }

  /** The median of the averages of all pairs of differences, each also with itself. */
  public double estimate() {
    int last = averages() - 1;
    return (average(last / 2 + 1) + average((last + 1) / 2 + 1)) / 2;
  }

  /**
   * The greatest exact bound that lies above the centre with a probability of at most {@code alpha};
   * minus infinity where so few differences have none.
   */
  public double lower(double alpha) {
    int k = rank(alpha);
    return k == 0 ? Double.NEGATIVE_INFINITY : average(k);
  }

  /** The least exact bound that lies below the centre with a probability of at most {@code alpha}. */
  public double upper(double alpha) {
    int k = rank(alpha);
    return k == 0 ? Double.POSITIVE_INFINITY : average(averages() + 1 - k);
  }

  private int rank(double alpha) {
    return NullRanks.of(sorted.length).rank(alpha);
  }

  private int averages() {
    return sorted.length * (sorted.length + 1) / 2;
  }

  private double average(int i, int j) {
    return (sorted[i] + sorted[j]) / 2;
  }

  /**
   * The {@code k}-th least average, without making all of them: halves the range in which it lies, and
   * counts those up to its middle along the staircase that divides the sorted matrix of averages.
   */
  private double average(int k) {
    double below = Math.nextDown(sorted[0]);
    double least = sorted[sorted.length - 1];
    while (true) {
      double middle = Math.min(below + (least - below) / 2, Math.nextDown(least));
      int count = 0;
      double upToMiddle = below;
      double beyond = least;
      int j = sorted.length - 1;
      for (int i = 0; i < sorted.length; i++) {
        while (j >= i && average(i, j) > middle) {
          j--;
        }
        int next = Math.max(i, j + 1);
        if (next < sorted.length) {
          beyond = Math.min(beyond, average(i, next));
        }
        if (j < i) {
          break;
        }
        count += j - i + 1;
        upToMiddle = Math.max(upToMiddle, average(i, j));
      }
      if (count >= k) {
        least = upToMiddle;
      } else if (beyond >= least) {
        return least;
      } else {
        below = middle;
      }
    }
  }
}
