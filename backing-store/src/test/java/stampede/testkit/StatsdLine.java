package stampede.testkit;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of the StatsD protocol, read strictly: {@code name:value|type}, then perhaps {@code
 * |@rate} and {@code |#tags}.
 *
 * <pre>
 * name   one or more of A-Z a-z 0-9 _ . -
 * value  a plain decimal: for ms not negative; for g a sign before it makes it a delta
 * type   ms, g or c
 * rate   0 &lt; rate &lt;= 1
 * tags   key or key:value, separated by commas
 * </pre>
 *
 * <p>Source: the StatsD project's docs/metric_types.md; tags as DogStatsD has them.
 *
 * @param signed whether the value has a leading {@code +} or {@code -}
 */
public record StatsdLine(String name, double value, String type, boolean signed) {
  private static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?";
  private static final String TAG = "[A-Za-z0-9_./-]+(?::[A-Za-z0-9_./:-]*)?";
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_.-]+):"
      + "(?:(" + NUMBER + ")\\|(ms)|([+-]?" + NUMBER + ")\\|(g)|(-?" + NUMBER + ")\\|(c))"
      + "(?:\\|@(?:1(?:\\.0+)?|0\\.[0-9]*[1-9][0-9]*))?"
      + "(?:\\|#" + TAG + "(?:," + TAG + ")*)?");

  /** Reads one line without its line end; empty where it is not one. */
  public static Optional<StatsdLine> parse(String line) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (int group = 2; group <= 6; group += 2) {
      String value = matcher.group(group);
      if (value != null) {
        boolean signed = value.charAt(0) == '+' || value.charAt(0) == '-';
        return Optional.of(new StatsdLine(
            matcher.group(1), Double.parseDouble(value), matcher.group(group + 1), signed));
      }
    }
    throw new AssertionError("a line without a value: " + line);
  }
}
