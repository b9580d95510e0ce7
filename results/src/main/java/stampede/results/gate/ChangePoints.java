package stampede.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a series changed its level. The split whose sides differ most by the rank-sum statistic is
 * taken where it is too improbable for one level, and both sides are then split likewise. (The manner
 * of hierarchical divisive estimation: Matteson and James, A Nonparametric Approach for Multiple Change
 * Point Analysis of Multivariate Data, JASA 109, 2014; with ranks in place of distances, and a bound
 * over all splits in place of permutations.)
 */
final class ChangePoints {
  /** The fewest values on each side. */
  static final int SEGMENT_MIN = 4;

  /** The least change of a median that is told: 5 %. */
  static final double EFFECT_MIN = 0.05;

  /** How probable it may be at most that one level is split. */
  private static final double ALPHA = 0.01;

  private ChangePoints() {}

  /**
   * A change.
   *
   * @param index of the first value of the new level
   * @param before the median of the level before it
   * @param after that of the level that begins there
   */
  record Change(int index, double before, double after) {
    double ratio() {
      return after / before;
    }
  }

  /** The changes of positive values, in their order. */
  static List<Change> of(double[] values) {
    List<Integer> splits = new ArrayList<>();
    split(values, 0, values.length, splits);
    splits.sort(null);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < splits.size(); i++) {
      int from = i == 0 ? 0 : splits.get(i - 1);
      int to = i + 1 < splits.size() ? splits.get(i + 1) : values.length;
      int at = splits.get(i);
      changes.add(new Change(at, median(values, from, at), median(values, at, to)));
    }
    return changes;
  }

  private static void split(double[] values, int from, int to, List<Integer> splits) {
    int count = to - from;
    double[] ranks = ranks(Arrays.copyOfRange(values, from, to));
    int best = -1;
    double greatest = 0;
    double sum = 0;
    for (int left = 1; left <= count - SEGMENT_MIN; left++) {
      sum += ranks[left - 1];
      double deviation = Math.abs(sum - left * (count + 1) / 2.0);
      double sd = Math.sqrt(left * (double) (count - left) * (count + 1) / 12);
      if (left >= SEGMENT_MIN && deviation / sd > greatest) {
        greatest = deviation / sd;
        best = left;
      }
    }
    if (best < 0 || probability(greatest) * (count - 2 * SEGMENT_MIN + 1) > ALPHA) {
      return;
    }
    int at = from + best;
    double ratio = median(values, at, to) / median(values, from, at);
    if (Math.abs(Math.log(ratio)) >= Math.log1p(EFFECT_MIN)) {
      splits.add(at);
      split(values, from, at, splits);
      split(values, at, to, splits);
    }
  }

  /** A bound of the probability that a standard normal variable lies further from 0 than {@code z}. */
  private static double probability(double z) {
    return Math.min(1, Math.sqrt(2 / Math.PI) / z * Math.exp(-z * z / 2));
  }

  /** From 1; equal values share the mean of theirs. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        ranks[i] += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
      }
      ranks[i] += 0.5;
    }
    return ranks;
  }

  private static double median(double[] values, int from, int to) {
    return Median.of(Arrays.copyOfRange(values, from, to));
  }
}
