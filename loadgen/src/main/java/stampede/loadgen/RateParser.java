package stampede.loadgen;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stampede.time.Durations;

/** Reads the text form of {@link Rate}. */
final class RateParser {
  /** What an error says was expected. */
  static final String EXPECTED =
      "a plain decimal above 0, at most 1000000000, with at most 9 decimals,"
          + " or ramp:RATE..RATE"
          + ", or sine:mean=RATE,amplitude=RATE,period=DURATION with amplitude <= mean"
          + ", or burst:low=RATE,high=RATE,lowMean=DURATION,highMean=DURATION with low <= high;"
          + " DURATION from 1ms to 168h";

  private static final Pattern RAMP = Pattern.compile("ramp:(.+?)\\.\\.(.+)");
  private static final Pattern SINE =
      Pattern.compile("sine:mean=([^,]+),amplitude=([^,]+),period=([^,]+)");
  private static final Pattern BURST =
      Pattern.compile("burst:low=([^,]+),high=([^,]+),lowMean=([^,]+),highMean=([^,]+)");
  private static final long PERIOD_NANOS_MIN = 1_000_000;
  private static final long PERIOD_NANOS_MAX = Durations.parseNanos("168h");

  private RateParser() {}

  /**
   * The rate written as {@code text}.
   *
   * @throws IllegalArgumentException where the text has another form or breaks a bound
   */
  static Rate parse(String text) {
    Matcher ramp = RAMP.matcher(text);
    if (ramp.matches()) {
      BigDecimal from = rate(ramp.group(1));
      BigDecimal to = rate(ramp.group(2));
      require(from.add(to).signum() > 0);
      return new Rate.Ramp(from, to);
    }
    Matcher sine = SINE.matcher(text);
    if (sine.matches()) {
      BigDecimal mean = rate(sine.group(1));
      BigDecimal amplitude = rate(sine.group(2));
      require(mean.signum() > 0 && amplitude.compareTo(mean) <= 0);
      require(mean.add(amplitude).compareTo(Schedules.RATE_MAX) <= 0);
      return new Rate.Sine(mean, amplitude, nanos(sine.group(3)));
    }
    Matcher burst = BURST.matcher(text);
    if (burst.matches()) {
      BigDecimal low = rate(burst.group(1));
      BigDecimal high = rate(burst.group(2));
      require(high.signum() > 0 && low.compareTo(high) <= 0);
      return new Rate.Burst(low, high, nanos(burst.group(3)), nanos(burst.group(4)));
    }
    BigDecimal rate = rate(text);
    require(rate.signum() > 0);
    return new Rate.Constant(rate);
  }

  private static BigDecimal rate(String text) {
    BigDecimal rate = Decimals.parse(text);
    require(rate.compareTo(Schedules.RATE_MAX) <= 0 && rate.scale() <= Schedules.RATE_DECIMALS_MAX);
    return rate;
  }

  private static long nanos(String text) {
    long nanos = Durations.parseNanos(text);
    require(nanos >= PERIOD_NANOS_MIN && nanos <= PERIOD_NANOS_MAX);
    return nanos;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }
}
