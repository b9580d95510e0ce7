package stampede.loadgen.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.loadgen.jobs.JobFixture.MILLI;
import static stampede.loadgen.jobs.JobFixture.settings;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.instrument.Outcome;
import stampede.instrument.StateSample;
import stampede.loadgen.Schedules;

@Timeout(60)
final class JobRunTest {
  private static final int JOBS = 1_000;

  @Test
  void everyJobEntersEveryStateOnceAndIsCountedAndTimed() {
    var load = new JobFixture(settings(JOBS).build());
    JobFigures figures = load.toTheEnd();

    assertEquals(Collections.nCopies(JobState.COUNT, (long) JOBS), figures.entered());
    for (JobState state : JobState.values()) {
      assertEquals(JOBS, load.times.get(state).size(), state.word());
    }
    assertEquals(JOBS, load.wholes.size());
    assertEquals(6 * JOBS, figures.transitions());
    assertEquals(JOBS, figures.submitted());
    assertEquals(0, figures.violations() + figures.managerViolations());
    assertEquals(figures.entered(), figures.trueEntered());
    assertEquals(figures.entered(), figures.trueLeft());
    assertEquals(0, figures.unfinished());
    assertEquals(List.of(1L, 1L), figures.trueMax().subList(1, 3), "one at a time");
    assertEquals(12, figures.trueMax().get(JobState.RUN.ordinal()), "as many as there are cores");
  }

  @Test
  void aJobStoresTwelveBlobsAndLoadsOne() {
    var load = new JobFixture(settings(JOBS).build());
    JobFigures figures = load.toTheEnd();
    load.reactor.time.advance(20 * MILLI);

    assertEquals(12 * JOBS, load.target.blobs.size());
    assertEquals(JOBS, figures.loads());
    assertEquals(JOBS, load.outcomes.get(Outcome.HIT));
    assertEquals(12 * JOBS, load.outcomes.get(Outcome.STORED));
  }

  @Test
  void noSampleOfAnyIntervalSeesAJobThatWaitsForNobody() {
    var load = new JobFixture(settings(JOBS).build());
    load.toTheEnd();

    assertTrue(load.samples.size() > 3, () -> "" + load.samples);
    for (StateSample sample : load.samples) {
      assertEquals(0, sample.count(JobState.DEPEND.ordinal()));
      assertEquals(0, sample.count(JobState.PRIORITY.ordinal()));
    }
    StateSample last = load.samples.get(load.samples.size() - 1);
    assertEquals(JOBS, last.count(JobState.INACTIVE.ordinal()));
  }

  @Test
  void theCacheDelaysJobsWhereItAnswersLate() {
    JobFigures quick = new JobFixture(settings(JOBS).build()).toTheEnd();
    var late = new JobFixture(settings(JOBS).build(), 20 * MILLI, null);
    JobFigures slow = late.toTheEnd();

    assertTrue(slow.scriptNanos() > 2 * quick.scriptNanos(), () -> quick + " " + slow);
    assertTrue(
        late.target.inFlightMax <= JobContent.IN_FLIGHT_MAX, () -> "" + late.target.inFlightMax);
    assertEquals(0, slow.violations());
    late.times.get(JobState.RUN).forEach(nanos -> assertTrue(nanos >= 21 * MILLI, "" + nanos));
  }

  @Test
  void aRefusedStoreIsTriedAgain() {
    var load = new JobFixture(settings(100).build());
    load.target.refuseEach = 7;
    JobFigures figures = load.toTheEnd();
    load.reactor.time.advance(100 * MILLI);

    assertEquals(0, figures.unfinished());
    assertEquals(1_200, load.target.blobs.size());
    assertTrue(load.outcomes.get(Outcome.SHED) > 150, () -> "" + load.outcomes);
  }

  @Test
  void jobsAreSubmittedWhenTheyAreDueAndTimedFromThen() {
    var load = new JobFixture(
        settings(100).build(), 0, Schedules.constant(BigDecimal.valueOf(1_000), 100));
    JobFigures figures = load.toTheEnd();

    assertTrue(figures.submitNanos() >= 99 * MILLI, figures::toString);
    load.wholes.forEach(nanos -> assertTrue(nanos >= MILLI && nanos <= 30 * MILLI, "" + nanos));
  }

  @Test
  void refusedAndCancelledAndUrgentAndWaitingJobsAllEnd() {
    var load = new JobFixture(settings(JOBS).disturbed(0.3).build());
    JobFigures figures = load.toTheEnd();

    assertEquals(0, figures.violations());
    assertEquals(0, figures.unfinished());
    assertTrue(figures.rejected() > 250 && figures.rejected() < 350, figures::toString);
    assertTrue(figures.cancelled() > 100, figures::toString);
    assertTrue(figures.reprioritized() > 100, figures::toString);
    assertEquals(JOBS - figures.rejected(), load.wholes.size());
    assertEquals(
        (long) load.times.get(JobState.PRIORITY).size(),
        figures.entered().get(JobState.PRIORITY.ordinal()));
    assertTrue(figures.trueMax().get(JobState.DEPEND.ordinal()) > 1, figures::toString);
  }

  @Test
  void theSameSeedIsTheSameLoad() {
    var settings = settings(JOBS).disturbed(0.2).seed(7).build();
    assertEquals(new JobFixture(settings).toTheEnd(), new JobFixture(settings).toTheEnd());
    assertFalse(new JobFixture(settings)
        .toTheEnd()
        .equals(new JobFixture(settings(JOBS).disturbed(0.2).seed(8).build()).toTheEnd()));
  }

  @Test
  void purgedJobsLeaveAndAreTimed() {
    var load = new JobFixture(settings(JOBS).inactiveMax(10).build());
    JobFigures figures = load.toTheEnd();

    assertEquals(JOBS - 10, figures.purged());
    assertEquals(JOBS, load.times.get(JobState.INACTIVE).size());
    assertEquals(11, figures.trueMax().get(JobState.INACTIVE.ordinal()));
    assertEquals(0, figures.violations());
  }

  /** A job that is submitted late since the reactor is busy is timed from when it was due. */
  @Test
  void whatIsSubmittedLateIsTimedFromWhenItWasDue() {
    int jobs = 3 * JobContent.IN_FLIGHT_MAX;
    var load = new JobFixture(
        settings(jobs).build(), 200 * MILLI, Schedules.constant(BigDecimal.valueOf(50_000), jobs));
    JobFigures figures = load.toTheEnd();

    long lastDueNanos = jobs * MILLI / 50;
    long lastEndNanos = figures.scriptNanos();
    assertTrue(figures.submitNanos() > 400 * MILLI, figures::toString);
    assertEquals(lastEndNanos - lastDueNanos, load.wholes.get(jobs - 1), MILLI / 10);
    long timedNanos = load.times.values().stream()
            .flatMap(List::stream)
            .mapToLong(nanos -> nanos)
            .sum()
        - load.times.get(JobState.INACTIVE).stream().mapToLong(nanos -> nanos).sum();
    long wholeNanos = load.wholes.stream().mapToLong(nanos -> nanos).sum();
    assertTrue(wholeNanos > timedNanos + 100 * MILLI * jobs, "the wait for the submission counts");
  }

  @Test
  void whatIsNeverAnsweredIsToldAsOpenOnce() {
    var load = new JobFixture(settings(JOBS).build(), Long.MAX_VALUE / 2, null);
    load.run.start();
    load.reactor.time.advance(50 * MILLI);
    JobFigures figures = load.finish();

    assertEquals(JOBS, load.outcomes.get(Outcome.OPEN), "a description each");
    assertEquals(JOBS, figures.unfinished());
    assertEquals(0, figures.jobNanos());
    assertEquals(0, figures.scriptNanos());
    load.reactor.time.runAll();
    assertEquals(11 * JOBS, load.outcomes.get(Outcome.STORED), "not the descriptions again");
  }

  @Test
  void aLoadIsSettledWhenTheCacheHasItsLastEvents() {
    for (long answerNanos : new long[] {0, 30 * MILLI}) {
      var load = new JobFixture(settings(10).build(), answerNanos, null);
      load.run.start();
      while (!load.run.ended()) {
        load.reactor.time.advance(MILLI);
      }
      assertTrue(load.target.blobs.size() < 120, "the last events wait for their commit");
      var settled = new AtomicBoolean();
      load.run.settle(() -> settled.set(true));
      while (!settled.get()) {
        load.reactor.time.advance(MILLI);
      }
      assertEquals(120, load.target.blobs.size());
      assertEquals(0, load.target.inFlight);
    }
  }

  @Test
  void whatRunsIsEndedByItsException() {
    var load = new JobFixture(settings(JOBS).disturbed(0.5).build());
    load.toTheEnd();
    assertTrue(load.target.texts.stream().anyMatch(text -> text.contains("\"status\":15,")));
    List<String> ends = load.target.texts.stream()
        .filter(text -> text.contains("\"name\":\"finish\""))
        .map(text -> text.replaceAll(".*\"id\":(\\d+).*\n", "$1"))
        .toList();
    assertTrue(ends.size() > 100, ends::toString);
    assertEquals(ends.size(), ends.stream().distinct().count(), "none ends twice");
  }

  @Test
  void aStoppedLoadSaysHowMuchIsLeft() {
    var load = new JobFixture(
        settings(100).build(), 0, Schedules.constant(BigDecimal.valueOf(1_000), 100));
    load.run.start();
    load.reactor.time.advance(50 * MILLI);
    load.run.stop();
    load.reactor.time.advance(50 * MILLI);
    JobFigures figures = load.finish();

    assertEquals(figures.submitted(), load.wholes.size());
    assertEquals(100 - load.wholes.size(), figures.unfinished());
    assertTrue(figures.unfinished() >= 45, figures::toString);
  }
}
