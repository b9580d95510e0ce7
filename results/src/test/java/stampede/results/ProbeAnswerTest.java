package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.results.CapacityEntry.Answer;
import stampede.results.Summary.Check;

class ProbeAnswerTest {
  private static final long MILLION = 1_000_000;
  private static final List<Slo> SLOS = List.of(Slo.parse("load.p99<10ms"));

  private final List<Check> checks = new ArrayList<>();
  private long lagNanos = 100_000;
  private long unsent;
  private Timings response = timings(8 * MILLION);
  private Timings sample = timings(8 * MILLION);

  private static Timings timings(long p99Nanos) {
    return new Timings(
        5000, 0, 1L, 1L, Map.of(Percentile.P99, p99Nanos), p99Nanos, List.of(), Map.of());
  }

  private static Distribution total(Clock clock, Timings timings) {
    return new Distribution(clock, Operation.LOAD, null, timings, false);
  }

  private void check(String name, Verdict verdict) {
    checks.add(new Check(name, "x", "", "", verdict, name + " is bad"));
  }

  private ProbeAnswer answer() {
    var summary = new Summary(
        Verdict.VALID,
        List.of(),
        new Summary.Requests(10_000L, 10_000 - unsent, 0, 0, 0, 0, 0, unsent),
        List.of(),
        List.of(total(Clock.RESPONSE, response), total(Clock.LAG, timings(lagNanos))),
        new Summary.Finish(0L, 0L),
        List.of(),
        null,
        null,
        null,
        0,
        checks,
        null);
    return ProbeAnswer.of(summary, List.of(total(Clock.RESPONSE, sample)), SLOS);
  }

  @Test
  void anObjectiveThatIsMetHolds() {
    assertEquals(new ProbeAnswer(Answer.HOLDS, 0.8, null), answer());
  }

  @Test
  void anObjectiveThatIsMissedFailsWithItsFigure() {
    response = timings(25 * MILLION);
    assertEquals(new ProbeAnswer(Answer.FAILS, 2.5, "load.p99<10ms: 25 ms"), answer());
  }

  @Test
  void aLowerBoundBeyondFailsAndIsNoPointOfACurve() {
    response = new Timings(
        5000,
        60,
        1L,
        1L,
        Map.of(Percentile.P99, 25 * MILLION),
        25 * MILLION,
        List.of("p99Nanos"),
        Map.of());
    assertEquals(new ProbeAnswer(Answer.FAILS, null, "load.p99<10ms: not known"), answer());
  }

  @Test
  void dirtyBytesThatGrowFailWhateverTheLatency() {
    check(Steadiness.DIRTY, Verdict.SUSPECT);
    assertEquals(new ProbeAnswer(Answer.FAILS, null, "growth of dirty bytes is bad"), answer());
  }

  @Test
  void requestsThatWereShedFail() {
    check(RunVerdict.SHED, Verdict.INVALID);
    assertEquals(Answer.FAILS, answer().answer());
  }

  @Test
  void requestsThatWereNotSentAreTheGenerators() {
    unsent = 11;
    assertEquals(Answer.GENERATOR_LIMITED, answer().answer());
    assertNull(answer().ofBound());
    assertTrue(String.valueOf(answer().reason()).startsWith("the generator, not the cache"));
  }

  @ParameterizedTest
  @CsvSource({"4, FAILS", "6, GENERATOR_LIMITED"})
  void aMissThatLagAloneAccountsForIsTheGenerators(long lagMillis, Answer expected) {
    response = timings(12 * MILLION);
    lagNanos = lagMillis * MILLION;
    assertEquals(expected, answer().answer());
  }

  @Test
  void lagThatDoesNotKeepAnObjectiveFromBeingMetIsNone() {
    lagNanos = 7 * MILLION;
    check(Lag.P99, Verdict.INVALID);
    assertEquals(Answer.HOLDS, answer().answer());
  }

  @Test
  void lagThatGrowsIsTheGeneratorsThoughTheObjectiveIsStillMet() {
    check(Lag.LAST_QUARTER, Verdict.INVALID);
    assertEquals(Answer.GENERATOR_LIMITED, answer().answer());
  }

  @Test
  void aBusyMachineSpoilsAFailureAndNotAPass() {
    check("hiccups of an idle thread", Verdict.INVALID);
    assertEquals(Answer.HOLDS, answer().answer());
    response = timings(25 * MILLION);
    assertEquals(
        new ProbeAnswer(Answer.UNDECIDED, null, "hiccups of an idle thread is bad"), answer());
  }

  @ParameterizedTest
  @ValueSource(strings = {RunVerdict.ACCOUNTS, RunVerdict.ABSENT})
  void aRunThatIsNotWhatItShouldBeSaysNothing(String name) {
    check(name, Verdict.INVALID);
    assertEquals(Answer.UNDECIDED, answer().answer());
  }

  private static Timings bounded(Long lowNanos, Long highNanos) {
    return new Timings(
        5000,
        0,
        1L,
        1L,
        Map.of(),
        1L,
        List.of(),
        Map.of(Percentile.P99, new Timings.Bounds(500, lowNanos, highNanos)));
  }

  @Test
  void aPercentileThatOneProbeDoesNotSupportIsTakenFromItsSample() {
    response = bounded(4 * MILLION, null);
    assertEquals(new ProbeAnswer(Answer.HOLDS, 0.8, null), answer());
    sample = timings(12 * MILLION);
    assertEquals(new ProbeAnswer(Answer.FAILS, 1.2, "load.p99<10ms: 12 ms"), answer());
    sample = new Timings(500, 0, 1L, 1L, Map.of(), 1L, List.of(), Map.of());
    assertEquals(new ProbeAnswer(Answer.UNDECIDED, null, "load.p99<10ms: not known"), answer());
  }

  @Test
  void aBoundThatIsBeyondFailsWhateverTheSample() {
    response = bounded(11 * MILLION, null);
    assertEquals(Answer.FAILS, answer().answer());
  }
}
