package stampede.loadgen;

import java.math.BigDecimal;
import java.util.Arrays;
import stampede.store.SplitMix;

/**
 * A rate that changes between two, whose stays are drawn when this is made: each from its exponential
 * distribution, to the nearest nanosecond, the first in a state as likely as the share of time spent
 * there. The last stay is cut at the end of the stretch.
 *
 * <p>From then on nothing is random: the integral is that over the drawn path, exactly, and its
 * inverse is within 0.5 ns, found by halving the path's edges. What is planned therefore differs from
 * one seed to another as much as the shares of time do.
 */
final class BurstProfile implements RateProfile {
  /** The most stays that all paths of a plan hold on average. */
  static final int STAYS_MAX = 1_000_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  /** A request in the unit of {@link #beginPart}, which holds any rate times any nanoseconds. */
  private static final long PARTS = NANOS_PER_SECOND * NANOS_PER_SECOND;

  private final double[] ratePerNano;
  private final boolean highFirst;
  /** Where stay i begins, and how many requests are due by then: whole ones, and parts of one. */
  private long[] beginNanos = new long[16];

  private long[] beginWhole = new long[16];
  private long[] beginPart = new long[16];
  private int stays;
  private final long spanNanos;
  private final BigDecimal requests;

  /**
   * Draws a path.
   *
   * @param seed of the path
   */
  BurstProfile(Rate.Burst rate, long spanNanos, long seed) {
    long[] rates = {inBillionths(rate.low()), inBillionths(rate.high())};
    long[] meansNanos = {rate.lowMeanNanos(), rate.highMeanNanos()};
    SplitMix draws = new SplitMix(seed);
    this.spanNanos = spanNanos;
    this.ratePerNano =
        new double[] {rate.low().doubleValue() / 1e9, rate.high().doubleValue() / 1e9};
    this.highFirst = draws.nextUnit() * (meansNanos[0] + meansNanos[1]) >= meansNanos[0];
    long nanos = 0;
    long whole = 0;
    long part = 0;
    while (nanos < spanNanos) {
      begin(nanos, whole, part);
      int state = state(stays - 1);
      long stay = Math.round(meansNanos[state] * -Math.log1p(-draws.nextUnit()));
      stay = Math.min(stay, spanNanos - nanos);
      long[] more = requests(rates[state], stay);
      nanos += stay;
      part += more[1];
      whole += more[0] + part / PARTS;
      part %= PARTS;
    }
    this.requests = BigDecimal.valueOf(whole).add(BigDecimal.valueOf(part, 18));
  }

  private static long inBillionths(BigDecimal rate) {
    return rate.movePointRight(Schedules.RATE_DECIMALS_MAX).longValueExact();
  }

  private void begin(long nanos, long whole, long part) {
    if (stays == beginNanos.length) {
      beginNanos = Arrays.copyOf(beginNanos, 2 * stays);
      beginWhole = Arrays.copyOf(beginWhole, 2 * stays);
      beginPart = Arrays.copyOf(beginPart, 2 * stays);
    }
    beginNanos[stays] = nanos;
    beginWhole[stays] = whole;
    beginPart[stays] = part;
    stays++;
  }

  /**
   * The requests of a stay, exactly: whole ones, then parts, below {@code 2 * PARTS}. Both factors
   * are split at 10^9, so that no product is more than 2^63.
   */
  private static long[] requests(long rateInBillionths, long nanos) {
    long rateWhole = rateInBillionths / NANOS_PER_SECOND;
    long ratePart = rateInBillionths % NANOS_PER_SECOND;
    long seconds = nanos / NANOS_PER_SECOND;
    long rest = nanos % NANOS_PER_SECOND;
    long middle = rateWhole * rest + ratePart * seconds;
    return new long[] {
      rateWhole * seconds + middle / NANOS_PER_SECOND,
      middle % NANOS_PER_SECOND * NANOS_PER_SECOND + ratePart * rest
    };
  }

  /** How many stays the drawn path has. */
  int stays() {
    return stays;
  }

  /** Where a stay begins, after the stretch's start. */
  long beginNanos(int stay) {
    return beginNanos[stay];
  }

  /** The state of a stay: 0 low, 1 high. */
  int state(int stay) {
    return (stay & 1) == (highFirst ? 0 : 1) ? 1 : 0;
  }

  @Override
  public BigDecimal requests() {
    return requests;
  }

  @Override
  public double nanosAt(double due) {
    int stay = stayAt(due);
    double perNano = ratePerNano[state(stay)];
    // The whole requests first, the last of them with the parts: so nothing small is lost.
    double within = due - beginWhole[stay] - 1 + (PARTS - beginPart[stay]) * 1e-18;
    double nanos = perNano == 0 ? 0 : Math.max(0, within) / perNano;
    return Math.min((double) spanNanos, beginNanos[stay] + nanos);
  }

  /** The last stay that begins with at most so many due: where the rate is not 0 but at the end. */
  private int stayAt(double due) {
    long whole = (long) due;
    double part = (due - whole) * PARTS;
    int low = 0;
    int high = stays;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      boolean begun =
          beginWhole[middle] < whole || (beginWhole[middle] == whole && beginPart[middle] <= part);
      if (begun) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
