package stampede.loadgen;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Starts at equal distances, without drift: start i is {@code floor(i * interval)} where the
 * interval is an exact quotient of integers. Immutable.
 */
final class ConstantSchedule implements Schedule {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long count;
  // The interval between two starts is wholeNanos + partNanos / divisor.
  private final long wholeNanos;
  private final long partNanos;
  private final long divisor;

  ConstantSchedule(BigDecimal ratePerSecond, long count) {
    BigDecimal rate = ratePerSecond.stripTrailingZeros();
    if (rate.signum() <= 0
        || rate.compareTo(Schedules.RATE_MAX) > 0
        || rate.scale() > Schedules.RATE_DECIMALS_MAX) {
      throw new IllegalArgumentException("rate must be above 0 and at most " + Schedules.RATE_MAX
          + " with at most " + Schedules.RATE_DECIMALS_MAX + " decimals: " + ratePerSecond);
    }
    this.count = Schedules.requireCount(count);
    // Both at most 10^18.
    int decimals = Math.max(0, rate.scale());
    long dividend =
        BigDecimal.valueOf(NANOS_PER_SECOND).movePointRight(decimals).longValueExact();
    this.divisor = rate.movePointRight(decimals).longValueExact();
    this.wholeNanos = dividend / divisor;
    this.partNanos = dividend % divisor;
  }

  @Override
  public long count() {
    return count;
  }

  /** The start of {@code index}; that of {@code count()} is the end of the last interval. */
  @Override
  public long startNanos(long index) {
    return Math.addExact(Math.multiplyExact(index, wholeNanos), partsNanos(index));
  }

  private long partsNanos(long index) {
    long low = index * partNanos;
    if (Math.multiplyHigh(index, partNanos) == 0 && low >= 0) {
      return low / divisor;
    }
    return BigInteger.valueOf(index)
        .multiply(BigInteger.valueOf(partNanos))
        .divide(BigInteger.valueOf(divisor))
        .longValueExact();
  }
}
