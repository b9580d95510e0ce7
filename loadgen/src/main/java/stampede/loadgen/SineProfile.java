package stampede.loadgen;

import java.math.BigDecimal;

/**
 * A rate that swings about its mean: {@code mean + amplitude sin(2 pi t / period)}. Within 0.5 ns, or
 * 2^-51 of {@code period * mean / rate} where that is more: at the bottom of a slow swing down to
 * nearly nothing, a double does not hold the number of requests that tells two moments apart.
 *
 * <p>The integral is {@code mean t + amplitude period / pi sin^2(pi t / period)}. Whole periods are
 * split off; within one the inverse is Newton's iteration between bounds, which halves them where it
 * would leave them.
 */
final class SineProfile implements RateProfile {
  /** An inverse whose last step is smaller than this, in nanoseconds, is near enough. */
  private static final double STEP_NANOS = 1e-3;

  /** The same as a part of the period: no double near 1 is left out by less. */
  private static final double STEP_MIN = 0x1.0p-54;

  /** Halving alone needs no more. */
  private static final int STEPS_MAX = 100;

  private final BigDecimal requests;
  private final double periodNanos;
  private final double swing;
  /** The requests of a period, in two doubles that add up to them. */
  private final double periodRequests;

  private final double periodRequestsRest;
  private final double step;

  /**
   * A swing that begins at its mean, upwards.
   *
   * @param mean above 0, per second
   * @param amplitude from 0 to {@code mean}
   */
  SineProfile(BigDecimal mean, BigDecimal amplitude, long periodNanos, long spanNanos) {
    BigDecimal inPeriod = mean.multiply(BigDecimal.valueOf(periodNanos, 9));
    this.periodNanos = periodNanos;
    this.swing = amplitude.doubleValue() / mean.doubleValue() / Math.PI;
    this.periodRequests = inPeriod.doubleValue();
    this.periodRequestsRest = inPeriod.subtract(new BigDecimal(periodRequests)).doubleValue();
    this.step = Math.max(STEP_NANOS / periodNanos, STEP_MIN);
    double phase = (double) (spanNanos % periodNanos) / periodNanos;
    double over = phase == 0 ? 0 : swing * square(Math.sin(Math.PI * phase)) * periodRequests;
    this.requests = mean.multiply(BigDecimal.valueOf(spanNanos, 9)).add(new BigDecimal(over));
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public BigDecimal requests() {
    return requests;
  }

  @Override
  public double nanosAt(double due) {
    double periods = Math.floor(due / periodRequests);
    // The first difference is exact.
    double within = Math.fma(-periods, periodRequests, due) - periods * periodRequestsRest;
    double done = Math.max(0, Math.min(1, within / periodRequests));
    return periods * periodNanos + inverse(done) * periodNanos;
  }

  /** The x from 0 to 1 at which {@code x + swing sin^2(pi x)} is {@code done}. */
  private double inverse(double done) {
    double low = Math.max(0, done - swing);
    double high = done;
    double x = (low + high) / 2;
    for (int i = 0; i < STEPS_MAX; i++) {
      double sine = Math.sin(Math.PI * x);
      double excess = x - done + swing * sine * sine;
      if (excess > 0) {
        high = x;
      } else {
        low = x;
      }
      double slope = 1 + 2 * Math.PI * swing * sine * Math.cos(Math.PI * x);
      double next = x - excess / slope;
      // Not where the slope is 0, nor beyond the bounds.
      next = next >= low && next <= high ? next : (low + high) / 2;
      if (Math.abs(next - x) <= step) {
        return next;
      }
      x = next;
    }
    return x;
  }
}
