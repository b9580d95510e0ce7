package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Result;
import stampede.results.gate.GateSettings.Policy;

/** Looks, floors, waivers, controls and what goes before what. */
class GateRuleTest {
  private static final GateSettings STANDARD = GateSettings.standard();
  private static final int P50 = 0;
  private static final int P95 = 1;
  private static final int P99 = 3;
  private static final int LOADED_P50 = 4;

  private static PairMaker maker(long seed) {
    return new PairMaker(STANDARD, seed);
  }

  private static Decision decided(
      GateSettings settings, List<PairPoint> first, List<PairPoint> confirmation, boolean over) {
    return assertInstanceOf(Step.Decided.class, Gate.next(settings, first, confirmation, over))
        .decision();
  }

  private static Decision decided(List<PairPoint> first, List<PairPoint> confirmation) {
    return decided(STANDARD, first, confirmation, false);
  }

  private static GateSettings with(List<Check> checks, Policy policy, List<Waiver> waivers) {
    return new GateSettings(
        checks,
        GateSettings.ALPHA,
        GateSettings.LOOKS,
        GateSettings.CONFIRMATION_PAIRS,
        GateSettings.TIME_BUDGET_NANOS,
        policy,
        waivers);
  }

  private static Check check(Stat stat, long floorNanos) {
    Check check = Check.of(Clock.SERVICE, Operation.LOAD, Outcome.LOADED, stat);
    return new Check(
        check.id(), check.series(), stat, check.margin(), check.max(), floorNanos, true);
  }

  // ---- Looks.

  @Test
  void whatIsNeitherGoesOnToTheLastLook() {
    List<PairPoint> pairs = new ArrayList<>();
    PairMaker maker = maker(1).candidate(P50, 1.08).noise(P50, 0.6);
    for (int look : new int[] {12, 20, 30, 40}) {
      var more = assertInstanceOf(Step.More.class, Gate.next(STANDARD, pairs, List.of(), false));
      assertEquals(look, more.pairs());
      pairs.addAll(maker.more(look - pairs.size()));
    }
    Decision decision = decided(pairs, List.of());
    assertEquals(GateResult.INCONCLUSIVE, decision.verdict());
    assertEquals(40, decision.pairs());
    assertEquals(Result.INCONCLUSIVE, decision.answers().get(P50).result());
    assertEquals(Result.OK, decision.answers().get(P95).result());
  }

  @Test
  void whatLiesBeyondALookChangesNothing() {
    List<PairPoint> pairs = maker(2).more(12);
    Decision decision = decided(pairs, List.of());
    List<PairPoint> more = new ArrayList<>(pairs);
    more.addAll(maker(3).candidates(2).more(28));
    assertEquals(decision.answers(), decided(more, List.of()).answers());
  }

  @Test
  void theLooksShareTheWholeAlpha() {
    for (GateSettings settings : List.of(STANDARD, GateSettings.of(List.of(check(Stat.P50, 0))))) {
      double sum = IntStream.range(0, 4).mapToDouble(settings::flagAlpha).sum();
      assertEquals(settings.alpha() / settings.checks().size(), sum, 1e-15);
    }
  }

  @Test
  void aRuleThatCouldNeverFlagIsRefused() {
    List<Check> checks = STANDARD.checks();
    assertThrows(IllegalArgumentException.class, () -> rule(checks, List.of(5, 10), 20, 0.01));
    assertThrows(IllegalArgumentException.class, () -> rule(checks, GateSettings.LOOKS, 9, 0.001));
    assertEquals(0.01 / 28, rule(checks, List.of(5, 12), 7, 0.01).flagAlpha(1));
  }

  /** The fewest that are taken do give one, with the slowed arm in every second pair. */
  @Test
  void aRuleThatCouldNeverGiveAnOkIsRefused() {
    List<Check> one = List.of(check(Stat.P50, 0));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> rule(one, List.of(5, 8), 20, 0.01));
    assertEquals(
        "the last look must be after 9 pairs or more, of which 5 run the positive control, for an"
            + " OK: 8",
        refused.getMessage());
    var least = rule(one, List.of(9), 20, 0.01);
    assertEquals(
        GateResult.OK,
        decided(least, new PairMaker(least, 56).more(9), List.of(), false).verdict());
  }

  private static GateSettings rule(
      List<Check> checks, List<Integer> looks, int confirmationPairs, double alpha) {
    return new GateSettings(
        checks, alpha, looks, confirmationPairs, 1_000_000_000, Policy.FAIL, List.of());
  }

  @Test
  void whatWasShownToBeOkStaysOk() {
    List<PairPoint> pairs = maker(5).noise(P95, 1).more(12);
    pairs.addAll(maker(6).noise(P50, 1.5).noise(P95, 1).more(28));
    Decision decision = decided(pairs, List.of());
    assertEquals(40, decision.pairs());
    Answer answer = decision.answers().get(P50);
    assertTrue(answer.bounds() != null
        && answer.bounds().upper() > Math.log1p(answer.check().max()));
    assertEquals(Result.OK, answer.result());
    assertTrue(answer.reason().endsWith("an earlier look has shown it to be OK"), answer.reason());
  }

  @Test
  void anEarlyEndDecidesOnWhatThereIs() {
    Decision none = decided(STANDARD, List.of(), List.of(), true);
    assertEquals("INVALID: no pair was measured (0 pairs)", sentence(none));
    Decision few = decided(STANDARD, maker(7).more(3), List.of(), true);
    assertEquals(GateResult.INCONCLUSIVE, few.verdict());
    assertEquals(3, few.pairs());
    assertNull(few.answers().get(P50).detectable());
    // Of 14 checks at 0.01 the negative control takes 11 pairs to trip: 2^-11 < 0.01 / 14.
    assertEquals(
        GateResult.OK, decided(STANDARD, maker(7).more(11), List.of(), true).verdict());
    Decision slower = decided(STANDARD, maker(7).candidate(P50, 1.5).more(25), List.of(), true);
    assertEquals(GateResult.SUSPECT, slower.verdict());
    assertEquals(12, slower.pairs());
    assertTrue(
        slower.reasons().get(0).endsWith("no fresh pairs"), slower.reasons().toString());
  }

  @Test
  void tooFewFreshPairsConfirmNothing() {
    List<PairPoint> first = maker(8).candidate(P50, 1.5).more(20);
    List<PairPoint> six = maker(9).candidate(P50, 1.5).more(6);
    var confirm = assertInstanceOf(Step.Confirm.class, Gate.next(STANDARD, first, six, false));
    assertEquals(20, confirm.pairs());
    assertEquals(GateResult.SUSPECT, decided(STANDARD, first, six, true).verdict());
    List<PairPoint> seven = maker(9).candidate(P50, 1.5).more(7);
    assertEquals(GateResult.REGRESSION, decided(STANDARD, first, seven, true).verdict());
  }

  // ---- Floors and waivers.

  @Test
  void aDifferenceWithinItsFloorIsNoRegressionAndOk() {
    for (long floorNanos : new long[] {0, 1_500, 3_000}) {
      var settings = GateSettings.of(List.of(check(Stat.P50, floorNanos)));
      Decision decision = decided(
          settings,
          new PairMaker(settings, 10).candidate(P50, 1.2).more(20),
          new PairMaker(settings, 11).candidate(P50, 1.2).more(20),
          false);
      boolean within = floorNanos == 3_000;
      assertEquals(within ? GateResult.OK : GateResult.REGRESSION, decision.verdict());
      assertEquals(within, decision.answers().get(P50).reason().endsWith("its floor"));
    }
  }

  /** The estimate is within the floor, its upper bound is not. */
  @Test
  void whatMayBeWithinItsFloorIsSaidToBe() {
    var settings = rule(List.of(check(Stat.P50, 2_050)), List.of(40), 20, 0.01);
    Decision decision = decided(
        settings,
        new PairMaker(settings, 50).candidate(P50, 1.2).noise(P50, 0.1).more(40),
        List.of(),
        false);
    assertEquals(GateResult.INCONCLUSIVE, decision.verdict());
    String reason = decision.reasons().get(0);
    assertTrue(reason.endsWith(", above 1.050, which may be no more than its floor"), reason);
    Answer answer = decision.answers().get(0);
    assertEquals(Math.log(1.205), Objects.requireNonNull(answer.detectable()), 1e-3);
  }

  /** A margin below 2 % is confirmed by a lower bound above 1, not above 0.98. */
  @Test
  void aSmallMarginIsNotConfirmedByEqualArms() {
    Check small = check(Stat.P50, 0);
    var settings = GateSettings.of(
        List.of(new Check(small.id(), small.series(), small.stat(), 0.01, small.max(), 0, true)));
    List<PairPoint> first = new PairMaker(settings, 51).candidate(P50, 1.05).more(20);
    for (double fresh : new double[] {1, 1.05}) {
      Decision decision = decided(
          settings, first, new PairMaker(settings, 52).candidate(P50, fresh).more(20), false);
      assertEquals(fresh == 1 ? GateResult.SUSPECT : GateResult.REGRESSION, decision.verdict());
    }
  }

  @Test
  void aDifferenceWithinTwoStepsOfTheClockIsNoRegression() {
    for (double granularityNanos : new double[] {900, 1_100}) {
      Decision decision = decided(
          maker(12).candidate(P50, 1.2).granularityNanos(granularityNanos).more(20),
          maker(13).candidate(P50, 1.2).more(20));
      assertEquals(
          granularityNanos < 1_000 ? GateResult.REGRESSION : GateResult.OK, decision.verdict());
    }
  }

  @Test
  void aControlWithinTwoStepsOfTheClockDoesNotTrip() {
    assertEquals(
        GateResult.OK,
        decided(maker(14).control(1.2).granularityNanos(1_100).more(12), List.of())
            .verdict());
  }

  @Test
  void aWaiverTakesOneCheckOutOfTheVerdict() {
    var waiver =
        new Waiver("load.hit.p50", LocalDate.of(2030, 1, 1), "a slower and safer hash", null);
    var settings = with(STANDARD.checks(), Policy.FAIL, List.of(waiver));
    List<PairPoint> fresh = maker(16).candidate(P50, 1.3).candidate(P95, 1.3).more(20);
    Decision waived = decided(settings, maker(15).candidate(P50, 1.3).more(20), fresh, false);
    assertEquals(GateResult.OK, waived.verdict());
    assertEquals(Result.REGRESSION, waived.answers().get(P50).result());
    assertEquals(waiver, waived.answers().get(P50).waiver());
    Decision other =
        decided(settings, maker(15).candidate(P50, 1.3).candidate(P95, 1.3).more(20), fresh, false);
    assertEquals(GateResult.REGRESSION, other.verdict());
    assertEquals(1, other.reasons().size());
  }

  private static String sentence(Decision decision) {
    return sentence(decision, Policy.FAIL);
  }

  private static String sentence(Decision decision, Policy policy) {
    return Sentence.of(decision.verdict(), policy, decision.reasons(), decision);
  }

  private static GateSettings waived(String check) {
    var waiver = new Waiver(check, LocalDate.of(2030, 1, 1), "known", null);
    return with(STANDARD.checks(), Policy.FAIL, List.of(waiver));
  }

  @Test
  void theSentenceOfAnOkSaysWhatIsWaived() {
    Decision decision =
        decided(waived("load.hit.p50"), maker(42).candidate(P50, 1.3).more(12), List.of(), false);
    assertEquals(GateResult.OK, decision.verdict());
    assertTrue(
        sentence(decision)
            .matches("OK: no check of 13 is slower by its max; the slowest is .*; each would have"
                + " flagged .*; waived: load\\.hit\\.p50 1\\.30. \\[1\\.29., 1\\.3..]"
                + " \\(12 pairs\\)"),
        sentence(decision));
  }

  @Test
  void aWaivedCheckIsNotConfirmedAndDoesNotStopTheOthers() {
    GateSettings settings = waived("load.hit.p50");
    PairMaker maker = maker(43).candidate(P50, 1.3).candidate(P95, 1.08).noise(P95, 0.3);
    List<PairPoint> pairs = maker.more(12);
    var more = assertInstanceOf(Step.More.class, Gate.next(settings, pairs, List.of(), false));
    assertEquals(20, more.pairs());
    pairs.addAll(maker.candidate(P95, 1.2).more(28));
    assertInstanceOf(Step.Confirm.class, Gate.next(settings, pairs, List.of(), false));
    Decision decision = decided(settings, pairs, maker(44).candidate(P95, 1.2).more(20), false);
    assertEquals(GateResult.REGRESSION, decision.verdict());
    assertEquals(1, decision.reasons().size());
    assertTrue(decision.reasons().get(0).startsWith("load.hit.p95: "));
  }

  @Test
  void aWaivedCheckThatShowsNothingWeighsNothing() {
    Decision decision = decided(
        waived("load.hit.p50"),
        maker(45).candidate(P50, 1.08).noise(P50, 0.6).more(12),
        List.of(),
        false);
    assertEquals(Result.INCONCLUSIVE, decision.answers().get(P50).result());
    assertNotNull(decision.answers().get(P50).waiver());
    assertEquals(GateResult.OK, decision.verdict());
    assertNull(decided(waived("load.hit.p50"), maker(46).more(12), List.of(), false)
        .answers()
        .get(P50)
        .waiver());
  }

  @Test
  void aWaiverDoesNotExcuseWhatIsMissing() {
    GateSettings settings = waived("load.hit.p50");
    Decision decision =
        decided(settings, maker(17).candidate(P50, Double.NaN).more(12), List.of(), false);
    assertEquals(GateResult.INVALID, decision.verdict());
  }

  @Test
  void thePolicyExcusesWhatIsNotShownAndNothingElse() {
    for (Policy policy : Policy.values()) {
      boolean fails = policy == Policy.FAIL;
      assertEquals(0, GateResult.OK.exitCode(policy));
      assertEquals(1, GateResult.REGRESSION.exitCode(policy));
      assertEquals(fails ? 3 : 0, GateResult.INCONCLUSIVE.exitCode(policy));
      assertEquals(fails ? 3 : 0, GateResult.SUSPECT.exitCode(policy));
      assertEquals(4, GateResult.INVALID.exitCode(policy));
    }
  }

  @Test
  void aWarningSaysThatItIsOne() {
    Decision suspect = decided(STANDARD, maker(54).candidate(P50, 1.3).more(12), List.of(), true);
    String words = "; only a warning, by the gate's policy";
    assertTrue(sentence(suspect, Policy.WARN).endsWith("(12 pairs)" + words));
    for (Policy policy : List.of(Policy.PASS, Policy.FAIL)) {
      assertTrue(sentence(suspect, policy).endsWith("(12 pairs)"), policy.name());
    }
    Decision invalid = decided(STANDARD, List.of(), List.of(), true);
    assertFalse(sentence(invalid, Policy.WARN).contains(words));
    Decision ok = decided(maker(55).more(12), List.of());
    assertFalse(sentence(ok, Policy.WARN).contains(words));
  }

  // ---- What cannot be evaluated.

  @Test
  void onePairWithoutARequiredFigureIsEnough() {
    List<PairPoint> pairs = maker(18).more(11);
    pairs.addAll(maker(19).candidate(P50, Double.NaN).more(1));
    Decision decision = decided(pairs, List.of());
    assertEquals(GateResult.INVALID, decision.verdict());
    assertEquals(Result.INVALID, decision.answers().get(P50).result());
    assertFalse(decision.negative().tripped());
  }

  @Test
  void whatIsNotRequiredMayBeMissing() {
    Decision decision = decided(maker(20).candidate(P99, Double.NaN).more(12), List.of());
    assertEquals(GateResult.OK, decision.verdict());
    assertEquals(Result.NOT_EVALUATED, decision.answers().get(P99).result());
    assertTrue(
        sentence(decision).endsWith("; not evaluated: load.hit.p99 (12 pairs)"),
        sentence(decision));
  }

  @Test
  void aGateThatCanEvaluateNothingIsInvalid() {
    var settings = GateSettings.of(List.of(
        Check.of(Clock.SERVICE, Operation.LOAD, Outcome.HIT, Stat.P99),
        Check.of(Clock.SERVICE, Operation.STORE, Outcome.STORED, Stat.P99)));
    Decision decision = decided(
        settings, new PairMaker(settings, 47).candidates(Double.NaN).more(12), List.of(), false);
    assertEquals(GateResult.INVALID, decision.verdict());
    assertEquals(List.of("no check could be evaluated"), decision.reasons());
  }

  @Test
  void freshPairsThatLackTheFigureAreInvalidWhereItIsRequired() {
    for (int check : new int[] {P50, P99}) {
      boolean required = check == P50;
      Decision decision = decided(
          maker(48).candidate(check, 1.5).more(20),
          maker(49).candidate(check, Double.NaN).more(20));
      assertEquals(required ? GateResult.INVALID : GateResult.SUSPECT, decision.verdict());
      String reason = decision.reasons().get(0);
      assertTrue(reason.matches("load.hit.p..: 1\\.(49|50). .*"), reason);
      assertTrue(
          reason.endsWith("; not confirmed: the fresh pairs hold no such figure, or too few samples"
              + " for it"),
          reason);
    }
  }

  @Test
  void aRegressionOfTheP99AloneIsOne() {
    Decision decision = decided(
        maker(21).candidate(P99, 1.4).more(20), maker(22).candidate(P99, 1.4).more(20));
    assertEquals(GateResult.REGRESSION, decision.verdict());
    assertTrue(decision.reasons().get(0).startsWith("load.hit.p99: 1."));
    assertEquals(1, decision.reasons().size());
  }

  // ---- Controls.

  /** Whatever the control does, and though its pairs are enough for an OK of each check. */
  @Test
  void fewerPairsThanCanTripTheNegativeControlGiveNoOk() {
    for (double control : new double[] {1, 1.2}) {
      for (int pairs : new int[] {9, 10}) {
        Decision few = decided(STANDARD, maker(35).control(control).more(pairs), List.of(), true);
        assertTrue(few.answers().stream().allMatch(answer -> answer.result() == Result.OK));
        assertEquals(Boolean.TRUE, few.positive().held());
        assertNull(few.negative().held(), few.negative().reason());
        assertEquals(GateResult.INCONCLUSIVE, few.verdict());
        assertEquals(
            "the negative control shows nothing: " + pairs + " pairs are too few to find the base"
                + " other than itself, at an alpha of 0.01 over 14 checks",
            few.reasons().get(0));
      }
    }
  }

  @Test
  void aLookThatCannotTripTheNegativeControlGoesOn() {
    var settings = rule(STANDARD.checks(), List.of(10, 20), 20, 0.01);
    List<PairPoint> pairs = new ArrayList<>(maker(36).control(1.2).more(10));
    var more = assertInstanceOf(Step.More.class, Gate.next(settings, pairs, List.of(), false));
    assertEquals(20, more.pairs());
    pairs.addAll(maker(37).control(1.2).more(10));
    assertTrue(decided(settings, pairs, List.of(), false).negative().tripped());
  }

  /** Seven confirm at 0.01, but do not trip one of 14 checks. */
  @Test
  void freshPairsTooFewForTheNegativeControlShowNothingOfIt() {
    var settings = rule(STANDARD.checks(), List.of(20), 7, 0.01);
    Decision decision = decided(
        settings,
        maker(38).candidate(P50, 1.3).more(20),
        maker(39).candidate(P50, 1.3).more(7),
        false);
    assertEquals(GateResult.REGRESSION, decision.verdict());
    assertNull(decision.negative().held());
    assertTrue(decision.negative().reason().startsWith("7 pairs are too few"));
  }

  @Test
  void aPositiveControlThatLacksOneSeriesShowsNothing() {
    List<PairPoint> pairs = new ArrayList<>(maker(40).slowedLacks(LOADED_P50).more(1));
    pairs.addAll(maker(41).more(39));
    Decision decision = decided(pairs, List.of());
    assertNull(decision.positive().held(), decision.positive().reason());
    assertEquals(GateResult.INCONCLUSIVE, decision.verdict());
    assertEquals(
        "the positive control shows nothing: load.loaded.p50 of a base made +20.0 % slower has no"
            + " figure",
        decision.reasons().get(0));
  }

  @Test
  void aPositiveControlThatIsNotFoundGivesNoOk() {
    List<PairPoint> pairs = new ArrayList<>(maker(23).slowed(1).more(12));
    assertEquals(20, ((Step.More) Gate.next(STANDARD, pairs, List.of(), false)).pairs());
    List<PairPoint> late = new ArrayList<>(pairs);
    late.addAll(maker(24).slowed(1.2).more(28));
    assertEquals(GateResult.OK, decided(late, List.of()).verdict());
    pairs.addAll(maker(24).slowed(1).more(28));
    Decision decision = decided(pairs, List.of());
    assertEquals(GateResult.INVALID, decision.verdict());
    assertTrue(decision.positive().tripped());
    assertTrue(decision.reasons().get(0).contains("was not found"));
  }

  @Test
  void withoutAPositiveControlThereIsNoOk() {
    Decision decision = decided(maker(25).slowed(Double.NaN).more(40), List.of());
    assertEquals(GateResult.INCONCLUSIVE, decision.verdict());
    assertNull(decision.positive().held());
  }

  @Test
  void thePositiveControlOfARegressionIsSoughtInAllPairs() {
    List<PairPoint> first = maker(26).candidate(P50, 1.3).slowed(1).more(20);
    Decision found = decided(first, maker(27).candidate(P50, 1.3).slowed(1.3).more(20));
    Decision missed = decided(first, maker(27).candidate(P50, 1.3).slowed(1).more(20));
    assertEquals(Boolean.TRUE, found.positive().held(), found.positive().reason());
    assertEquals(GateResult.REGRESSION, found.verdict());
    assertEquals(GateResult.INVALID, missed.verdict());
  }

  @Test
  void whereNoCheckIsOfAMedianTheNearestFigureShowsThePositiveControl() {
    var settings = GateSettings.of(List.of(check(Stat.TAIL, 0), check(Stat.P99, 0)));
    var maker = new PairMaker(settings, 28);
    assertEquals(
        GateResult.OK, decided(settings, maker.more(12), List.of(), false).verdict());
    Decision missed = decided(settings, maker.slowed(0.98).more(40), List.of(), false);
    assertTrue(missed.positive().reason().startsWith("load.loaded.tail of a base made"));
  }

  @Test
  void whatIsFlaggedStaysSoWhereAControlTrips() {
    Decision decision = decided(maker(53).candidate(P50, 1.3).control(1.2).more(12), List.of());
    assertEquals(GateResult.INVALID, decision.verdict());
    assertEquals(1, decision.reasons().size());
    Answer answer = decision.answers().get(P50);
    assertEquals(Result.SUSPECT, answer.result());
    assertTrue(answer.reason().endsWith("above 1.050; not confirmed: no fresh pairs"));
  }

  @Test
  void aControlIsHeldAgainstTheConfirmationToo() {
    Decision decision = decided(
        maker(29).candidate(P50, 1.3).more(20),
        maker(30).candidate(P50, 1.3).control(1.2).more(20));
    assertEquals(GateResult.INVALID, decision.verdict());
    assertTrue(decision.negative().tripped());
  }

  // ---- What goes before what.

  @Test
  void aRegressionGoesBeforeWhatIsMissingAndThatBeforeASuspect() {
    List<PairPoint> first =
        maker(31).candidate(P50, 1.3).candidate(P95, Double.NaN).more(20);
    Decision missing = decided(maker(31).candidate(P95, Double.NaN).more(20), List.of());
    assertEquals(GateResult.INVALID, missing.verdict());
    assertEquals(12, missing.pairs());

    var settings = rule(STANDARD.checks(), List.of(20), 20, 0.01);
    Decision regression = decided(settings, first, maker(32).candidate(P50, 1.3).more(20), false);
    assertEquals(GateResult.REGRESSION, regression.verdict());
    assertEquals(2, regression.reasons().size());
    Decision suspect = decided(settings, first, maker(32).more(20), false);
    assertEquals(GateResult.INVALID, suspect.verdict());
    assertEquals(2, suspect.reasons().size());
  }

  @Test
  void aSuspectGoesBeforeWhatIsInconclusive() {
    List<PairPoint> first = maker(33).candidate(P50, 1.3).noise(P95, 1).more(20);
    Decision decision = decided(first, maker(34).more(20));
    assertEquals(GateResult.SUSPECT, decision.verdict());
    assertEquals(Result.INCONCLUSIVE, decision.answers().get(P95).result());
    assertEquals(2, decision.reasons().size());
    assertTrue(decision.reasons().get(1).startsWith("load.hit.p95: "));
    assertNotNull(decision.answers().get(P50).confirmed());
  }
}
