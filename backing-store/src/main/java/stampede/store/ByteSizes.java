package stampede.store;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of sizes: {@code \d+(\.\d+)?(B|KiB|MiB|GiB)}. */
public final class ByteSizes {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(B|KiB|MiB|GiB)");
  private static final Map<String, Long> UNIT_BYTES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private ByteSizes() {}

  /**
   * The size in bytes.
   *
   * @throws IllegalArgumentException where the text has another form or is not a whole number of
   *     bytes
   */
  public static long parseBytes(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a size is a number with B, KiB, MiB or GiB");
    }
    try {
      long unitBytes = Objects.requireNonNull(UNIT_BYTES.get(matcher.group(2)));
      return new BigDecimal(matcher.group(1))
          .multiply(BigDecimal.valueOf(unitBytes))
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a size is a whole number of bytes");
    }
  }

  /** The shortest exact text form: the largest unit that the size is a whole number of. */
  public static String format(long bytes) {
    for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
      long unitBytes = Objects.requireNonNull(UNIT_BYTES.get(unit));
      if (bytes != 0 && bytes % unitBytes == 0) {
        return bytes / unitBytes + unit;
      }
    }
    return bytes + "B";
  }
}
