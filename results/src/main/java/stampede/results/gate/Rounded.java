package stampede.results.gate;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures for a file: as many digits as mean something. */
final class Rounded {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Rounded() {}

  /** To so many decimals, at most six. */
  static double to(double value, int decimals) {
    return Math.rint(POWERS[decimals] * value) / POWERS[decimals];
  }

  /** To six significant digits, however small it is. */
  static double significant(double value) {
    return new BigDecimal(value).round(SIX_DIGITS).doubleValue();
  }
}
