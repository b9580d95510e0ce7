package stampede.cli;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.loadgen.jobs.Counting;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.store.BadInputException;
import stampede.time.Durations;

/** An option of {@code stampede jobs} that no scenario has; its value is read by its kind. */
enum JobsOption {
  JOBS("N", "how many jobs are submitted", "10000"),
  CORES("N", "the cores of each broker; a job holds one", "12"),
  BROKERS("N", "how many brokers there are", "8"),
  RUNTIME("TIME", "how long a job runs", "1ms"),
  RATE("N", "submissions a second, open loop; without it all jobs are submitted at once", ""),
  WARMUP("N", "so many jobs before, over memory, in no figure", "1000"),
  REJECTED("SHARE", "of jobs that are refused", "0"),
  CANCELLED("SHARE", "of jobs that an exception ends, in a state drawn at random", "0"),
  URGENT("SHARE", "of jobs whose urgency changes while they wait for a core", "0"),
  DEPENDENT("SHARE", "of jobs that wait for an earlier one to end", "0; with naive 0.1"),
  INACTIVE_MAX("N", "how many inactive jobs are kept; older ones are purged", "1000000"),
  PLUGIN(
      "NAME",
      "how states are counted: exact; or as the original did: week5 (no job enters NEW; signed"
          + " gauges), week7 (changes as gauges), naive (what is told twice is counted twice)",
      "exact"),
  PLUGIN_AFTER(
      "N", "how many jobs are submitted before the plugin is loaded", "0; with naive half of them"),
  METERS("LIST", "which metrics of states there are, or none", "gauges,counters,timers"),
  SAMPLE("TIME", "how far apart the gauges are read", "25ms"),
  LINGER("TIME", "how long the gauges go on behind the last job", "0s");

  /** A week. */
  private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(604_800);

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private final String text;
  private final String label;
  private final String meaning;

  /** The default for people; its first word is the default, where the option has one. */
  private final String defaults;

  JobsOption(String label, String meaning, String defaults) {
    this.text = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.label = label;
    this.meaning = meaning;
    this.defaults = defaults;
  }

  /** Adds all of them. */
  static void specify(CommandSpec spec) {
    for (JobsOption option : values()) {
      String end = option.defaults.isEmpty() ? "" : "; default " + option.defaults;
      spec.addOption(CommandLines.value(option.text, option.label, option.meaning + end));
    }
  }

  boolean given(ParseResult arguments) {
    return arguments.hasMatchedOption(text);
  }

  private String text(ParseResult arguments) {
    return arguments.matchedOptionValue(text, defaults.split(";", 2)[0]);
  }

  int count(ParseResult arguments, int min, int max) {
    String given = text(arguments);
    int count = COUNT.matcher(given).matches() ? Integer.parseInt(given) : -1;
    require(count >= min && count <= max, given, "a whole number from " + min + " to " + max);
    return count;
  }

  double share(ParseResult arguments) {
    String given = text(arguments);
    double share = DECIMAL.matcher(given).matches() ? Double.parseDouble(given) : -1;
    require(share >= 0 && share <= 1, given, "a plain decimal from 0 to 1");
    return share;
  }

  /** A rate at which so many jobs take a time that is known. */
  BigDecimal rate(ParseResult arguments, int jobs) {
    String given = text(arguments);
    BigDecimal rate = DECIMAL.matcher(given).matches() ? new BigDecimal(given) : BigDecimal.ZERO;
    require(
        rate.signum() > 0 && rate.multiply(SECONDS_MAX).compareTo(BigDecimal.valueOf(jobs)) >= 0,
        given,
        "a plain decimal above 0 and below 1000000000, at which all jobs are due within "
            + SECONDS_MAX.toPlainString() + " s");
    return rate;
  }

  long duration(ParseResult arguments, String min, String max) {
    String given = text(arguments);
    String expected = "a duration from " + min + " to " + max + " such as 25ms";
    try {
      long nanos = Durations.parseNanos(given);
      require(
          nanos >= Durations.parseNanos(min) && nanos <= Durations.parseNanos(max),
          given,
          expected);
      return nanos;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(text, given, expected, e);
    }
  }

  Counting counting(ParseResult arguments) {
    String given = text(arguments);
    String words =
        Arrays.stream(Counting.values()).map(Counting::word).collect(Collectors.joining(" or "));
    return Arrays.stream(Counting.values())
        .filter(one -> one.word().equals(given))
        .findFirst()
        .orElseThrow(() -> new BadInputException(text, given, words));
  }

  Set<Meter> meters(ParseResult arguments) {
    String given = text(arguments);
    Set<Meter> meters = EnumSet.noneOf(Meter.class);
    for (String word : given.equals("none") ? new String[0] : given.split(",", -1)) {
      require(
          Arrays.stream(Meter.values()).anyMatch(meter -> meter.word().equals(word)),
          given,
          "gauges, counters and timers, or some of them, with commas between; or none");
      meters.add(Meter.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return meters;
  }

  private void require(boolean holds, String given, String expected) {
    if (!holds) {
      throw new BadInputException(text, given, expected);
    }
  }
}
