package stampede.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int BROKERS_MAX = 10_000;

  /** Unless told otherwise: {@code --plugin naive} is wrong of jobs that wait when it is loaded. */
  private static final double NAIVE_DEPENDENT = 0.1;

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
    JobsOption.specify(spec);
    ScenarioArguments.specifyOptions(spec, keys());
  }

  /**
   * Reads and checks the arguments; opens nothing.
   *
   * @throws BadInputException where one cannot be used
   */
  static JobsInputs of(ParseResult arguments) {
    Scenario scenario = Scenario.of(DEFAULTS, new ScenarioArguments(arguments, keys()).ofOptions());
    JobSettings jobs = settings(arguments, scenario.seed());
    long perInterval = scenario.intervalNanos() / jobs.sampleNanos();
    if (perInterval > StateRecorder.SAMPLES_MAX) {
      throw new BadInputException(
          "--interval",
          Durations.format(scenario.intervalNanos()),
          "at most " + StateRecorder.SAMPLES_MAX + " times --sample, "
              + Durations.format(jobs.sampleNanos()));
    }
    return new JobsInputs(
        jobs,
        scenario,
        JobsOption.WARMUP.count(arguments, 0, JOBS_MAX),
        JobsOption.RATE.given(arguments) ? JobsOption.RATE.rate(arguments, jobs.jobs()) : null,
        JobsOption.LINGER.duration(arguments, "0s", "1h"));
  }

  private static JobSettings settings(ParseResult arguments, long seed) {
    int jobs = JobsOption.JOBS.count(arguments, 1, JOBS_MAX);
    Counting counting = JobsOption.PLUGIN.counting(arguments);
    boolean naive = counting == Counting.NAIVE;
    return new JobSettings(
        jobs,
        JobsOption.CORES.count(arguments, 1, CORES_MAX),
        JobsOption.BROKERS.count(arguments, 1, BROKERS_MAX),
        JobsOption.RUNTIME.duration(arguments, "0s", "30m"),
        JobsOption.REJECTED.share(arguments),
        JobsOption.CANCELLED.share(arguments),
        JobsOption.URGENT.share(arguments),
        naive && !JobsOption.DEPENDENT.given(arguments)
            ? NAIVE_DEPENDENT
            : JobsOption.DEPENDENT.share(arguments),
        JobsOption.INACTIVE_MAX.count(arguments, 0, JOBS_MAX),
        counting,
        naive && !JobsOption.PLUGIN_AFTER.given(arguments)
            ? jobs / 2
            : JobsOption.PLUGIN_AFTER.count(arguments, 0, jobs - 1),
        JobsOption.METERS.meters(arguments),
        JobsOption.SAMPLE.duration(arguments, "1ms", "1h"),
        seed);
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
        jobs.meters().stream().sorted().map(Meter::word).collect(Collectors.joining(",")));
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
}
