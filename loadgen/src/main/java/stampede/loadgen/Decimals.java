package stampede.loadgen;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Plain decimal numbers: digits, perhaps a point and more digits; no sign, no exponent. */
final class Decimals {
  private static final Pattern FORM = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");

  private Decimals() {}

  /**
   * The number written as {@code text}, in its canonical form.
   *
   * @throws IllegalArgumentException where the text has another form
   */
  static BigDecimal parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("a plain decimal is digits, perhaps with a point");
    }
    return canonical(new BigDecimal(text));
  }

  /** An equal number without trailing zeros and exponent: equal numbers become equal objects. */
  static BigDecimal canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
