package stampede.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.StateTimes;
import stampede.loadgen.Request;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.Counting;
import stampede.loadgen.jobs.JobFigures;
import stampede.loadgen.jobs.JobRun;
import stampede.loadgen.jobs.JobSettings;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.loadgen.jobs.JobState;
import stampede.loadgen.jobs.StateTimers;

/**
 * Jobs through the job manager on the calling thread, submitted at once, over a target that answers at
 * once. Each load is checked: every job entered every state, and what is told of that agrees.
 */
class NullJobs implements Target {
  /** How often a job moves. */
  static final int TRANSITIONS = JobState.COUNT - 1;

  private static final int STORES = 2 * TRANSITIONS;
  private static final int INACTIVE_MAX = 1_000_000;
  private static final int CORES = 12;
  private static final int BROKERS = 8;

  /** No time, unlike the command's: else jobs would wait for cores, and not for the manager. */
  private static final long RUN_NANOS = 0;

  private static final long SAMPLE_NANOS = 25_000_000;
  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final CompletableFuture<Outcome> STORED =
      CompletableFuture.completedFuture(Outcome.STORED);
  private static final CompletableFuture<Outcome> HIT =
      CompletableFuture.completedFuture(Outcome.HIT);

  private final int jobs;
  private final boolean metered;
  private final StateTimes times = new StateTimes(JobState.COUNT);
  private long stores;
  private long loads;

  /**
   * A load that has not begun, with the defaults of {@code stampede jobs}.
   *
   * @param metered whether states are counted, timed and sampled, or nothing of that
   */
  NullJobs(int jobs, boolean metered) {
    this.jobs = jobs;
    this.metered = metered;
  }

  @Override
  public CompletableFuture<Outcome> submit(Request request) {
    if (request.operation() == Operation.LOAD) {
      loads++;
      return HIT;
    }
    stores++;
    return STORED;
  }

  /** Runs it; answers how often a job moved. */
  int run() {
    long originNanos = System.nanoTime();
    var recorder =
        new IntervalRecorder(false, originNanos, 0, originNanos + HOUR_NANOS, HOUR_NANOS);
    var reactor = new SpinReactor();
    var load = new JobRun(
        settings(), this, recorder, sink(), sample -> {}, null, reactor, System::nanoTime);
    List<JobFigures> figures = new ArrayList<>();
    load.start();
    reactor.run(load::ended);
    load.finish(figures::add);
    reactor.run(reactor::isIdle);
    check(figures.get(0));
    return jobs * TRANSITIONS;
  }

  private JobSettings settings() {
    Set<Meter> meters = metered ? EnumSet.allOf(Meter.class) : EnumSet.noneOf(Meter.class);
    // A counter that is loaded after more jobs than there are is not loaded.
    int pluginAfter = metered ? 0 : jobs + 1;
    return new JobSettings(
        jobs,
        CORES,
        BROKERS,
        RUN_NANOS,
        0,
        0,
        0,
        0,
        INACTIVE_MAX,
        Counting.EXACT,
        pluginAfter,
        meters,
        SAMPLE_NANOS,
        1);
  }

  private StateTimers.Sink sink() {
    return new StateTimers.Sink() {
      @Override
      public void left(int state, long nanos) {
        times.record(state, nanos);
      }

      @Override
      public void ended(long nanos) {
        times.recordWhole(nanos);
      }
    };
  }

  private void check(JobFigures figures) {
    long told = metered ? jobs : 0;
    List<Long> each = Collections.nCopies(JobState.COUNT, (long) jobs);
    Fixture.require(
        figures.violations() + figures.managerViolations() == 0
            && figures.unfinished() == 0
            && figures.transitions() == (long) jobs * TRANSITIONS
            && figures.trueEntered().equals(each)
            && Objects.equals(figures.entered(), metered ? each : null),
        "of " + jobs + " jobs: " + figures);
    Fixture.require(
        stores == (long) jobs * STORES && loads == jobs,
        stores + " stores and " + loads + " loads of " + jobs + " jobs");
    times
        .cut()
        .forEach(histogram -> Fixture.require(
            histogram.getTotalCount() == told, histogram.getTotalCount() + " times of " + told));
  }
}
