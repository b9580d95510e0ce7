package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.instrument.StateSample;

class JobsTextTest {
  private static JobsSummary jobs(List<StateSample> samples) {
    return JobsFixture.summary(JobsFixture.facts(0, 0, false), samples, JobsFixture.times(1_000));
  }

  private static List<String> notes(long[] entered, long[]... counts) {
    List<StateSample> samples = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      samples.add(JobsFixture.sample(i, counts[i], new long[7], new long[7]));
    }
    JobsFacts facts = new JobsFactsBuilder()
        .entered(null)
        .trueEntered(Arrays.stream(entered).boxed().toList())
        .build();
    return JobsText.notes(JobsFixture.summary(facts, samples, JobsFixture.times(1)));
  }

  @Test
  void theOriginalsFiveLinesComeFirstThenTheStatesAndWhatGaugesDidNotSee() {
    assertEquals("""
        number of jobs: 400
        submit time: 0.200 s (2000.0 job/s)
        script runtime: 2.600 s
        job runtime: 2.500 s
        throughput: 160.0 job/s (script: 153.8 job/s)

        state     entered  timed      p50      p99      max  true max  25 ms       not 0  100 ms     not 0  1 s   not 0
        new           400      0        -        -        -       400      0    0 of 120       0   0 of 30    0  0 of 3
        depend        400  1,000  2.00 ms  2.00 ms  2.00 ms         1      0    0 of 120       0   0 of 30    0  0 of 3
        priority      400  1,000  3.00 ms  3.00 ms  3.00 ms         1      0    0 of 120       0   0 of 30    0  0 of 3
        sched         400  1,000  4.00 ms  4.00 ms  4.00 ms       388    388   97 of 120     388  25 of 30  388  3 of 3
        run           400  1,000  5.00 ms  5.00 ms  5.00 ms        12     12  100 of 120      12  25 of 30   12  3 of 3
        cleanup       400  1,000  6.00 ms  6.00 ms  6.00 ms         1      0    0 of 120       0   0 of 30    0  0 of 3
        inactive      400  1,000  7.00 ms  7.00 ms  7.00 ms       400    400  119 of 120     400  29 of 30  320  2 of 3
        job                1,000  8.00 ms  8.00 ms  8.00 ms
        entered: by counters.
        timed: by timers, as p50, p99 and max, which are of the time in the state.
        true max: the most at once.
        25 ms, 100 ms, 1 s: the most that a gauge saw that is read so often, or the least where that is below 0.
        not 0: in how many of its samples the gauge was not 0.
        readings left out since the manager was busy: 0.
        new, depend, priority, cleanup: entered 400 times each, seen by none of 120 samples at any interval

        """, JobsText.of(jobs(JobsFixture.samples(0, 120))));
  }

  private static JobsSummary summary(JobsFactsBuilder facts, List<StateSample> samples) {
    return JobsFixture.summary(facts.build(), samples, JobsFixture.times(1_000));
  }

  @Test
  void withoutASampleThereIsNoColumnOfGauges() {
    String text = JobsText.of(jobs(List.of()));
    assertTrue(text.contains("no gauge was read"), text);
    assertFalse(text.contains("25 ms"), text);
    assertFalse(text.contains("not 0"), text);
    assertFalse(text.contains("left out"), text);
    assertTrue(JobsText.of(summary(new JobsFactsBuilder().lost(2_000, 0, 0), List.of()))
        .contains("readings left out since the manager was busy: 2,000.\n"));
  }

  @Test
  void aMetricThatIsOffIsNoZero() {
    JobsSummary none = JobsFixture.summary(
        new JobsFactsBuilder().entered(null).withoutTimers().build(),
        JobsFixture.samples(0, 2),
        JobsFixture.times(0));
    assertNull(none.states().get(4).entered());
    assertNull(none.states().get(4).timed());
    assertNull(none.states().get(4).dwell());
    assertNull(none.whole());
    List<List<String>> rows = JobsText.rows(none);
    assertEquals(List.of("run", "-", "-", "-", "-", "-", "12"), rows.get(4).subList(0, 7));
    assertEquals(List.of("job", "", "-", "-", "-", "-", ""), rows.get(7).subList(0, 7));
    assertEquals(
        List.of(
            "new, depend, priority, cleanup: entered 400 times each, seen by none of 2 samples at any interval"),
        JobsText.notes(none));
  }

  @Test
  void ratesOfARunThatWasInterruptedAreOfWhatWasDone() {
    JobsSummary cut = summary(new JobsFactsBuilder().submitted(300).unfinished(150), List.of());
    assertEquals(
        List.of(
            "number of jobs: 400",
            "submit time: 0.200 s (1500.0 job/s)",
            "script runtime: 2.600 s",
            "job runtime: 2.500 s",
            "throughput: 100.0 job/s (script: 96.2 job/s)"),
        JobsText.lines(cut));
    assertEquals(300, Json.tree(cut).get("submitted").asLong());
  }

  @Test
  void theTableFitsATerminalAndShowsAGaugeBelowZeroAsItWas() {
    List<StateSample> samples = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      samples.add(JobsFixture.sample(
          i, new long[] {i < 60 ? 0 : -3_000, 0, 0, 0, 0, 0, 3_000}, new long[7], new long[7]));
    }
    JobsSummary week5 = summary(new JobsFactsBuilder().faulty(true), samples);
    assertEquals(
        List.of("-3,000", "60 of 120", "-3,000", "15 of 30", "-3,000", "1 of 3"),
        JobsText.rows(week5).get(0).subList(7, 13));
    assertEquals(0L, week5.states().get(0).sampledMax());
    JobsText.of(week5).lines().forEach(line -> assertTrue(line.length() <= 120, line));
  }

  @Test
  void statesThatEverySampleMissedAreNamedWithTheirEntries() {
    long[] seen = {0, 0, 0, 1, 1, 1, 1};
    assertEquals(
        List.of(
            "depend, priority: entered 10,000 times each, seen by none of 2 samples at any interval"),
        notes(new long[] {0, 10_000, 10_000, 1, 1, 1, 1}, seen, seen));
    assertEquals(
        List.of(
            "depend: entered 10,000 times, priority: entered once, seen by none of 1 sample at any interval"),
        notes(new long[] {0, 10_000, 1, 1, 1, 1, 1}, seen));
    assertEquals(
        List.of("depend, priority: entered once each, seen by none of 1 sample at any interval"),
        notes(new long[] {0, 1, 1, 1, 1, 1, 1}, seen));
    assertEquals(
        List.of("priority: entered 5 times, seen by none of 1 sample at any interval"),
        notes(new long[] {0, 0, 5, 1, 1, 1, 1}, seen));
    assertEquals(List.of(), notes(new long[] {0, 0, 0, 1, 1, 1, 1}, seen));
  }

  @Test
  void aGaugeBelowZeroIsTold() {
    assertEquals(
        List.of("new: the gauge went down to -10,000"),
        notes(new long[7], new long[] {-5, 0, 0, 0, 0, 0, 0}, new long[] {-10_000, 0, 0, 0, 0, 0, 0
        }));
  }

  @Test
  void theLoopOfJobsHasNoUsers() {
    String jobs = SummaryText.closed(64, true);
    assertTrue(
        jobs.startsWith("closed loop of jobs, operations in flight: at most 64. Service times"),
        jobs);
    assertTrue(SummaryText.closed(4, false).startsWith("closed loop, users: 4. Service times"));
  }
}
