package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a run of jobs: {@code jobs.json}. Counts and nanoseconds are {@link JobsFacts}'.
 *
 * @param faulty whether the plugin counts wrong on purpose
 * @param jobsPerSecond jobs that were over, of {@code jobSeconds}; a rate over no time is 0
 * @param scriptJobsPerSecond the same of {@code scriptSeconds}
 * @param states in their order
 * @param gauges what sampled gauges saw, the shortest interval first
 * @param whole a job's whole time; null without timers
 * @param storesPerLoad of the jobs; null without a load
 * @param violations the plugin's and the manager's
 */
public record JobsSummary(
    int formatVersion,
    long jobs,
    long submitted,
    String plugin,
    boolean faulty,
    double submitSeconds,
    double jobsPerSecond,
    double scriptSeconds,
    double scriptJobsPerSecond,
    double jobSeconds,
    long transitions,
    long rejected,
    long cancelled,
    long reprioritized,
    long purged,
    long unfinished,
    List<State> states,
    List<Gauge> gauges,
    @Nullable Whole whole,
    JobsFacts.Operations operations,
    @Nullable Double storesPerLoad,
    long violations,
    long managerViolations,
    long samplesMissed,
    long samplesDropped,
    long timesOutOfRange) {
  static final int FORMAT_VERSION = 1;
  static final String FILE = "jobs.json";

  /**
   * One state.
   *
   * @param entered how often, by counters; null without them
   * @param timed how many times in it were recorded: a job that is in it still has none; null without
   *     timers
   * @param dwell the time in it; null where none was recorded
   * @param sampledMax the most that a gauge saw at the sampled interval; null without a sample
   * @param trueEntered how often it was entered, as the manager knows
   * @param trueLeft how often it was left
   * @param trueMax the most that were in it at once
   */
  public record State(
      String state,
      @Nullable Long entered,
      @Nullable Long timed,
      @Nullable Dwell dwell,
      @Nullable Long sampledMax,
      long trueEntered,
      long trueLeft,
      long trueMax) {
    /** Checks that it has a name. */
    public State {
      Objects.requireNonNull(state, "state");
    }
  }

  /** A distribution; a percentile that has less than ten times above it is null. */
  public record Dwell(@Nullable Long p50Nanos, @Nullable Long p99Nanos, long maxNanos) {
    private static @Nullable Dwell of(Histogram times) {
      Timings timings = Timings.of(times);
      Long maxNanos = timings.maxNanos();
      return maxNanos == null
          ? null
          : new Dwell(timings.at(Percentile.P50), timings.at(Percentile.P99), maxNanos);
    }
  }

  /** The same of jobs; {@code maxNanos} is null where none ended. */
  public record Whole(
      long count,
      @Nullable Long p50Nanos,
      @Nullable Long p99Nanos,
      @Nullable Long maxNanos) {
    private static Whole of(Histogram times) {
      Dwell dwell = Dwell.of(times);
      return dwell == null
          ? new Whole(0, null, null, null)
          : new Whole(times.getTotalCount(), dwell.p50Nanos(), dwell.p99Nanos(), dwell.maxNanos());
    }
  }

  /**
   * What gauges saw that are read once an interval.
   *
   * @param samples how many readings there were
   */
  public record Gauge(long intervalNanos, long samples, List<Seen> states) {
    /** Makes the list immutable. */
    public Gauge {
      states = List.copyOf(states);
    }
  }

  /**
   * What the gauge of a state saw.
   *
   * @param min null without a sample, as {@code max}
   * @param nonZero how many samples were not zero
   */
  public record Seen(
      String state, @Nullable Long min, @Nullable Long max, long nonZero) {
    /** Checks that it has a name. */
    public Seen {
      Objects.requireNonNull(state, "state");
    }
  }

  /** Makes the lists immutable, and checks that every gauge has every state. */
  public JobsSummary {
    Objects.requireNonNull(plugin, "plugin");
    Objects.requireNonNull(operations, "operations");
    states = List.copyOf(states);
    gauges = List.copyOf(gauges);
    List<String> names = states.stream().map(State::state).toList();
    for (Gauge gauge : gauges) {
      if (!gauge.states().stream().map(Seen::state).toList().equals(names)) {
        throw new IllegalArgumentException("a gauge must have the states " + names);
      }
    }
    if (gauges.isEmpty()) {
      throw new IllegalArgumentException("gauges must be at least 1: 0");
    }
  }

  /**
   * The figures of a run.
   *
   * @param times a distribution a state, and that of whole jobs
   */
  static JobsSummary of(
      JobsFacts facts, List<String> names, List<Histogram> times, List<Gauge> gauges) {
    JobsFacts.Operations operations = facts.operations();
    long over = facts.jobs() - facts.unfinished();
    return new JobsSummary(
        FORMAT_VERSION,
        facts.jobs(),
        facts.submitted(),
        facts.plugin(),
        facts.faulty(),
        facts.submitNanos() / 1e9,
        perSecond(over, facts.jobNanos() / 1e9),
        facts.scriptNanos() / 1e9,
        perSecond(over, facts.scriptNanos() / 1e9),
        facts.jobNanos() / 1e9,
        facts.transitions(),
        facts.rejected(),
        facts.cancelled(),
        facts.reprioritized(),
        facts.purged(),
        facts.unfinished(),
        IntStream.range(0, names.size())
            .mapToObj(i -> state(i, facts, names.get(i), times.get(i), gauges.get(0)))
            .toList(),
        gauges,
        facts.timers() ? Whole.of(times.get(names.size())) : null,
        operations,
        operations.loads() == 0 ? null : (double) operations.stores() / operations.loads(),
        facts.violations() + facts.managerViolations(),
        facts.managerViolations(),
        facts.samplesMissed(),
        facts.samplesDropped(),
        facts.timesOutOfRange());
  }

  private static State state(int i, JobsFacts facts, String name, Histogram times, Gauge gauge) {
    List<Long> entered = facts.entered();
    return new State(
        name,
        entered == null ? null : entered.get(i),
        facts.timers() ? times.getTotalCount() : null,
        Dwell.of(times),
        gauge.states().get(i).max(),
        facts.trueEntered().get(i),
        facts.trueLeft().get(i),
        facts.trueMax().get(i));
  }

  static double perSecond(long count, double seconds) {
    return seconds > 0 ? count / seconds : 0;
  }

  /** The names of the states. */
  List<String> names() {
    return states.stream().map(State::state).toList();
  }

  /** One JSON object: {@code jobs.json}, the folder of its run, and what that run is worth. */
  public String toJson(String runDir, Summary summary) {
    ObjectNode tree = Json.tree(this);
    tree.put("runDir", runDir);
    tree.put("verdict", summary.verdict().toString());
    var reasons = tree.putArray("reasons");
    summary.reasons().forEach(reasons::add);
    return Json.text(tree);
  }
}
