package stampede.loadgen;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The starts of a trace that has times, so many times as fast: the requests of a group are spread
 * evenly over it, which is all that times in whole seconds say. Start i is an exact quotient, rounded
 * down to the nanosecond. Immutable.
 */
final class TraceSchedule implements Schedule {
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

  private final TraceTimes times;
  private final long count;
  // A second of the trace takes dividend / divisor nanoseconds.
  private final BigInteger dividend;
  private final BigInteger divisor;

  /**
   * A schedule.
   *
   * @param speed as {@link Key#SPEED}
   */
  TraceSchedule(TraceTimes times, BigDecimal speed) {
    this.times = times;
    this.count = times.count();
    this.dividend = NANOS_PER_SECOND.multiply(BigInteger.TEN.pow(speed.scale()));
    this.divisor = speed.unscaledValue();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long startNanos(long index) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("index must be 0 to " + (count - 1) + ": " + index);
    }
    int group = times.group(index);
    return nanos(group, index - times.firstIndex(group), times.requests(group));
  }

  /** When the last group ends. */
  long spanNanos() {
    return nanos(times.groups() - 1, 1, 1);
  }

  /** When {@code part / parts} of a group has passed; both are at most 10^8, as seconds are. */
  private long nanos(int group, long part, long parts) {
    long begin = times.beginSeconds(group);
    long over = begin * parts + (times.endSeconds(group) - begin) * part;
    return BigInteger.valueOf(over)
        .multiply(dividend)
        .divide(divisor.multiply(BigInteger.valueOf(parts)))
        .longValueExact();
  }
}
