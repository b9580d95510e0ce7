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

  private final JobSettings settings;
  private final Reactor reactor;
  private final NanoClock clock;
  private final JobContent content;
  private final JobManager manager;
  private final Disturbances disturbances;
  private final StateCounter counter;
  private final StateEntries entries = new StateEntries();
  private final StateSampler sampler;
  private final Submission submission;

  private long startNanos;
  private long firstSubmitNanos;
  private long lastAnswerNanos;
  private long lastEndNanos;
  private long answered;
  private long rejected;
  private int inactive;
  private volatile int over;
  private volatile boolean ended;

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
    this.clock = clock;
    this.content = new JobContent(target, sink, reactor, clock);
    this.manager = new JobManager(settings, content, reactor, clock, new Answers());
    this.disturbances = new Disturbances(settings, reactor);
    this.counter = new StateCounter(settings.counting());
    this.sampler = new StateSampler(
        settings.meters().contains(Meter.GAUGES) ? settings.sampleNanos() : COUNTERS_NANOS,
        reactor,
        clock,
        counter.counts(),
        manager.truth(),
        entries,
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
      startNanos = clock.nanos();
      firstSubmitNanos = startNanos;
      lastAnswerNanos = startNanos;
      lastEndNanos = startNanos;
      if (sampled()) {
        sampler.start();
      }
      submission.start();
    });
  }

  /** Hears how the submissions go on. */
  private final class Answers implements JobManager.Listener {
    @Override
    public void submitted(Job job) {
      if (answered == rejected) {
        firstSubmitNanos = job.enteredNanos();
      }
      answer();
    }

    @Override
    public void rejected(Job job) {
      rejected++;
      answer();
      look();
    }

    private void answer() {
      answered++;
      lastAnswerNanos = clock.nanos();
    }

    @Override
    public void ended(Job job) {
      lastEndNanos = clock.nanos();
      inactive++;
      look();
    }
  }

  private void look() {
    int ends = (int) (inactive + rejected);
    over = ends;
    ended = ends == settings.jobs();
  }

  /** Whether every job is over. */
  public boolean ended() {
    return ended;
  }

  /** How many jobs are over, refused ones included. */
  public int over() {
    return over;
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
   * Reads the gauges a last time, then purges what is inactive, so that the time in that state ends too.
   * Any thread, when the load has ended or is given up; the figures follow on the reactor's thread.
   */
  public void finish(Consumer<JobFigures> figures) {
    reactor.post(() -> {
      if (sampled()) {
        sampler.stop();
      }
      long purged = manager.purged();
      manager.purge(0);
      figures.accept(figures(purged));
    });
  }

  private boolean sampled() {
    return settings.meters().contains(Meter.GAUGES) || settings.meters().contains(Meter.COUNTERS);
  }

  private JobFigures figures(long purged) {
    StateCounts truth = manager.truth();
    return new JobFigures(
        manager.submitted(),
        lastAnswerNanos - startNanos,
        lastEndNanos - startNanos,
        lastEndNanos - firstSubmitNanos,
        manager.transitions(),
        rejected,
        disturbances.cancelled(),
        disturbances.reprioritized(),
        purged,
        settings.jobs() - rejected - inactive,
        truth.violations() + counter.counts().violations(),
        sampler.missed(),
        content.stores(),
        content.loads(),
        list(entries.entered()),
        Arrays.stream(JobState.values()).map(truth::highest).toList());
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
