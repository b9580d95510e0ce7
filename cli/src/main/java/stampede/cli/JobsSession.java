package stampede.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener;
import stampede.cache.CacheStats;
import stampede.instrument.BackingTimings;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.IntervalSink;
import stampede.instrument.Relay;
import stampede.instrument.StateShipping;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.JobFigures;
import stampede.loadgen.jobs.JobRun;
import stampede.loadgen.jobs.JobSettings;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.loadgen.jobs.JobState;
import stampede.results.Evidence;
import stampede.results.JobsFacts;
import stampede.results.JobsSummary;
import stampede.results.JobsWriter;
import stampede.results.Manifest;
import stampede.results.Run;
import stampede.results.RunFacts;
import stampede.results.RunWriter;
import stampede.results.Summary;
import stampede.store.BackingStore;

/**
 * Carries out one load of jobs into a run's folder: warm-up, submission and execution, linger, flush.
 * The calling thread waits; the reactor does the jobs; the reporter cuts intervals and writes them.
 * One use.
 */
final class JobsSession {
  private final JobsInputs inputs;
  private final RunInputs store;
  private final Manifest manifest;
  private final SystemTime time;
  private final Progress progress;
  private final Meters meters;
  private final Idlers idlers;
  private final JobsMeters atCut;
  private volatile boolean interrupted;

  JobsSession(
      JobsInputs inputs, RunInputs store, Manifest manifest, SystemTime time, Progress progress) {
    this.inputs = inputs;
    this.store = store;
    this.manifest = manifest;
    this.time = time;
    this.progress = progress;
    this.meters = new Meters(time);
    this.idlers = new Idlers(time);
    this.atCut = new JobsMeters(meters, idlers);
  }

  /** What came of it: the jobs' figures beside the run as a reader of its folder sees it. */
  record Ending(JobsSummary jobs, Run run) {}

  /** Ends the load early: what runs is waited for shortly. Any thread. */
  void interrupt() {
    interrupted = true;
  }

  /**
   * Runs to the end.
   *
   * @param openStore gives the store, once the folder is there; it is closed here
   */
  Ending run(Supplier<BackingStore> openStore) {
    try (RunWriter writer = RunWriter.create(store.dir(), manifest, atCut::read);
        BackingStore backing = openStore.get();
        Idlers idle = idlers) {
      idle.start();
      new JobsWarmUp(inputs, store, time, progress).run(() -> interrupted);
      var edges = new WallEdges(time.nanos(), Instant.now().toEpochMilli());
      Stretch stretch = Stretch.of(false, time.nanos(), edges, inputs.scenario().intervalNanos());
      IntervalRecorder recorder = stretch.recorder();
      try (Relay statsd = relay(atCut::stats);
          JobsWriter jobsWriter = JobsWriter.create(
              store.dir(),
              JobState.WORDS,
              edges.millis(stretch.originNanos()),
              stretch.originNanos(),
              inputs.jobs().sampleNanos())) {
        var timings = new BackingTimings(recorder, statsd);
        timings.startRun(recorder, stretch.originNanos());
        try (Target target = open(backing, timings)) {
          atCut.open(target);
          if (statsd != null && target.stats() != null) {
            statsd.startGauges();
          }
          return measure(stretch, target, statsd, writer, jobsWriter);
        }
      }
    }
  }

  private Target open(BackingStore backing, CacheListener<Object> timings) {
    return store.target().open(inputs.scenario(), backing, time, time, timings);
  }

  private @Nullable Relay relay(Supplier<CacheStats> stats) {
    StatsdSettings settings = store.statsd();
    JobSettings jobs = inputs.jobs();
    return settings == null
        ? null
        : new Relay(
            settings,
            new StateShipping(
                JobState.WORDS,
                jobs.meters().contains(Meter.GAUGES),
                jobs.meters().contains(Meter.COUNTERS),
                jobs.meters().contains(Meter.TIMERS),
                jobs.counting().style()),
            stats,
            time,
            time,
            progress::notice);
  }

  private Ending measure(
      Stretch stretch,
      Target target,
      @Nullable Relay statsd,
      RunWriter writer,
      JobsWriter jobsWriter) {
    var states = new StateRecorder(statsd, inputs.jobs().meters());
    IntervalSink both = interval -> {
      writer.accept(interval);
      states.write(interval, jobsWriter);
    };
    CacheStats before = target.stats();
    var evidence = new EvidenceWindow(meters, time, idlers);
    JobsExecution.Outcome measured;
    try (var reactor = new JobReactor(time, this::interrupt)) {
      JobRun load = load(stretch.recorder(), target, states, reactor);
      measured = drive(load, reactor, stretch, target, evidence, both);
    }
    CacheStats after = target.stats();
    if (statsd != null) {
      statsd.close();
    }
    both.accept(stretch.recorder().finish(time.nanos()));
    CacheStats cache = before == null || after == null ? null : after.since(before);
    JobsSummary jobs = jobsWriter.finish(facts(measured.figures(), states, cache));
    RunFacts facts = RunFacts.of(
        null,
        0,
        measured.finish(),
        cache,
        statsd == null ? null : Summary.Statsd.of(statsd.counts()),
        List.of(),
        Map.of(
            "samplesMissed", measured.figures().missedSamples(),
            "samplesDropped", states.samplesDropped(),
            "stateTimesOutOfRange", states.outOfRange()),
        manifest.environment().clockNanos());
    return new Ending(jobs, writer.finish(facts, evidence(evidence), Instant.now()));
  }

  private JobRun load(
      IntervalRecorder recorder, Target target, StateRecorder states, JobReactor reactor) {
    return new JobRun(
        inputs.jobs(),
        target,
        (operation, outcome, intendedNanos, startNanos, endNanos) ->
            recorder.completedUnplanned(operation, outcome, startNanos, endNanos),
        states,
        states::sample,
        inputs.schedule(),
        reactor,
        time);
  }

  private JobsExecution.Outcome drive(
      JobRun load,
      JobReactor reactor,
      Stretch stretch,
      Target target,
      EvidenceWindow evidence,
      IntervalSink intervals) {
    atCut.start(load);
    progress.jobs(inputs.jobs().jobs(), load::over);
    IntervalSink told = interval -> {
      intervals.accept(interval);
      progress.interval(interval, atCut.last());
    };
    var execution = new JobsExecution(inputs, time, () -> interrupted, load, reactor);
    try (var reporter = new Reporter(stretch, time, time, told, this::interrupt)) {
      reporter.start();
      execution.execute();
      evidence.end();
      return execution.end(target, progress);
    }
  }

  private JobsFacts facts(JobFigures figures, StateRecorder states, @Nullable CacheStats cache) {
    JobSettings jobs = inputs.jobs();
    return new JobsFacts(
        jobs.jobs(),
        figures.submitted(),
        jobs.counting().word(),
        figures.submitNanos(),
        figures.scriptNanos(),
        figures.jobNanos(),
        figures.transitions(),
        figures.rejected(),
        figures.cancelled(),
        figures.reprioritized(),
        figures.purged(),
        figures.unfinished(),
        figures.entered(),
        jobs.meters().contains(Meter.TIMERS),
        figures.trueEntered(),
        figures.trueLeft(),
        figures.trueMax(),
        figures.violations(),
        figures.managerViolations(),
        jobs.counting().faulty(),
        figures.missedSamples(),
        states.samplesDropped(),
        states.outOfRange(),
        new JobsFacts.Operations(
            figures.stores(),
            figures.loads(),
            cache == null ? 0 : cache.storesAccepted() - cache.storesKnown(),
            cache == null ? 0 : cache.misses()));
  }

  private Evidence evidence(EvidenceWindow window) {
    // Submitted all at once, jobs take what the machine has: that no core is idle says nothing.
    int busy = inputs.rate() == null ? meters.cores() : 0;
    return window.read(interrupted, false, null, inputs.scenario().dirtyBytesMax(), busy);
  }
}
