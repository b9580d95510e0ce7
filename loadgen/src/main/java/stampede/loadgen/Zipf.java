package stampede.loadgen;

import stampede.store.SplitMix;

/**
 * Zipf-distributed keys: rank r of {@code count} is drawn with a probability proportional to {@code
 * (r + 1)^-exponent}, exactly, by rejection-inversion (Hormann and Derflinger: Rejection-inversion
 * to generate variates from monotone discrete distributions, ACM TOMACS 6(3), 1996). Made in O(1);
 * a draw takes 1.01 tries at most on average. Immutable.
 *
 * <p>Below, H is the integral of {@code x^-s} from 1, and a uniform place under H is inverted to a
 * real number, rounded to a rank, and accepted where it lies under the rank's own bar.
 */
public final class Zipf {
  /** Below this the difference quotients of exp and log lose digits and are taken as series. */
  private static final double SERIES_BOUND = 1e-3;

  private final long count;
  private final double exponent;
  private final double integralLow;
  private final double integralHigh;
  /** A rank this close above its place is accepted without a look at the bar. */
  private final double sureDistance;

  private final long seed;
  private final Scatter scatter;

  /**
   * Prepares draws.
   *
   * @param count how many keys there are, from 1 to 2^53
   * @param exponent s, from 0 (uniform) to 100
   */
  public Zipf(long count, double exponent, long seed) {
    if (count < 1 || count > 1L << 53) {
      throw new IllegalArgumentException("count must be 1 to 2^53: " + count);
    }
    if (!(exponent >= 0 && exponent <= 100)) {
      throw new IllegalArgumentException("exponent must be 0 to 100: " + exponent);
    }
    this.count = count;
    this.exponent = exponent;
    this.integralLow = integral(1.5) - 1;
    this.integralHigh = integral(count + 0.5);
    this.sureDistance = 2 - inverseIntegral(integral(2.5) - bar(2));
    this.seed = seed;
    this.scatter = new Scatter(count, Stream.SCATTER.seed(seed));
  }

  /** The rank of draw {@code index}, from 0, the most popular, to {@code count - 1}. */
  public long rank(long index) {
    long bits = SplitMix.at(seed, index);
    while (true) {
      double place = integralHigh + SplitMix.unit(bits) * (integralLow - integralHigh);
      double x = inverseIntegral(place);
      long rank = Math.max(1, Math.min(count, (long) (x + 0.5)));
      if (rank - x <= sureDistance || place >= integral(rank + 0.5) - bar((double) rank)) {
        return rank - 1;
      }
      bits = SplitMix.at(bits, 0);
    }
  }

  /** The key of draw {@code index}: its rank, scattered over the keys by a bijection. */
  public long key(long index) {
    return scatter.apply(rank(index));
  }

  private double bar(double x) {
    return Math.exp(-exponent * Math.log(x));
  }

  /** {@code (x^q - 1) / q} where {@code q = 1 - s}; {@code log(x)} where q is 0. */
  double integral(double x) {
    double q = 1 - exponent;
    double log = Math.log(x);
    double t = q * log;
    if (Math.abs(t) < SERIES_BOUND) {
      return log * (1 + t / 2 * (1 + t / 3 * (1 + t / 4 * (1 + t / 5))));
    }
    return (Math.exp(t) - 1) / q;
  }

  /** {@code (1 + q * y)^(1/q)}; {@code exp(y)} where q is 0. */
  double inverseIntegral(double y) {
    double q = 1 - exponent;
    double t = q * y;
    if (Math.abs(t) < SERIES_BOUND) {
      return Math.exp(y * (1 - t * (1 / 2.0 - t * (1 / 3.0 - t * (1 / 4.0 - t * (1 / 5.0))))));
    }
    return Math.exp(Math.log(1 + t) / q);
  }
}
