package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.results.gate.Decision.Result;

class GateTest {
  private static final GateSettings SETTINGS = GateSettings.standard();
  private static final int CHECKS = SETTINGS.checks().size();

  private static List<PairPoint> pairs(int count, long seed, double candidate, double control) {
    return new PairMaker(SETTINGS, seed).candidates(candidate).control(control).more(count);
  }

  private static Decision decided(List<PairPoint> first, List<PairPoint> confirmation) {
    return assertInstanceOf(Step.Decided.class, Gate.next(SETTINGS, first, confirmation, false))
        .decision();
  }

  @Test
  void wantsTheFirstLookFirst() {
    assertEquals(12, ((Step.More) Gate.next(SETTINGS, List.of(), List.of(), false)).pairs());
    assertEquals(
        12, ((Step.More) Gate.next(SETTINGS, pairs(11, 1, 1, 1), List.of(), false)).pairs());
  }

  @Test
  void equalArmsAreOkAtTheFirstLook() {
    Decision decision = decided(pairs(12, 1, 1, 1), List.of());
    assertEquals(GateResult.OK, decision.verdict(), decision.reasons().toString());
    assertEquals(12, decision.pairs());
  }

  @Test
  void aSlowerCandidateIsConfirmedByFreshPairs() {
    List<PairPoint> first = pairs(12, 2, 1.2, 1);
    var confirm =
        assertInstanceOf(Step.Confirm.class, Gate.next(SETTINGS, first, List.of(), false));
    assertEquals(20, confirm.pairs());
    Decision decision = decided(first, pairs(20, 3, 1.2, 1));
    assertEquals(GateResult.REGRESSION, decision.verdict());
    assertTrue(decision.reasons().get(0).startsWith("load.hit.p50: 1.2"));
  }

  @Test
  void whatIsNotConfirmedIsSuspect() {
    Decision decision = decided(pairs(12, 2, 1.2, 1), pairs(20, 3, 1, 1));
    assertEquals(GateResult.SUSPECT, decision.verdict());
    assertTrue(decision.answers().stream().allMatch(one -> one.result() == Result.SUSPECT));
  }

  @Test
  void aControlOfAnotherSpeedInvalidatesWhateverTheCandidateDid() {
    for (double control : new double[] {1.2, 0.8}) {
      for (double candidate : new double[] {1, 1.2}) {
        Decision decision = decided(pairs(12, 4, candidate, control), List.of());
        assertEquals(GateResult.INVALID, decision.verdict());
        assertTrue(decision.negative().tripped());
      }
    }
  }

  @Test
  void theFirstLookGetsWhatItNeedsToFlagAndAllLooksShareTheAlpha() {
    double sum = 0;
    for (int look = 0; look < SETTINGS.looks().size(); look++) {
      sum += SETTINGS.flagAlpha(look);
    }
    assertEquals(SETTINGS.alpha() / CHECKS, sum, 1e-12);
    assertTrue(SETTINGS.flagAlpha(0) > Math.pow(2, -12));
    assertTrue(SETTINGS.flagAlpha(1) < SETTINGS.flagAlpha(0));
  }
}
