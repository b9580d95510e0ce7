package stampede.results.gate;

import java.util.Locale;
import stampede.results.gate.Decision.Bounds;

/** Log-ratios for people. */
final class Ratios {
  private Ratios() {}

  /** {@code 1.203 [1.187, 1.221]}; a bound that so few pairs do not have is {@code -}. */
  static String shown(Bounds bounds) {
    return times(bounds.estimate()) + " [" + times(bounds.lower()) + ", " + times(bounds.upper())
        + "]";
  }

  /** {@code 1.203}. */
  static String times(double logRatio) {
    return Double.isFinite(logRatio) ? String.format(Locale.ROOT, "%.3f", Math.exp(logRatio)) : "-";
  }

  /** {@code +20.3 %}. */
  static String percent(double logRatio) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * Math.expm1(logRatio));
  }
}
