package stampede.loadgen.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.loadgen.jobs.JobFixture.MILLI;
import static stampede.loadgen.jobs.JobFixture.settings;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.instrument.GaugeStyle;
import stampede.instrument.StateSample;
import stampede.instrument.StateTimes;
import stampede.loadgen.Schedules;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;

@Timeout(60)
final class StateCounterTest {
  private static final int JOBS = 1_000;
  private static final JobState[] STATES = JobState.values();

  private static long last(JobFixture load, JobState state) {
    StateSample last = load.samples.get(load.samples.size() - 1);
    return last.count(state.ordinal());
  }

  @Test
  void weekFiveTakesEveryJobFromNewAndPutsNoneThere() {
    var load = new JobFixture(settings(JOBS).counting(Counting.WEEK5, 0).build());
    JobFigures figures = load.toTheEnd();

    assertEquals(-JOBS, last(load, JobState.NEW));
    assertEquals(JOBS, last(load, JobState.INACTIVE));
    assertTrue(figures.violations() >= JOBS, figures::toString);
  }

  @Test
  void naiveCountsWhatWaitsTwiceAndWhatIsPurgedForEver() {
    var load = new JobFixture(
        settings(JOBS)
            .counting(Counting.NAIVE, JOBS / 2)
            .dependent(0.5)
            .inactiveMax(100)
            .build(),
        0,
        Schedules.constant(BigDecimal.valueOf(40_000), JOBS));
    JobFigures figures = load.toTheEnd();

    assertTrue(last(load, JobState.DEPEND) > 0, () -> "" + load.samples);
    assertTrue(last(load, JobState.INACTIVE) > 100, () -> "" + load.samples);
    assertTrue(figures.violations() > 0, figures::toString);
  }

  @Test
  void naiveIsRightUntilTheFirstPurge() {
    var load = new JobFixture(settings(JOBS).counting(Counting.NAIVE, 0).build());
    JobFigures figures = load.toTheEnd();

    assertEquals(JOBS, last(load, JobState.INACTIVE));
    assertEquals(0, figures.violations());
    assertTrue(new JobFixture(
                settings(JOBS).counting(Counting.NAIVE, 0).inactiveMax(JOBS / 2).build())
            .toTheEnd()
            .violations()
        >= JOBS / 2);
  }

  @Test
  void exactIsRightWheneverItIsLoaded() {
    for (int after : new int[] {0, 1, 300, JOBS - 1}) {
      var load = new JobFixture(settings(JOBS)
          .counting(Counting.EXACT, after)
          .disturbed(0.3)
          .inactiveMax(100)
          .build());
      JobFigures figures = load.toTheEnd();
      assertEquals(0, figures.violations(), "loaded after " + after);
      assertEquals(0, last(load, JobState.DEPEND));
    }
  }

  @Test
  void weekSevenCountsRightAndSendsChanges() {
    var load = new JobFixture(settings(JOBS).counting(Counting.WEEK7, 0).build());
    assertEquals(0, load.toTheEnd().violations());
    assertEquals(GaugeStyle.DELTA, Counting.WEEK7.style());
  }

  @Test
  void aCountBelowZeroIsAViolationThoughTheSumIsRight() {
    var counts = new StateCounts();
    counts.add(JobState.RUN);
    assertTrue(counts.check(1));
    counts.remove(JobState.NEW);
    counts.add(JobState.RUN);
    assertFalse(counts.check(1));
    assertFalse(counts.check(2));
    assertEquals(2, counts.violations());
  }

  @Test
  void countersKnowAnEntryFromAJobThatIsThere() {
    var entries = new StateEntries();
    Job job = new Job(0, 0, BlobRef.ofContent(HashAlgorithm.SHA256, new byte[0]));
    job.state = JobState.DEPEND;
    entries.call(Topic.JOB_NEW, job, null, 0);
    entries.call(Topic.JOB_STATE_DEPEND, job, null, 0);
    assertEquals(0, entries.entered()[JobState.DEPEND.ordinal()]);
    job.state = JobState.PRIORITY;
    entries.call(Topic.JOB_STATE_PRIORITY, job, JobState.DEPEND, 1);
    assertEquals(1, entries.entered()[JobState.PRIORITY.ordinal()]);
  }

  @Test
  void countingAndTimingATransitionAllocatesNothing() {
    var counter = new StateCounter(Counting.EXACT);
    var times = new StateTimes(JobState.COUNT);
    var plugins = new Plugins();
    plugins.add(counter);
    plugins.add(new StateEntries());
    plugins.add(new StateTimers(new StateTimers.Sink() {
      @Override
      public void left(int state, long nanos) {
        times.record(state, nanos);
      }

      @Override
      public void ended(long nanos) {
        times.recordWhole(nanos);
      }
    }));
    BlobRef jobspec = BlobRef.ofContent(HashAlgorithm.SHA256, new byte[0]);
    List<Job> jobs =
        IntStream.range(0, JOBS).mapToObj(id -> new Job(id, 0, jobspec)).toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    liveOften(jobs, plugins);
    long before = threads.getCurrentThreadAllocatedBytes();
    liveOften(jobs, plugins);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(allocatedBytes < 1_000, () -> allocatedBytes + " B in 600,000 transitions");
    assertEquals(0, counter.counts().violations());
    assertEquals(200 * JOBS, times.cut().get(JobState.RUN.ordinal()).getTotalCount());
  }

  private static void liveOften(List<Job> jobs, Plugins plugins) {
    for (int i = 0; i < 100; i++) {
      for (int id = 0; id < JOBS; id++) {
        live(jobs.get(id), plugins);
      }
    }
  }

  /** Takes a job through all states until it is purged. */
  private static void live(Job job, Plugins plugins) {
    job.state = JobState.NEW;
    plugins.call(Topic.JOB_NEW, job);
    for (int i = 1; i < JobState.COUNT; i++) {
      JobState from = job.state;
      job.state = STATES[i];
      job.enteredNanos = i * MILLI;
      plugins.call(Topic.of(job.state), job, from, MILLI);
    }
    plugins.call(Topic.JOB_INACTIVE_REMOVE, job, JobState.INACTIVE, MILLI);
  }
}
