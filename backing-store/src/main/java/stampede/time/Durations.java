package stampede.time;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of durations: {@code \d+(\.\d+)?(ns|us|ms|s|m|h)}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
  private static final Map<String, Long> UNIT_NANOS = Map.of(
      "ns",
      1L,
      "us",
      1_000L,
      "ms",
      1_000_000L,
      "s",
      1_000_000_000L,
      "m",
      60_000_000_000L,
      "h",
      3_600_000_000_000L);

  private Durations() {}

  /**
   * The duration in nanoseconds.
   *
   * @throws IllegalArgumentException where the text has another form, is finer than a nanosecond or
   *     longer than 292 years
   */
  public static long parseNanos(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a duration is a number with ns, us, ms, s, m or h");
    }
    try {
      long unitNanos = Objects.requireNonNull(UNIT_NANOS.get(matcher.group(2)));
      return new BigDecimal(matcher.group(1))
          .multiply(BigDecimal.valueOf(unitNanos))
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a duration is whole nanoseconds, at most 292 years");
    }
  }

  /** The shortest exact text form: the largest unit that the duration is a whole number of. */
  public static String format(long nanos) {
    for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
      long unitNanos = Objects.requireNonNull(UNIT_NANOS.get(unit));
      if (nanos != 0 && nanos % unitNanos == 0) {
        return nanos / unitNanos + unit;
      }
    }
    return nanos == 0 ? "0s" : nanos + "ns";
  }
}
