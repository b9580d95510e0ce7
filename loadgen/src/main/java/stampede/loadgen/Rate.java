package stampede.loadgen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import stampede.time.Durations;

/**
 * How many requests a second are planned, and how that changes. Its text form is {@code 1000},
 * {@code ramp:100..5000}, {@code sine:mean=1000,amplitude=500,period=10s} or {@code
 * burst:low=500,high=5000,lowMean=2s,highMean=200ms}; see {@link RateParser}.
 * Rates are per second, at most {@link Schedules#RATE_MAX}, with at most {@link
 * Schedules#RATE_DECIMALS_MAX} decimals. Immutable.
 */
sealed interface Rate {
  /** The rate that a warm-up goes at, to {@link Schedules#RATE_DECIMALS_MAX} decimals; above 0. */
  BigDecimal mean();

  /** The highest rate that there is. */
  BigDecimal highest();

  /**
   * The rate over a stretch of time.
   *
   * @param seed of what is drawn, where anything is
   */
  RateProfile over(long spanNanos, long seed);

  /** The text form, which reads back as an equal rate. */
  String text();

  /**
   * One rate throughout.
   *
   * @param perSecond above 0
   */
  record Constant(BigDecimal perSecond) implements Rate {
    @Override
    public BigDecimal mean() {
      return perSecond;
    }

    @Override
    public BigDecimal highest() {
      return perSecond;
    }

    @Override
    public RateProfile over(long spanNanos, long seed) {
      return new RampProfile(perSecond, perSecond, spanNanos);
    }

    @Override
    public String text() {
      return perSecond.toPlainString();
    }
  }

  /**
   * Evenly from one rate to another.
   *
   * @param from at the start; 0 allowed
   * @param to at the end; 0 allowed, but not twice
   */
  record Ramp(BigDecimal from, BigDecimal to) implements Rate {
    @Override
    public BigDecimal mean() {
      return from.add(to)
          .divide(BigDecimal.valueOf(2), Schedules.RATE_DECIMALS_MAX, RoundingMode.UP);
    }

    @Override
    public BigDecimal highest() {
      return from.max(to);
    }

    @Override
    public RateProfile over(long spanNanos, long seed) {
      return new RampProfile(from, to, spanNanos);
    }

    @Override
    public String text() {
      return "ramp:" + from.toPlainString() + ".." + to.toPlainString();
    }
  }

  /**
   * {@code mean + amplitude sin(2 pi t / period)}.
   *
   * @param mean above 0
   * @param amplitude from 0 to {@code mean}
   * @param periodNanos above 0
   */
  record Sine(BigDecimal mean, BigDecimal amplitude, long periodNanos) implements Rate {
    @Override
    public BigDecimal highest() {
      return mean.add(amplitude);
    }

    @Override
    public RateProfile over(long spanNanos, long seed) {
      return new SineProfile(mean, amplitude, periodNanos, spanNanos);
    }

    @Override
    public String text() {
      return "sine:mean=" + mean.toPlainString() + ",amplitude=" + amplitude.toPlainString()
          + ",period=" + Durations.format(periodNanos);
    }
  }

  /**
   * One of two rates at a time, each for exponential stays: bursts. Poisson arrivals make it a
   * Markov-modulated Poisson process of two states.
   *
   * @param low from 0 to {@code high}
   * @param high above 0
   * @param lowMeanNanos how long a stay at {@code low} is on average, above 0
   * @param highMeanNanos the same at {@code high}
   */
  record Burst(BigDecimal low, BigDecimal high, long lowMeanNanos, long highMeanNanos)
      implements Rate {
    /** The mean over all paths, to 9 decimals. */
    @Override
    public BigDecimal mean() {
      BigDecimal lowNanos = BigDecimal.valueOf(lowMeanNanos);
      BigDecimal highNanos = BigDecimal.valueOf(highMeanNanos);
      return low.multiply(lowNanos)
          .add(high.multiply(highNanos))
          .divide(lowNanos.add(highNanos), Schedules.RATE_DECIMALS_MAX, RoundingMode.UP);
    }

    @Override
    public BigDecimal highest() {
      return high.max(low);
    }

    /** How many stays a stretch of time holds on average. */
    double stays(long spanNanos) {
      return 2.0 * spanNanos / (lowMeanNanos + highMeanNanos);
    }

    @Override
    public RateProfile over(long spanNanos, long seed) {
      return new BurstProfile(this, spanNanos, seed);
    }

    @Override
    public String text() {
      return "burst:low=" + low.toPlainString() + ",high=" + high.toPlainString() + ",lowMean="
          + Durations.format(lowMeanNanos) + ",highMean=" + Durations.format(highMeanNanos);
    }
  }
}
