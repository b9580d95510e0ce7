package stampede.loadgen;

import java.math.BigDecimal;

/**
 * A rate that goes evenly from one to another. Within 0.5 ns over 168 hours.
 *
 * <p>With p of the requests done and q = 1 - p left, {@code p (from + to) / (from + sqrt(q from^2 +
 * p to^2))} of the stretch has passed: the root of the quadratic integral in a form that subtracts
 * nothing.
 */
final class RampProfile implements RateProfile {
  private final BigDecimal requests;
  private final double from;
  private final double to;
  private final double spanNanos;
  // The integral, of which a double alone holds too few digits at its end.
  private final long wholeRequests;
  private final double partRequest;

  /**
   * A ramp.
   *
   * @param from requests per second at the start; not both are 0
   * @param to requests per second at the end
   */
  RampProfile(BigDecimal from, BigDecimal to, long spanNanos) {
    this.requests =
        from.add(to).multiply(new BigDecimal("0.5")).multiply(BigDecimal.valueOf(spanNanos, 9));
    this.from = from.doubleValue();
    this.to = to.doubleValue();
    this.spanNanos = spanNanos;
    this.wholeRequests = requests.longValue();
    this.partRequest = requests.subtract(BigDecimal.valueOf(wholeRequests)).doubleValue();
  }

  @Override
  public BigDecimal requests() {
    return requests;
  }

  @Override
  public double nanosAt(double due) {
    double all = wholeRequests + partRequest;
    double done = due / all;
    double left = Math.max(0, (wholeRequests - due + partRequest) / all);
    double rate = Math.sqrt(left * from * from + done * to * to);
    return due == 0 ? 0 : spanNanos * done * ((from + to) / (from + rate));
  }
}
