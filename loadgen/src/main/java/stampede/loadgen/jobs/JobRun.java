package stampede.loadgen.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stampede.instrument.CompletionSink;
import stampede.instrument.StateSample;
import stampede.loadgen.Schedule;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.time.NanoClock;

/**
 * One load of jobs over a cache, with what measures it. All of it happens on the reactor's thread;
 * any thread asks {@link #ended} and {@link #over}. One use.
 */
public final class JobRun {
  /** The most operations on the cache in flight. */
  public static final int IN_FLIGHT_MAX = JobContent.IN_FLIGHT_MAX;

  /** How far apart counters are read where there are no gauges. */
  private static final long COUNTERS_NANOS = 1_000_000_000;

  private static final long SETTLE_NANOS = 1_000_000;

  /** How many jobs are purged in a turn of the end. */
  private static final int PURGE_MAX = 4096;

  private final JobSettings settings;
  private final Reactor reactor;
  private final JobContent content;
  private final JobManager manager;
  private final Disturbances disturbances;
  private final StateCounter counter;
  private final StateEntries entries = new StateEntries();
  private final StateSampler sampler;
  private final Submission submission;
  private final Answers answers;

  /**
   * A load that has not begun.
   *
   * @param target where jobs keep what they are and did
   * @param sink told of every operation on it, whose start is its intended start
   * @param times given how long each job was in each state, where the settings have timers
   * @param samples given each reading of gauges and counters: as far apart as the settings have it, or
   *     a second where they have no gauges; none where they have neither
   * @param schedule when each job is to be submitted, from the start on; null for all at once
   */
  public JobRun(
      JobSettings settings,
      Target target,
      CompletionSink sink,
      StateTimers.Sink times,
      Consumer<StateSample> samples,
      @Nullable Schedule schedule,
      Reactor reactor,
      NanoClock clock) {
    this.settings = settings;
    this.reactor = reactor;
    this.content = new JobContent(target, sink, reactor, clock);
    this.answers = new Answers(settings.jobs(), clock);
    this.manager = new JobManager(settings, content, reactor, clock, answers);
    this.disturbances = new Disturbances(settings, reactor);
    this.counter = new StateCounter(settings.counting());
    this.sampler = new StateSampler(
        settings.meters().contains(Meter.GAUGES) ? settings.sampleNanos() : COUNTERS_NANOS,
        reactor,
        clock,
        counter.counts(),
        manager.roster().truth(),
        settings.meters().contains(Meter.COUNTERS)
            ? entries::entered
            : manager.roster().truth()::entered,
        samples);
    this.submission =
        new Submission(settings, manager, content, disturbances, counter, reactor, clock, schedule);
    disturbances.loadInto(manager);
    if (settings.meters().contains(Meter.COUNTERS)) {
      manager.load(entries);
    }
    if (settings.meters().contains(Meter.TIMERS)) {
      manager.load(new StateTimers(times));
    }
  }

  /** Begins. Any thread, once. */
  public void start() {
    reactor.post(() -> {
      answers.start();
      if (sampled()) {
        sampler.start();
      }
      submission.start();
    });
  }

  /** Whether every job is over. */
  public boolean ended() {
    return answers.ended();
  }

  /** How many jobs are over, refused ones included. */
  public long over() {
    return answers.over();
  }

  /** Operations on the cache that are sent and not answered. Any thread. */
  public int inFlight() {
    return content.inFlight();
  }

  /** Submits no more; what runs goes on. Any thread. */
  public void stop() {
    reactor.post(submission::stop);
  }

  /**
   * Calls back when the cache has accepted what the jobs have written; may never be. Any thread, when the
   * load has ended.
   */
  public void settle(Runnable settled) {
    reactor.post(() -> lookWhetherSettled(settled));
  }

  private void lookWhetherSettled(Runnable settled) {
    if (manager.isSettled() && content.isIdle()) {
      settled.run();
    } else {
      reactor.after(SETTLE_NANOS, () -> lookWhetherSettled(settled));
    }
  }

  /**
   * Reads the gauges a last time, then purges what is inactive, so that the time in that state ends too,
   * and tells of operations that are not answered as open. Any thread, when the load has settled or is
   * given up; the figures follow on the reactor's thread, and hold for as long as it runs nothing more.
   */
  public void finish(Consumer<JobFigures> figures) {
    reactor.post(() -> {
      if (sampled()) {
        sampler.stop();
      }
      content.giveUp();
      purge(manager.roster().purged(), counter.counts().violations(), figures);
    });
  }

  /** In turns, so that who ships the times in INACTIVE can follow. */
  private void purge(long purged, long violations, Consumer<JobFigures> figures) {
    if (manager.roster().inactive() > 0) {
      manager.purge(Math.max(0, manager.roster().inactive() - PURGE_MAX));
      reactor.post(() -> purge(purged, violations, figures));
    } else {
      figures.accept(figures(purged, violations));
    }
  }

  private boolean sampled() {
    return settings.meters().contains(Meter.GAUGES) || settings.meters().contains(Meter.COUNTERS);
  }

  private JobFigures figures(long purged, long violations) {
    StateCounts truth = manager.roster().truth();
    return new JobFigures(
        answers.answered(),
        answers.submitNanos(),
        answers.scriptNanos(),
        answers.jobNanos(),
        manager.roster().transitions(),
        answers.rejected(),
        disturbances.cancelled(),
        disturbances.reprioritized(),
        purged,
        answers.unfinished(),
        violations,
        truth.violations(),
        sampler.missed(),
        content.stores(),
        content.loads(),
        settings.meters().contains(Meter.COUNTERS) ? list(entries.entered()) : null,
        list(truth.entered()),
        list(truth.left()),
        Arrays.stream(JobState.values()).map(truth::highest).toList());
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
