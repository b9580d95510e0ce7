package stampede.loadgen;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Makes schedules, and counts what is planned. */
public final class Schedules {
  /** The highest rate that a schedule takes, per second. */
  public static final BigDecimal RATE_MAX = BigDecimal.valueOf(1_000_000_000);

  /** The finest rate that a schedule takes has this many decimals. */
  public static final int RATE_DECIMALS_MAX = 9;

  /** The most requests that a schedule takes. */
  public static final long COUNT_MAX = 10_000_000_000L;

  private Schedules() {}

  /**
   * Starts at equal distances: start i is {@code floor(i * 1e9 / rate)}, exactly.
   *
   * @param ratePerSecond above zero, at most {@link #RATE_MAX}, with at most {@link
   *     #RATE_DECIMALS_MAX} decimals
   * @param count from 0 to {@link #COUNT_MAX}
   */
  public static Schedule constant(BigDecimal ratePerSecond, long count) {
    return new ConstantSchedule(ratePerSecond, count);
  }

  /**
   * A Poisson process of {@code count} starts within {@code count / rate} seconds: conditioned on
   * its count, which is exact. Takes {@code count * log2(count / 4096) / 64} random words to make.
   *
   * @param ratePerSecond above zero, at most {@link #RATE_MAX}, with at most {@link
   *     #RATE_DECIMALS_MAX} decimals
   * @param count from 0 to {@link #COUNT_MAX}
   */
  public static Schedule poisson(BigDecimal ratePerSecond, long count, long seed) {
    long spanNanos = spanNanos(ratePerSecond, count);
    return new PoissonSchedule(place -> PoissonSchedule.scaled(place, spanNanos), count, seed);
  }

  /** How long a rate takes for a count: {@code floor(count * 1e9 / rate)} nanoseconds, exactly. */
  static long spanNanos(BigDecimal ratePerSecond, long count) {
    return new ConstantSchedule(ratePerSecond, count).startNanos(count);
  }

  /**
   * How many requests a rate plans within a duration: {@code rate * seconds}, rounded half up.
   *
   * @throws ArithmeticException above {@link Long#MAX_VALUE}
   */
  public static long plannedCount(BigDecimal ratePerSecond, long durationNanos) {
    return rounded(ratePerSecond.multiply(BigDecimal.valueOf(durationNanos, 9)));
  }

  /** A number of requests rounded half up to a whole one. */
  static long rounded(BigDecimal requests) {
    return requests.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /**
   * How many starts of a schedule lie before {@code nanos} after its origin. Looks at starts near
   * the first ones alone, so that it leaves the schedule's cache to those who send.
   *
   * @param known so many lie before it for certain
   */
  public static long countBefore(Schedule schedule, long nanos, long known) {
    long low = known;
    long high = known;
    for (long step = 1; high < schedule.count() && schedule.startNanos(high) < nanos; step *= 2) {
      low = high + 1;
      high = Math.min(schedule.count(), high + step);
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (schedule.startNanos(middle) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static long requireCount(long count) {
    if (count < 0 || count > COUNT_MAX) {
      throw new IllegalArgumentException("count must be 0 to " + COUNT_MAX + ": " + count);
    }
    return count;
  }
}
