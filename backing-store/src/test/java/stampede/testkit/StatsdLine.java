package stampede.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the StatsD protocol, read strictly by the grammar of one flavor.
 *
 * <pre>
 * etsy      name:value|type                        perhaps |@rate
 * datadog   name:value|type                        perhaps |@rate, perhaps |#key:value,key:value
 * telegraf  name,key=value,key=value:value|type    perhaps |@rate
 * sysdig    name#key=value,key=value:value|type    perhaps |@rate
 *
 * name      one or more of A-Z a-z 0-9 _ . and -, in sysdig without -; keys likewise
 * value     a plain decimal: for ms not negative; for g a sign before it makes it a delta
 * type      ms, g or c; a g has no rate
 * rate      0 &lt; rate &lt;= 1
 * tags      no key twice; a value as a name, or with /, in sysdig without
 * </pre>
 *
 * <p>Sources: the StatsD project's docs/metric_types.md; for tags, and for the letters of sysdig,
 * what Micrometer 1.17.2 writes.
 *
 * @param tags empty where there are none
 * @param signed whether the value has a leading {@code +} or {@code -}
 * @param rate the share of samples that are sent; 1 where none is given
 */
public record StatsdLine(
    String name, Map<String, String> tags, double value, String type, boolean signed, double rate) {
  private static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?";
  private static final String RATE = "(?:\\|@(?<rate>1(?:\\.0+)?|0\\.[0-9]*[1-9][0-9]*))?";
  private static final String SAMPLE = ":(?:(?<ms>" + NUMBER + ")\\|ms" + RATE + "|(?<g>[+-]?"
      + NUMBER + ")\\|g|(?<c>-?" + NUMBER + ")\\|c" + RATE.replace("rate", "counterRate") + ")";
  private static final String NAME = "[A-Za-z0-9_.-]+";
  private static final String TEXT = "[A-Za-z0-9_./-]+";
  private static final String SYSDIG_NAME = "[A-Za-z0-9_.]+";

  /** A way to write a line. */
  public enum Flavor {
    ETSY("(?<name>" + NAME + ")(?<tags>)" + SAMPLE, ""),
    DATADOG("(?<name>" + NAME + ")" + SAMPLE + tags("\\|#", NAME + ":" + TEXT), ":"),
    TELEGRAF("(?<name>" + NAME + ")" + tags(",", NAME + "=" + TEXT) + SAMPLE, "="),
    SYSDIG(
        "(?<name>" + SYSDIG_NAME + ")" + tags("#", SYSDIG_NAME + "=" + SYSDIG_NAME) + SAMPLE, "=");

    private final Pattern grammar;
    private final String betweenKeyAndValue;

    Flavor(String grammar, String betweenKeyAndValue) {
      this.grammar = Pattern.compile(grammar);
      this.betweenKeyAndValue = betweenKeyAndValue;
    }

    private static String tags(String before, String tag) {
      return "(?:" + before + "(?<tags>" + tag + "(?:," + tag + ")*))?";
    }

    /** Reads one line without its line end; empty where it is not one of this flavor. */
    public Optional<StatsdLine> parse(String line) {
      Matcher matcher = grammar.matcher(line);
      return matcher.matches()
          ? readTags(matcher.group("tags")).map(tags -> of(matcher, tags))
          : Optional.empty();
    }

    /** The tags by key; empty where a key comes twice. */
    private Optional<Map<String, String>> readTags(String text) {
      Map<String, String> tags = new HashMap<>();
      if (text == null || text.isEmpty()) {
        return Optional.of(tags);
      }
      for (String tag : text.split(",")) {
        String[] keyAndValue = tag.split(betweenKeyAndValue);
        if (tags.put(keyAndValue[0], keyAndValue[1]) != null) {
          return Optional.empty();
        }
      }
      return Optional.of(tags);
    }
  }

  public StatsdLine {
    tags = Map.copyOf(tags);
  }

  private static StatsdLine of(Matcher matcher, Map<String, String> tags) {
    for (String type : new String[] {"ms", "g", "c"}) {
      String value = matcher.group(type);
      if (value != null) {
        String rate = matcher.group(type.equals("c") ? "counterRate" : "rate");
        return new StatsdLine(
            matcher.group("name"),
            tags,
            Double.parseDouble(value),
            type,
            value.charAt(0) == '+' || value.charAt(0) == '-',
            rate == null ? 1 : Double.parseDouble(rate));
      }
    }
    throw new AssertionError("a line without a value: " + matcher.group());
  }
}
