package stampede.results.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The distribution of the signed-rank sum where every pattern of signs is equally likely: each of the
 * ranks 1 to n is in the sum or not. By counting, with a relative error below 1e-12. Thread-safe.
 */
final class NullRanks {
  private static final Map<Integer, NullRanks> KNOWN = new ConcurrentHashMap<>();

  private final double[] atMost;

  private NullRanks(int count) {
    double[] probability = new double[count * (count + 1) / 2 + 1];
    probability[0] = 1;
    int highest = 0;
    for (int rank = 1; rank <= count; rank++) {
      highest += rank;
      for (int sum = highest; sum >= 0; sum--) {
        probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
      }
    }
    for (int sum = 1; sum < probability.length; sum++) {
      probability[sum] += probability[sum - 1];
    }
    this.atMost = probability;
  }

  /** Of {@code count} ranks. */
  static NullRanks of(int count) {
    return KNOWN.computeIfAbsent(count, NullRanks::new);
  }

  /** Whether so many differences have a bound that misses with a probability of at most {@code alpha}. */
  static boolean suffice(int count, double alpha) {
    return Math.scalb(1.0, -count) <= alpha;
  }

  /** The probability that the sum is at most {@code sum}. */
  double atMost(int sum) {
    return sum < 0 ? 0 : atMost[Math.min(sum, atMost.length - 1)];
  }

  /** The greatest k for which the probability of a sum below k is at most {@code alpha}. */
  int rank(double alpha) {
    int k = 0;
    while (k < atMost.length / 2 && atMost[k] <= alpha) {
      k++;
    }
    return k;
  }
}
