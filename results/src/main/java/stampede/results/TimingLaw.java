package stampede.results;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What a slot that operations share makes of their times. Starts that stamp the slot are a Poisson
 * process of {@code r} a second, independent of the latency L of an operation that started at s. The
 * slot gives more than x exactly where L > x and no start fell into the last x seconds before s + L,
 * which all lie after s: so P(slot > x) = P(L > x) e^(-r x). Where every address has its slot, and a
 * start is of address k with the probability w_k, that is P(L > x) times the sum of w_k e^(-r w_k x).
 *
 * @param kept the share of operations whose stamp no start overwrites in so many seconds: falls from 1
 */
public record TimingLaw(DoubleUnaryOperator kept) {
  /** The law of a slot that no other operation stamps: the truth. */
  public static final TimingLaw EXACT = new TimingLaw(seconds -> 1);

  /** The law of a slot that is stamped {@code ratePerSecond} times a second. */
  public static TimingLaw oneSlot(double ratePerSecond) {
    return new TimingLaw(seconds -> Math.exp(-ratePerSecond * seconds));
  }

  /**
   * The law of one slot for each address.
   *
   * @param ratePerSecond of all stamps
   * @param weights the share of the stamps that each address has
   */
  public static TimingLaw slotPerAddress(double ratePerSecond, double[] weights) {
    Map<Double, Integer> counts = new TreeMap<>();
    DoubleStream.of(weights).forEach(weight -> counts.merge(weight, 1, Integer::sum));
    double[] rates =
        counts.keySet().stream().mapToDouble(weight -> weight * ratePerSecond).toArray();
    double[] shares = counts.entrySet().stream()
        .mapToDouble(entry -> entry.getKey() * entry.getValue())
        .toArray();
    return new TimingLaw(seconds -> {
      double sum = 0;
      for (int i = 0; i < rates.length; i++) {
        sum += shares[i] * Math.exp(-rates[i] * seconds);
      }
      return sum;
    });
  }

  /**
   * The largest distance, over all x, between the share of {@code measured} above x and what the law
   * says of {@code truth}. Exact: between two values of the samples the difference is monotone, so
   * that it is largest at a value or just below it.
   *
   * @param measured nanoseconds in rising order, at least one
   * @param truth of the same operations, nanoseconds in rising order
   */
  double maxDistance(long[] measured, long[] truth) {
    double largest = 0;
    int measuredBelow = 0;
    int truthBelow = 0;
    while (measuredBelow < measured.length || truthBelow < truth.length) {
      long nanos = Math.min(at(measured, measuredBelow), at(truth, truthBelow));
      double factor = kept.applyAsDouble(nanos / 1e9);
      double below = share(measured, measuredBelow) - factor * share(truth, truthBelow);
      while (at(measured, measuredBelow) == nanos && measuredBelow < measured.length) {
        measuredBelow++;
      }
      while (at(truth, truthBelow) == nanos && truthBelow < truth.length) {
        truthBelow++;
      }
      double above = share(measured, measuredBelow) - factor * share(truth, truthBelow);
      largest = Math.max(largest, Math.max(Math.abs(below), Math.abs(above)));
    }
    return largest;
  }

  private static long at(long[] values, int index) {
    return index < values.length ? values[index] : Long.MAX_VALUE;
  }

  /** The share of the values that are not among the first {@code below}. */
  private static double share(long[] values, int below) {
    return 1 - (double) below / values.length;
  }

  /**
   * The distance of Kolmogorov and Smirnov between the gaps of starts and the exponential
   * distribution: how far the starts were from a Poisson process.
   *
   * @param startNanos in the order of time, at least two
   */
  static double startsDistance(long[] startNanos, double ratePerSecond) {
    long[] gaps = new long[startNanos.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = startNanos[i + 1] - startNanos[i];
    }
    Arrays.sort(gaps);
    double largest = 0;
    for (int i = 0; i < gaps.length; i++) {
      double expected = -Math.expm1(-ratePerSecond * gaps[i] / 1e9);
      double low = expected - (double) i / gaps.length;
      double high = (i + 1.0) / gaps.length - expected;
      largest = Math.max(largest, Math.max(low, high));
    }
    return largest;
  }
}
