package stampede.cli;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.instrument.BackingTimings;
import stampede.instrument.CompletionSink;
import stampede.instrument.IntervalSink;
import stampede.instrument.Relay;
import stampede.instrument.ShippedRequests;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.Loop;
import stampede.loadgen.Plan;
import stampede.loadgen.PreparedWorkload;
import stampede.loadgen.Scenario;
import stampede.loadgen.Target;
import stampede.results.Manifest;
import stampede.results.Run;
import stampede.results.RunFacts;
import stampede.results.RunWriter;
import stampede.results.Summary;
import stampede.store.BackingStore;

/**
 * Carries out one run into its folder: populate, warm-up, run, drain, flush. The calling thread
 * drives the phases; workers send, the reporter cuts intervals and writes them. One use.
 */
final class RunSession {
  /** Between two phases: the next one's threads start, the last answers of the one before come. */
  private static final long SETTLE_NANOS = 100_000_000;

  private final RunInputs inputs;
  private final Plan plan;
  private final Scenario scenario;
  private final Manifest manifest;
  private final SystemTime time;
  private final Progress progress;
  private final BiFunction<StatsdSettings, Supplier<CacheStats>, Relay> relays;
  private final Meters meters;
  private final Idlers idlers;

  private final Driver driver;
  private final RunMeters runMeters = new RunMeters();

  RunSession(
      RunInputs inputs, Manifest manifest, SystemTime time, Driver driver, Progress progress) {
    this(
        inputs,
        manifest,
        time,
        driver,
        progress,
        (settings, stats) -> new Relay(settings, stats, time, time, progress::notice));
  }

  /** A session that ships by another relay. */
  RunSession(
      RunInputs inputs,
      Manifest manifest,
      SystemTime time,
      Driver driver,
      Progress progress,
      BiFunction<StatsdSettings, Supplier<CacheStats>, Relay> relays) {
    this.relays = relays;
    this.inputs = inputs;
    this.manifest = manifest;
    this.plan = inputs.plan();
    this.scenario = plan.scenario();
    this.time = time;
    this.meters = new Meters(time);
    this.idlers = new Idlers(time);
    this.driver = driver;
    this.progress = progress;
  }

  /**
   * Runs to the end.
   *
   * @param openStore gives the store, once the folder is there; it is closed here
   */
  Run run(Supplier<BackingStore> openStore) {
    try (RunWriter writer = RunWriter.create(inputs.dir(), manifest, runMeters::read);
        BackingStore store = openStore.get();
        Idlers idle = idlers) {
      idle.start();
      progress.phase("populating " + plan.population().keyCount() + " keys");
      boolean populated = Populate.all(plan.population(), store, driver::interrupted);
      tellLoss();
      return phases(writer, store, populated);
    }
  }

  /**
   * Runs to the end.
   *
   * @param populated holds the plan's population; stays open
   */
  Run runOver(BackingStore populated) {
    try (RunWriter writer = RunWriter.create(inputs.dir(), manifest, runMeters::read);
        Idlers idle = idlers) {
      idle.start();
      return phases(writer, populated, true);
    }
  }

  /** What of a corpus or a trace is not as it is on the disk. */
  private void tellLoss() {
    long cut = plan.population().cutCount();
    if (cut > 0) {
      progress.phase("cut at the blob limit of 1 MiB: " + cut + " blobs");
    }
    if (plan.unreadableCount() > 0) {
      progress.phase("could not be read and are left out: " + plan.unreadableCount() + " files");
    }
    if (plan.leftOutCount() > 0) {
      progress.phase("are no gets and are left out: " + plan.leftOutCount() + " operations");
    }
  }

  private Run phases(RunWriter writer, BackingStore store, boolean populated) {
    try (PreparedWorkload work = plan.prepare(time, time)) {
      PreparedWorkload warmUpWork = plan.prepareWarmUp(time, time);
      warmUpWork.start();
      work.start();
      var edges = new WallEdges(time.nanos(), Instant.now().toEpochMilli());
      long warmUpNanos = time.nanos() + SETTLE_NANOS;
      long originNanos = warmUpNanos + scenario.warmupNanos() + SETTLE_NANOS;
      Stretch warmUp = Stretch.of(true, warmUpNanos, edges, scenario.intervalNanos());
      Stretch run = Stretch.of(false, originNanos, edges, scenario.intervalNanos());
      var measured = new AtomicReference<Target>();
      try (Relay statsd = relay(() -> statsOf(measured.get()))) {
        var timings = new BackingTimings(warmUp.recorder(), statsd);
        try (Target target = open(store, timings)) {
          measured.set(target);
          try (warmUpWork) {
            warmUp(warmUp, warmUpWork, target, () -> open(store, timings), writer);
          }
          timings.startRun(run.recorder(), originNanos);
          if (statsd != null && target.stats() != null) {
            time.after(originNanos - time.nanos(), statsd::startGauges);
          }
          return measure(run, work, target, statsd, writer, populated);
        }
      }
    }
  }

  /** Asked for once the target is open and is known to count. */
  private static CacheStats statsOf(@Nullable Target target) {
    return Objects.requireNonNull(Objects.requireNonNull(target).stats());
  }

  private @Nullable Relay relay(Supplier<CacheStats> stats) {
    StatsdSettings settings = inputs.statsd();
    return settings == null ? null : relays.apply(settings, stats);
  }

  private Target open(BackingStore store, BackingTimings timings) {
    return inputs.target().open(scenario, store, time, time, timings);
  }

  /** Warms the target up, but for a trace, which is replayed cold: its warm-up has its own target. */
  private void warmUp(
      Stretch stretch,
      PreparedWorkload work,
      Target measured,
      Supplier<Target> another,
      RunWriter writer) {
    if (scenario.trace() == null) {
      warmUp(stretch, work, measured, writer);
      return;
    }
    try (Target own = another.get()) {
      warmUp(stretch, work, own, writer);
    }
  }

  private void warmUp(Stretch stretch, PreparedWorkload work, Target target, RunWriter writer) {
    if (scenario.warmupNanos() > 0 && !driver.interrupted()) {
      progress.phase("warming up");
      try (var reporter = new Reporter(stretch, time, time, writer, driver::interrupt)) {
        reporter.start();
        long endNanos = stretch.originNanos() + scenario.warmupNanos() + SETTLE_NANOS / 2;
        driver.offer(
            driver.loop(
                plan.warmUpSchedule(),
                scenario.warmupNanos(),
                work,
                target,
                driver.sink(stretch.recorder())),
            stretch.originNanos(),
            endNanos);
      }
    }
    writer.accept(stretch.recorder().finish(nowAfter(stretch)));
  }

  private Run measure(
      Stretch stretch,
      PreparedWorkload work,
      Target target,
      @Nullable Relay statsd,
      RunWriter writer,
      boolean populated) {
    StatsdSettings settings = inputs.statsd();
    CompletionSink sink = statsd == null || settings == null || !settings.requests()
        ? driver.sink(stretch.recorder())
        : new ShippedRequests(driver.sink(stretch.recorder()), statsd);
    Loop running = driver.loop(plan.schedule(), plan.spanNanos(), work, target, sink);
    runMeters.start(
        new IntervalMeters(plan, stretch.originNanos(), running, target, meters, idlers));
    if (!driver.interrupted()) {
      progress.run(traffic(), plan.spanNanos());
    }
    @Nullable CacheStats statsBefore = target.stats();
    var evidence = new EvidenceWindow(meters, time, idlers);
    long planEndNanos = stretch.originNanos() + plan.spanNanos();
    time.after(planEndNanos - time.nanos(), evidence::endAside);
    IntervalSink intervals = interval -> {
      writer.accept(interval);
      progress.interval(interval, runMeters.last());
    };
    Loop.Ending ending;
    Summary.Finish finish;
    try (var reporter = new Reporter(stretch, time, time, intervals, driver::interrupt)) {
      reporter.start();
      ending = driver.offer(running, stretch.originNanos(), planEndNanos + scenario.drainNanos());
      evidence.end();
      progress.phase("flushing");
      finish = LastFlush.of(target, time, scenario.drainNanos(), driver::interrupted);
    }
    CacheStats statsAfter = target.stats();
    if (statsd != null) {
      statsd.close();
    }
    writer.accept(stretch.recorder().finish(nowAfter(stretch)));
    return writer.finish(
        RunFacts.of(
            plan.closed() ? null : ending.planned(),
            ending.unsent(),
            finish,
            statsBefore == null || statsAfter == null ? null : statsAfter.since(statsBefore),
            statsd == null ? null : Summary.Statsd.of(statsd.counts()),
            inputs.slos(),
            Map.of(
                "preparedLate", work.preparedLate(),
                "shedPastDeadline", ending.pastDeadline(),
                "misplacedSamples", runMeters.misplacedSamples(),
                "blobsCut", plan.population().cutCount(),
                "filesUnreadable", plan.unreadableCount(),
                "operationsLeftOut", plan.leftOutCount()),
            manifest.environment().clockNanos()),
        evidence.read(
            driver.interrupted(),
            populated,
            scenario.trace() == null ? scenario.cleanBytesMax() : null,
            scenario.dirtyBytesMax(),
            driver.spinning()),
        Instant.now());
  }

  private String traffic() {
    return plan.closed()
        ? "a closed loop of users: " + scenario.users().getAsInt()
        : String.format(Locale.ROOT, "%,d requests", plan.planned());
  }

  /** Now, or the stretch's origin where an interrupt came before it. */
  private long nowAfter(Stretch stretch) {
    long nowNanos = time.nanos();
    return nowNanos - stretch.originNanos() < 0 ? stretch.originNanos() : nowNanos;
  }
}
