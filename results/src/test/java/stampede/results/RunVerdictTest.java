package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

class RunVerdictTest {
  private static final long MILLION = 1_000_000;
  private static final Trends FLAT = trends(Collections.nCopies(20, 1L), List.of());

  @TempDir
  private Path folder;

  private long planned = 100_000;
  private long shed;
  private long open;
  private long unsent;
  private long outOfRange;
  private long lagP99Nanos = 100_000;
  private long loadedP99Nanos = 8 * MILLION;
  private long loads = 90_000;
  private long absents;
  private Trends trends = FLAT;

  private static Trends trends(List<Long> lags, List<Long> dirtyBytes) {
    return new Trends(lags, dirtyBytes, List.of(), List.of(), List.of());
  }

  private RunVerdict judge(Evidence evidence) {
    long completed = 100_000 - shed - open - unsent;
    var requests = new Summary.Requests(planned, completed, 0, 0, 0, shed, open, unsent);
    List<Distribution> series = new ArrayList<>();
    long responseNanos = loadedP99Nanos + lagP99Nanos;
    series.add(distribution(Clock.RESPONSE, Outcome.LOADED, timings(20_000, responseNanos)));
    series.add(distribution(Clock.RESPONSE, Outcome.ABSENT, Timings.countOnly(absents)));
    var summary = new Summary(
        Verdict.INVALID,
        List.of(),
        requests,
        series,
        List.of(
            distribution(Clock.RESPONSE, null, timings(loads, responseNanos)),
            distribution(Clock.LAG, null, timings(loads, lagP99Nanos))),
        new Summary.Finish(0L, 0L),
        List.of(),
        null,
        null,
        null,
        outOfRange,
        List.of(),
        null);
    return RunVerdict.of(summary, trends, (double) loadedP99Nanos, evidence, Thresholds.DEFAULT);
  }

  private static Distribution distribution(Clock clock, Outcome outcome, Timings timings) {
    return new Distribution(clock, Operation.LOAD, outcome, timings, false);
  }

  private static Timings timings(long count, long p99Nanos) {
    Map<Percentile, Long> percentiles =
        Percentile.P99.supportedBy(count) ? Map.of(Percentile.P99, p99Nanos) : Map.of();
    return new Timings(count, 0, 1L, 1L, percentiles, p99Nanos, List.of(), Map.of());
  }

  private void assertJudged(Verdict expected) {
    assertJudged(expected, Fixtures.quiet());
  }

  private void assertJudged(Verdict expected, Evidence evidence) {
    RunVerdict verdict = judge(evidence);
    assertEquals(expected, verdict.verdict(), verdict.reasons()::toString);
    assertEquals(
        expected == Verdict.VALID ? 0 : 1, verdict.reasons().size(), verdict.reasons()::toString);
  }

  @Test
  void aRunWithNothingToSayAgainstItIsValid() {
    assertJudged(Verdict.VALID);
  }

  @ParameterizedTest
  @CsvSource({"100, VALID", "101, SUSPECT", "5000, SUSPECT", "5001, INVALID"})
  void requestsThatWereNeverSentCount(long unsent, Verdict expected) {
    this.unsent = unsent;
    assertJudged(expected);
  }

  @ParameterizedTest
  @CsvSource({"100, VALID", "1001, INVALID"})
  void requestsThatWereRefusedCount(long shed, Verdict expected) {
    this.shed = shed;
    RunVerdict verdict = judge(Fixtures.quiet());
    assertEquals(expected, verdict.verdict());
  }

  @ParameterizedTest
  @CsvSource({"100, VALID", "101, SUSPECT", "17000, SUSPECT"})
  void requestsThatWereNeverAnsweredAreSuspect(long open, Verdict expected) {
    this.open = open;
    assertJudged(expected);
  }

  @Test
  void shedBetweenTheBoundsIsSuspectForBothReasons() {
    shed = 101;
    RunVerdict verdict = judge(Fixtures.quiet());
    assertEquals(Verdict.SUSPECT, verdict.verdict());
    assertEquals(
        List.of(
            "99.899 % of the planned requests were sent, at least 99.900 % wanted",
            "0.101 % of the planned requests were refused by a bound, at most 0.100 % wanted"),
        verdict.reasons());
  }

  @ParameterizedTest
  @CsvSource({"100000, VALID", "99999, INVALID", "100001, INVALID"})
  void aPlanThatDoesNotAddUpIsInvalid(long planned, Verdict expected) {
    this.planned = planned;
    assertJudged(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 5.0, VALID", "8, 5.1, SUSPECT", "8, 50, SUSPECT", "8, 50.1, INVALID",
    "100, 25, VALID", "100, 25.1, SUSPECT", "100, 100, SUSPECT", "100, 100.1, INVALID",
  })
  void lagIsForgivenUpToABoundOrAShareOfTheService(
      long loadedMillis, double lagMillis, Verdict expected) {
    loadedP99Nanos = loadedMillis * MILLION;
    lagP99Nanos = (long) (lagMillis * MILLION);
    assertJudged(expected);
  }

  @Test
  void lagOfAllAlikeIsInvalidThoughResponsesAreAsLong() {
    try (var writer =
        RunWriter.create(folder, Fixtures.manifest(20_000L), interval -> Fixtures.METERS)) {
      for (int second = 0; second < 20; second++) {
        var interval = new IntervalBuilder(second);
        for (int i = 0; i < 1_000; i++) {
          interval.request(Operation.LOAD, Outcome.LOADED, 300 * MILLION, 2 * MILLION);
        }
        writer.accept(interval.build());
      }
      Run run = writer.finish(Fixtures.facts(20_000L), Fixtures.quiet(), Fixtures.STARTED);
      assertEquals(
          List.of("loads were sent late: lag p99 300 ms, at most 50 ms wanted"),
          run.summarized().reasons());
      assertEquals(Verdict.INVALID, run.summarized().verdict());
    }
  }

  @Test
  void theLagOfASmallSampleIsItsMaximumAndNeverInvalid() {
    loads = 999;
    lagP99Nanos = 60 * MILLION;
    RunVerdict verdict = judge(Fixtures.quiet());
    assertEquals(Verdict.SUSPECT, verdict.verdict());
    assertTrue(verdict.reasons().get(0).contains("lag max 60 ms"), verdict.reasons()::toString);
  }

  @ParameterizedTest
  @CsvSource({"16, 50, VALID", "16, 51, INVALID", "17, 51, VALID", "1, 49, VALID"})
  void lagThatGrowsThroughTheRunIsInvalid(long firstMillis, long lastMillis, Verdict expected) {
    List<Long> lags = new ArrayList<>(Collections.nCopies(10, firstMillis * MILLION));
    lags.addAll(Collections.nCopies(10, lastMillis * MILLION));
    trends = trends(lags, List.of());
    assertJudged(expected);
  }

  @Test
  void oneLateIntervalIsNoGrowth() {
    List<Long> lags = new ArrayList<>(Collections.nCopies(20, MILLION));
    lags.set(18, 900 * MILLION);
    trends = trends(lags, List.of());
    assertJudged(Verdict.VALID);
  }

  @ParameterizedTest
  @CsvSource({"0.10, VALID", "0.11, SUSPECT", "-0.5, VALID"})
  void dirtyBytesThatGrowOverTheLastHalfAreSuspect(double share, Verdict expected) {
    List<Long> dirty = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      dirty.add((32L << 20) + Math.round(share * (64L << 20) * (i - 10) / 10));
    }
    trends = trends(List.of(), dirty);
    assertJudged(expected);
  }

  @Test
  void dirtyBytesThatSwingDoNotGrow() {
    List<Long> dirty = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      dirty.add(i % 2 == 0 ? 0 : (40L << 20) + i * 500_000L);
    }
    trends = trends(List.of(), dirty);
    assertJudged(Verdict.VALID);
  }

  @ParameterizedTest
  @CsvSource({"900, true, VALID", "901, true, INVALID", "901, false, VALID"})
  void absentLoadsOnAPopulatedStoreAreInvalid(long absents, boolean populated, Verdict expected) {
    this.absents = absents;
    assertJudged(expected, Evidence.unmeasured(null, populated));
  }

  @ParameterizedTest
  @CsvSource({"1000, VALID", "999, SUSPECT"})
  void aSampleTooSmallForAP99IsSuspect(long loads, Verdict expected) {
    this.loads = loads;
    assertJudged(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, VALID", "1, SUSPECT"})
  void timingsOutOfRangeAreSuspect(long outOfRange, Verdict expected) {
    this.outOfRange = outOfRange;
    assertJudged(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.80, 0, 0, 0.7, 0, 0, 0, VALID", "0.81, 0, 0, 0.7, 0, 0, 0, SUSPECT",
    "0, 0.25, 0, 0.7, 0, 0, 0, VALID", "0, 0.26, 0, 0.7, 0, 0, 0, SUSPECT",
    "0, 0, 0.01, 0.7, 0, 0, 0, VALID", "0, 0, 0.011, 0.7, 0, 0, 0, SUSPECT",
    "0, 0, 0.05, 0.7, 0, 0, 0, SUSPECT", "0, 0, 0.051, 0.7, 0, 0, 0, INVALID",
    "0, 0, 0, 0.20, 0, 0, 0, VALID", "0, 0, 0, 0.19, 0, 0, 0, SUSPECT",
    "0, 0, 0, 0.7, 100, 0, 0, VALID", "0, 0, 0, 0.7, 101, 0, 0, SUSPECT",
    "0, 0, 0, 0.7, 0, 50, 0, VALID", "0, 0, 0, 0.7, 0, 51, 0, SUSPECT",
    "0, 0, 0, 0.7, 0, 0, 5, VALID", "0, 0, 0, 0.7, 0, 0, 6, SUSPECT",
    "0, 0, 0, 0.7, 0, 0, 50, SUSPECT", "0, 0, 0, 0.7, 0, 0, 51, INVALID",
  })
  void aMachineThatWasNotFreeIsAReason(
      double process,
      double foreign,
      double steal,
      double idle,
      long gcSum,
      long gcMax,
      long hiccup,
      Verdict expected) {
    assertJudged(
        expected,
        Fixtures.on(
            new Evidence.Cpu(process, foreign, steal, idle),
            gcSum * MILLION,
            gcMax * MILLION,
            new Evidence.Hiccups(hiccup * MILLION, 60 * MILLION)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, ': this process held itself up, or waited for its cores, longer than an idle one'",
    "5.9, ': this process held itself up, or waited for its cores, longer than an idle one'",
    "6, ': the machine was not free'",
  })
  void anIdleJvmTellsWhoHeldAnIdleThreadUp(double controlMillis, String cause) {
    var evidence = new Evidence(
        null,
        true,
        1,
        null,
        null,
        Evidence.Cpu.UNKNOWN,
        null,
        null,
        new Evidence.Hiccups(12 * MILLION, 20 * MILLION),
        new Evidence.Hiccups((long) (controlMillis * MILLION), 20 * MILLION));
    assertJudged(Verdict.SUSPECT, evidence);
    String reason = judge(evidence).reasons().get(0);
    assertTrue(reason.endsWith(cause), reason);
  }

  @ParameterizedTest
  @CsvSource({"0.049, VALID", "0.06, SUSPECT", "-0.5, VALID"})
  void aCacheThatIsStillFillingIsSuspect(double share, Verdict expected) {
    List<Long> clean = new ArrayList<>();
    List<Double> hits = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      clean.add((4L << 20) + Math.round(share * (8L << 20) * (i - 10) / 10));
      hits.add(0.5 + share * (i - 10) / 10);
    }
    trends = new Trends(List.of(), List.of(), clean, List.of(), List.of());
    assertJudged(expected);
    trends = new Trends(List.of(), List.of(), List.of(), hits, List.of());
    assertJudged(expected);
    assertJudged(Verdict.VALID, Evidence.unmeasured(null, true)); // cold by intent
  }

  @ParameterizedTest
  @CsvSource({"30, 1.4, VALID", "30, 1.6, SUSPECT", "30, 0.6, SUSPECT", "12, 1.6, VALID"})
  void aLevelThatChangesIsSuspect(int intervals, double factor, Verdict expected) {
    List<Long> medians = new ArrayList<>();
    for (int i = 0; i < intervals; i++) {
      double level = i < intervals / 2 ? 1 : factor;
      medians.add(Math.round(MILLION * level * (1 + 0.01 * (i % 7))));
    }
    trends = new Trends(List.of(), List.of(), List.of(), List.of(), medians);
    assertJudged(expected);
  }

  @Test
  void whatWasNotMeasuredIsListedAndNoReason() {
    RunVerdict verdict = judge(Evidence.unmeasured(null, true));
    assertEquals(Verdict.VALID, verdict.verdict());
    assertEquals(
        11, verdict.checks().stream().filter(check -> check.measured() == null).count());
  }

  @Test
  void anInterruptedRunIsNeverValid() {
    assertJudged(Verdict.SUSPECT, Evidence.unmeasured("interrupted by INT", true));
  }
}
