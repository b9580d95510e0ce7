package stampede.cli;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.loadgen.Arrivals;
import stampede.loadgen.Scenario;
import stampede.loadgen.ScenarioKey;
import stampede.loadgen.Schedule;
import stampede.loadgen.Schedules;
import stampede.loadgen.Setting;
import stampede.loadgen.jobs.Counting;
import stampede.loadgen.jobs.JobRun;
import stampede.loadgen.jobs.JobSettings;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.store.BadInputException;
import stampede.time.Durations;

/**
 * What {@code stampede jobs} was asked for, checked.
 *
 * @param scenario of the cache, its store and StatsD
 * @param warmUpJobs how many jobs go before, in no figure
 * @param rate of submissions; null for all at once
 * @param lingerNanos how long the gauges go on behind the last job
 */
record JobsInputs(
    JobSettings jobs,
    Scenario scenario,
    int warmUpJobs,
    @Nullable BigDecimal rate,
    long lingerNanos) {
  private static final int JOBS_MAX = 10_000_000;
  private static final int CORES_MAX = 100_000;
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  /** What {@code --plugin naive} does to be wrong, unless told otherwise. */
  private static final String NAIVE_DEPENDENT = "0.1";

  /** The keys of a scenario that the command takes. */
  private static final Set<String> KEYS = Set.of(
      "arrivals",
      "seed",
      "store",
      "target",
      "statsd",
      "statsdPrefix",
      "statsdFlavor",
      "statsdOverflow",
      "cleanBytesMax",
      "dirtyBytesMax",
      "interval");

  /**
   * Defaults that differ from those of a run: the original's own prefix, and a cache so small that most
   * jobs find what they are in the store alone, as in the original.
   */
  private static final List<Setting> DEFAULTS = List.of(
      new Setting("statsdPrefix", "flux", "--statsd-prefix"),
      new Setting("cleanBytesMax", "1MiB", "--clean-bytes-max"));

  /** The keys of a scenario that the command takes. */
  static List<ScenarioKey> keys() {
    return Scenario.keys().stream()
        .filter(key -> KEYS.contains(key.name()))
        .map(JobsInputs::withDefault)
        .toList();
  }

  private static ScenarioKey withDefault(ScenarioKey key) {
    for (Setting setting : DEFAULTS) {
      if (setting.key().equals(key.name())) {
        return new ScenarioKey(
            key.name(),
            key.meaning(),
            setting.value(),
            key.expected(),
            key.repeatable(),
            key.flag());
      }
    }
    return key;
  }

  /** Adds the options. */
  static void specify(CommandSpec spec) {
    for (Option option : Option.values()) {
      spec.addOption(CommandLines.value(
          option.text,
          option.label,
          option.meaning
              + (option.defaultText.isEmpty() ? "" : "; default " + option.defaultText)));
    }
    ScenarioArguments.specifyOptions(spec, keys());
  }

  /** An option with its default; empty where it has none. */
  private enum Option {
    JOBS("N", "how many jobs are submitted", "10000"),
    CORES("N", "the cores of each broker; a job holds one", "12"),
    BROKERS("N", "how many brokers there are", "8"),
    RUNTIME("TIME", "how long a job runs", "1ms"),
    RATE("N", "submissions a second, open loop; without it all jobs are submitted at once", ""),
    WARMUP("N", "so many jobs before, over memory, in no figure", "1000"),
    REJECTED("SHARE", "of jobs that are refused", "0"),
    CANCELLED("SHARE", "of jobs that an exception ends, in a state drawn at random", "0"),
    URGENT("SHARE", "of jobs whose urgency changes while they wait for a core", "0"),
    DEPENDENT("SHARE", "of jobs that wait for an earlier one to end", "0"),
    INACTIVE_MAX("N", "how many inactive jobs are kept; older ones are purged", "1000000"),
    PLUGIN(
        "NAME",
        "how states are counted: exact; or as the original did: week5 (no job enters NEW; signed"
            + " gauges), week7 (changes as gauges), naive (what is told twice is counted twice)",
        "exact"),
    PLUGIN_AFTER(
        "N",
        "how many jobs are submitted before the plugin is loaded",
        "0; of naive half of the jobs, and a tenth of them dependent"),
    METERS("LIST", "which metrics of states there are", "gauges,counters,timers"),
    SAMPLE("TIME", "how far apart the gauges are read", "25ms"),
    LINGER("TIME", "how long the gauges go on behind the last job", "0s");

    final String text;
    final String label;
    final String meaning;
    final String defaultText;

    Option(String label, String meaning, String defaultText) {
      this.text = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
      this.label = label;
      this.meaning = meaning;
      this.defaultText = defaultText;
    }
  }

  /**
   * Reads and checks the arguments; opens nothing.
   *
   * @throws BadInputException where one cannot be used
   */
  static JobsInputs of(ParseResult arguments) {
    return new Reading(arguments).inputs();
  }

  /** When the jobs are submitted; null for all at once. */
  @Nullable
  Schedule schedule() {
    BigDecimal perSecond = rate;
    if (perSecond == null) {
      return null;
    }
    return scenario.arrivals() == Arrivals.CONSTANT
        ? Schedules.constant(perSecond, jobs.jobs())
        : Schedules.poisson(perSecond, jobs.jobs(), jobs.seed());
  }

  /** The settings in effect, by their long names in camelCase. */
  Map<String, String> effective(Map<String, String> scenarioSettings) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobs", "" + jobs.jobs());
    settings.put("cores", "" + jobs.cores());
    settings.put("brokers", "" + jobs.brokers());
    settings.put("runtime", Durations.format(jobs.runNanos()));
    if (rate != null) {
      settings.put("rate", rate.toPlainString());
    }
    settings.put("warmup", "" + warmUpJobs);
    settings.put("rejected", "" + jobs.rejectedShare());
    settings.put("cancelled", "" + jobs.cancelledShare());
    settings.put("urgent", "" + jobs.urgentShare());
    settings.put("dependent", "" + jobs.dependentShare());
    settings.put("inactiveMax", "" + jobs.inactiveMax());
    settings.put("plugin", jobs.counting().word());
    settings.put("pluginAfter", "" + jobs.pluginAfter());
    settings.put(
        "meters",
        jobs.meters().stream().sorted().map(JobsInputs::word).collect(Collectors.joining(",")));
    settings.put("sample", Durations.format(jobs.sampleNanos()));
    settings.put("linger", Durations.format(lingerNanos));
    settings.put("closed", "" + JobRun.IN_FLIGHT_MAX);
    scenarioSettings.forEach((key, value) -> {
      if (KEYS.contains(key) && (rate != null || !key.equals("arrivals"))) {
        settings.put(key, value);
      }
    });
    return settings;
  }

  private static String word(Meter meter) {
    return meter.name().toLowerCase(Locale.ROOT);
  }

  /** The arguments while they are read. */
  private record Reading(ParseResult arguments) {
    JobsInputs inputs() {
      Scenario scenario =
          Scenario.of(DEFAULTS, new ScenarioArguments(arguments, keys()).ofOptions());
      String rate = arguments.matchedOptionValue(Option.RATE.text, null);
      return new JobsInputs(
          settings(scenario.seed()),
          scenario,
          count(Option.WARMUP, 0, JOBS_MAX),
          rate == null ? null : rate(rate),
          duration(Option.LINGER, "0s", "1h"));
    }

    private JobSettings settings(long seed) {
      int jobs = count(Option.JOBS, 1, JOBS_MAX);
      Counting counting = counting();
      boolean naive = counting == Counting.NAIVE;
      return new JobSettings(
          jobs,
          count(Option.CORES, 1, CORES_MAX),
          count(Option.BROKERS, 1, 10_000),
          duration(Option.RUNTIME, "0s", "1h"),
          share(Option.REJECTED),
          share(Option.CANCELLED),
          share(Option.URGENT),
          naive && !given(Option.DEPENDENT)
              ? Double.parseDouble(NAIVE_DEPENDENT)
              : share(Option.DEPENDENT),
          count(Option.INACTIVE_MAX, 0, JOBS_MAX),
          counting,
          given(Option.PLUGIN_AFTER)
              ? count(Option.PLUGIN_AFTER, 0, jobs - 1)
              : naive ? jobs / 2 : 0,
          meters(),
          duration(Option.SAMPLE, "1ms", "1h"),
          seed);
    }

    private boolean given(Option option) {
      return arguments.hasMatchedOption(option.text);
    }

    private String text(Option option) {
      return arguments.matchedOptionValue(option.text, option.defaultText);
    }

    private int count(Option option, int min, int max) {
      String text = text(option);
      int count = COUNT.matcher(text).matches() ? Integer.parseInt(text) : -1;
      require(
          count >= min && count <= max, option, text, "a whole number from " + min + " to " + max);
      return count;
    }

    private double share(Option option) {
      String text = text(option);
      double share = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : -1;
      require(share >= 0 && share <= 1, option, text, "a plain decimal from 0 to 1");
      return share;
    }

    private BigDecimal rate(String text) {
      BigDecimal rate = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
      require(rate.signum() > 0, Option.RATE, text, "a plain decimal above 0 and below 1000000000");
      return rate;
    }

    private long duration(Option option, String min, String max) {
      String text = text(option);
      String expected = "a duration from " + min + " to " + max + " such as 25ms";
      try {
        long nanos = Durations.parseNanos(text);
        require(
            nanos >= Durations.parseNanos(min) && nanos <= Durations.parseNanos(max),
            option,
            text,
            expected);
        return nanos;
      } catch (IllegalArgumentException e) {
        throw new BadInputException(option.text, text, expected, e);
      }
    }

    private Counting counting() {
      String text = text(Option.PLUGIN);
      for (Counting one : Counting.values()) {
        if (one.word().equals(text)) {
          return one;
        }
      }
      throw new BadInputException(
          Option.PLUGIN.text,
          text,
          Arrays.stream(Counting.values()).map(Counting::word).collect(Collectors.joining(" or ")));
    }

    private Set<Meter> meters() {
      String text = text(Option.METERS);
      Set<Meter> meters = EnumSet.noneOf(Meter.class);
      for (String word : text.equals("none") ? new String[0] : text.split(",", -1)) {
        require(
            Arrays.stream(Meter.values()).anyMatch(meter -> word(meter).equals(word)),
            Option.METERS,
            text,
            "gauges, counters and timers, or some of them, with commas between; or none");
        meters.add(Meter.valueOf(word.toUpperCase(Locale.ROOT)));
      }
      return meters;
    }

    private static void require(boolean holds, Option option, String value, String expected) {
      if (!holds) {
        throw new BadInputException(option.text, value, expected);
      }
    }
  }
}
