package stampede.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import stampede.instrument.StateSample;

/** Runs of made-up jobs: all submitted at once, then run at a steady rate, sampled each 25 ms. */
final class JobsFixture {
  static final List<String> STATES =
      List.of("new", "depend", "priority", "sched", "run", "cleanup", "inactive");
  static final long START_NANOS = 5_000_000_000L;
  static final long SAMPLE_NANOS = 25_000_000;
  static final JobsFacts.Operations OPERATIONS = new JobsFacts.Operations(5_000, 400, 4_900, 90);

  private JobsFixture() {}

  /** 400 jobs of which four end each sample, from the {@code first} sample on. */
  static List<StateSample> samples(int first, int count) {
    List<StateSample> samples = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      long inactive = Math.min(400, 4L * i);
      long run = Math.min(12, 400 - inactive);
      long sched = 400 - inactive - run;
      long passed = i == 0 ? 400 : 0;
      samples.add(sample(
          i,
          new long[] {0, 0, 0, sched, run, 0, inactive},
          new long[] {passed, passed == 0 ? 0 : 1, passed == 0 ? 0 : 1, sched, run, 1, inactive},
          new long[] {400, 400, 400, 400, inactive + run, inactive, inactive}));
    }
    return samples;
  }

  static StateSample sample(int index, long[] counts, long[] trueMax, long[] entered) {
    return new StateSample(START_NANOS + index * SAMPLE_NANOS, counts, trueMax, entered);
  }

  /** {@code count} times of a millisecond times the state's number plus one, for each but the first. */
  static List<Histogram> times(long count) {
    List<Histogram> times = new ArrayList<>();
    for (int i = 0; i <= STATES.size(); i++) {
      var of = new Histogram(3);
      if (i > 0) {
        of.recordValueWithCount(1_000_000L * (i + 1), count);
      }
      times.add(of);
    }
    return times;
  }

  static JobsFacts facts(long unfinished, long violations, boolean faulty) {
    return new JobsFactsBuilder()
        .unfinished(unfinished)
        .violations(violations, 0)
        .faulty(faulty)
        .build();
  }

  static JobsWriter writer(Path dir) {
    return JobsWriter.create(dir, STATES, IntervalBuilder.START_MILLIS, START_NANOS, SAMPLE_NANOS);
  }

  /** Writes the files of three intervals of 40 samples each. */
  static void write(JobsWriter writer) {
    for (int second = 0; second < 3; second++) {
      long startMillis = IntervalBuilder.START_MILLIS + 1_000L * second;
      writer.accept(startMillis, startMillis + 1_000, times(1_000), samples(40 * second, 40));
    }
  }

  /** The manifest of a run of jobs. */
  static Manifest manifest() {
    return manifest(Map.of("jobs", "400", "closed", "64"));
  }

  static Manifest manifest(Map<String, String> scenario) {
    Manifest other = Fixtures.manifest(null);
    return Manifest.started(
        other.runId(),
        other.version(),
        other.commit(),
        other.startedAt(),
        scenario,
        other.seeds(),
        other.shard(),
        null,
        other.environment(),
        other.calibration());
  }

  /** A whole run in its folder. */
  static Run run(Path dir, JobsFacts facts) {
    try (var writer = RunWriter.create(dir, manifest(), interval -> Fixtures.METERS);
        var jobs = writer(dir)) {
      Fixtures.intervals(3).forEach(writer::accept);
      write(jobs);
      jobs.finish(facts);
      return writer.finish(
          RunFacts.of(null, 0, new Summary.Finish(0L, 0L), null, null, List.of(), Map.of(), 25),
          Fixtures.quiet(),
          Fixtures.STARTED.plusSeconds(3));
    }
  }

  /** A summary without a folder. */
  static JobsSummary summary(JobsFacts facts, List<StateSample> samples, List<Histogram> times) {
    List<GaugeTally> tallies = GaugeTally.of(STATES.size(), SAMPLE_NANOS);
    samples.forEach(sample -> tallies.forEach(tally -> tally.add(sample)));
    return JobsSummary.of(
        facts, STATES, times, tallies.stream().map(tally -> tally.gauge(STATES)).toList());
  }
}
