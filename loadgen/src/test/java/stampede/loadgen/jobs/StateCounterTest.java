package stampede.loadgen.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.loadgen.jobs.JobFixture.settings;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.instrument.StateSample;
import stampede.loadgen.Schedules;

@Timeout(60)
final class StateCounterTest {
  private static final int JOBS = 1_000;

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
    assertEquals(JOBS, figures.violations(), "one for each job that is purged at the end");
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
    assertEquals("delta", Counting.WEEK7.style().word());
  }
}
