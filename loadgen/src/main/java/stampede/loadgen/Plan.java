package stampede.loadgen;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;
import stampede.store.HashAlgorithm;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * A scenario with its input read: what a run and its warm-up offer, and when. The population has to
 * be populated before a request is asked for. Thread-safe from then on.
 */
public final class Plan {
  /** Warm-up draws from the run's own streams, at places that no run reaches. */
  private static final long WARM_UP_FIRST = 1L << 40;

  private static final int PROBES_MAX = 1 << 20;

  private final Scenario scenario;
  private final @Nullable TraceFile trace;
  private final BlobSource source;
  private final Population population;
  private final Starts starts;
  private final Starts warmUpStarts;
  private final PlannedWorkload workload;
  private final PlannedWorkload warmUpWorkload;

  private Plan(
      Scenario scenario,
      @Nullable TraceFile trace,
      BlobSource source,
      Population population,
      long firstPlace) {
    this.scenario = scenario;
    this.trace = trace;
    this.source = source;
    this.population = population;
    OptionalLong length = trace == null ? OptionalLong.empty() : OptionalLong.of(trace.length());
    long warmUpFirst = firstPlace + WARM_UP_FIRST;
    TraceTimes times = trace == null || !scenario.timed() ? null : trace.times();
    if (times == null) {
      this.starts = Starts.ofRun(scenario, length, firstPlace);
      this.warmUpStarts = Starts.ofWarmUp(scenario, warmUpFirst);
    } else {
      BigDecimal speed = scenario.speed();
      OptionalLong warmUpNanos = OptionalLong.of(scenario.warmupNanos());
      this.starts = Starts.ofTrace(times, speed, scenario.durationNanos());
      this.warmUpStarts = Starts.ofTrace(times, speed, warmUpNanos);
    }
    this.workload = workload(loadKey(firstPlace), firstPlace);
    this.warmUpWorkload = workload(loadKey(warmUpFirst), warmUpFirst);
  }

  /**
   * Reads the scenario's trace or lists its corpus, where it has one; makes no blob.
   *
   * @throws BadInputException where the trace or the corpus cannot be used
   */
  public static Plan of(Scenario scenario) {
    TraceFile trace = trace(scenario);
    BlobSource source = source(scenario, trace);
    return new Plan(scenario, trace, source, new Population(source, HashAlgorithm.SHA256), 0);
  }

  /**
   * The same traffic over the same population, drawn anew: neither its starts nor its stores are
   * those of this plan or of a probe of another number.
   *
   * @param other differs from this plan's scenario in rate, duration and warm-up at most
   * @param number from 1 to 2^20
   */
  public Plan probe(Scenario other, int number) {
    if (number < 1 || number > PROBES_MAX) {
      throw new IllegalArgumentException(
          "a probe's number must be in [1, " + PROBES_MAX + "]: " + number);
    }
    return new Plan(other, trace, source, population, 2 * WARM_UP_FIRST * number);
  }

  private static @Nullable TraceFile trace(Scenario scenario) {
    String path = scenario.trace();
    return path == null ? null : TraceFile.read(scenario.source(Key.TRACE), Path.of(path));
  }

  private static BlobSource source(Scenario scenario, @Nullable TraceFile trace) {
    String directory = scenario.corpus();
    if (directory != null) {
      return Corpus.open(scenario.source(Key.CORPUS), Path.of(directory));
    }
    int keyCount = trace == null ? scenario.keyCount() : trace.keyCount();
    return new GeneratedBlobs(scenario.seed(), keyCount, scenario.valueSize());
  }

  /** The keys by Zipf, or the trace's in order, from its start again where it is too short. */
  private LongToIntFunction loadKey(long firstPlace) {
    TraceFile recorded = trace;
    if (recorded != null) {
      return place -> recorded.key((place - firstPlace) % recorded.length());
    }
    Zipf zipf = new Zipf(population.keyCount(), scenario.zipf(), Stream.KEY.seed(scenario.seed()));
    return place -> (int) zipf.key(place);
  }

  private PlannedWorkload workload(LongToIntFunction loadKey, long firstPlace) {
    return new PlannedWorkload(population, scenario.loads(), loadKey, scenario.seed(), firstPlace);
  }

  public Scenario scenario() {
    return scenario;
  }

  /** The keys that loads ask for; nothing is in it yet. */
  public Population population() {
    return population;
  }

  /** How many files and directories of a corpus could not be read. */
  public long unreadableCount() {
    return source instanceof Corpus corpus ? corpus.unreadableCount() : 0;
  }

  /** How many operations of a trace are no requests. */
  public long leftOutCount() {
    return trace == null ? 0 : trace.leftOutCount();
  }

  /** The highest rate that is planned, in requests per second; an open loop has one. */
  public double highestRate() {
    return trace != null && trace.times() != null && scenario.timed()
        ? trace.times().highestRate() * scenario.speed().doubleValue()
        : scenario.highestRate().doubleValue();
  }

  /** Whether there is a plan but the next request: the starts are those of a closed loop. */
  public boolean closed() {
    return scenario.users().isPresent();
  }

  /** How many requests the run plans; the most that it sends where the loop is closed. */
  public long planned() {
    return starts.schedule().count();
  }

  /**
   * How long the plan goes on, in nanoseconds: {@code planned() / rate} where it has one rate
   * throughout, otherwise its duration, or until a shorter trace ends; until a trace that has times ends.
   */
  public long spanNanos() {
    return starts.spanNanos();
  }

  /** The intended starts of the run, after its origin. */
  public Schedule schedule() {
    return starts.schedule();
  }

  /** The intended starts of the warm-up, after an origin of its own, one warm-up before the run's. */
  public Schedule warmUpSchedule() {
    return warmUpStarts.schedule();
  }

  /** The run's requests; a store is made and hashed when it is asked for. */
  public Workload workload() {
    return workload;
  }

  /** The warm-up's requests: the same traffic, none of whose stores the run repeats. */
  public Workload warmUpWorkload() {
    return warmUpWorkload;
  }

  /** The run's requests, stores made ahead by a thread of its own; to be started and closed. */
  public PreparedWorkload prepare(NanoClock clock, Waiter waiter) {
    return new PreparedWorkload(workload, starts.schedule(), clock, waiter);
  }

  /** The warm-up's requests, prepared likewise. */
  public PreparedWorkload prepareWarmUp(NanoClock clock, Waiter waiter) {
    return new PreparedWorkload(warmUpWorkload, warmUpStarts.schedule(), clock, waiter);
  }
}
