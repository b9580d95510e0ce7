package stampede.loadgen.jobs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Outcome;
import stampede.instrument.StateSample;
import stampede.loadgen.Schedule;

/** A load of jobs in virtual time, and what it told. */
final class JobFixture {
  static final long MILLI = 1_000_000;

  final VirtualReactor reactor = new VirtualReactor();
  final MemoryTarget target;
  final List<StateSample> samples = new ArrayList<>();
  final Map<JobState, List<Long>> times = new EnumMap<>(JobState.class);
  final List<Long> wholes = new ArrayList<>();
  final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  final JobRun run;

  JobFixture(JobSettings settings) {
    this(settings, 0, null);
  }

  JobFixture(JobSettings settings, long answerNanos, @Nullable Schedule schedule) {
    target = new MemoryTarget(reactor, answerNanos);
    run = new JobRun(
        settings,
        target,
        (operation, outcome, intended, start, end) -> outcomes.merge(outcome, 1, Integer::sum),
        new StateTimers.Sink() {
          @Override
          public void left(int state, long nanos) {
            times
                .computeIfAbsent(JobState.values()[state], key -> new ArrayList<>())
                .add(nanos);
          }

          @Override
          public void ended(long nanos) {
            wholes.add(nanos);
          }
        },
        samples::add,
        schedule,
        reactor,
        reactor.time);
  }

  /** Runs until every job is over. */
  JobFigures toTheEnd() {
    run.start();
    for (int i = 0; i < 1_000_000 && !run.ended(); i++) {
      reactor.time.advance(MILLI);
    }
    return finish();
  }

  JobFigures finish() {
    var figures = new AtomicReference<JobFigures>();
    run.finish(figures::set);
    for (int i = 0; i < 1_000 && figures.get() == null; i++) {
      reactor.time.advance(MILLI);
    }
    return figures.get();
  }

  static Builder settings(int jobs) {
    return new Builder(jobs);
  }

  /** Settings for tests: 12 cores of one broker, 1 ms a job, samples each 25 ms. */
  static final class Builder {
    private final int jobs;
    private double rejected;
    private double cancelled;
    private double urgent;
    private double dependent;
    private int inactiveMax = Integer.MAX_VALUE;
    private int pluginAfter;
    private Counting counting = Counting.EXACT;
    private long seed = 1;

    private Builder(int jobs) {
      this.jobs = jobs;
    }

    Builder disturbed(double share) {
      rejected = share;
      cancelled = share;
      urgent = share;
      dependent = share;
      return this;
    }

    Builder dependent(double share) {
      dependent = share;
      return this;
    }

    Builder inactiveMax(int max) {
      inactiveMax = max;
      return this;
    }

    Builder counting(Counting by, int after) {
      counting = by;
      pluginAfter = after;
      return this;
    }

    Builder seed(long by) {
      seed = by;
      return this;
    }

    JobSettings build() {
      return new JobSettings(
          jobs,
          12,
          1,
          MILLI,
          rejected,
          cancelled,
          urgent,
          dependent,
          inactiveMax,
          counting,
          pluginAfter,
          EnumSet.allOf(JobSettings.Meter.class),
          25 * MILLI,
          seed);
    }
  }
}
