package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.gate.Decision.Bounds;
import stampede.store.BadInputException;
import stampede.testkit.LongRun;

class GatePlanTest {
  private static final GateSettings SETTINGS = GateSettings.standard();

  private static List<PairPoint> simulated(int pairs, double effect, long seed) {
    Check hits = SETTINGS.checks().get(0);
    var source = new SimulatedPairs(
        SETTINGS, 0.1, effect, check -> check.series().equals(hits.series()), seed);
    return Stream.generate(source::next).limit(pairs).toList();
  }

  /** What the plan says is found at a look is found there, in about 95 of 100 simulated batches. */
  @Test
  void whatIsSaidToBeFoundIsFound() {
    GatePlan plan = GatePlan.of(SETTINGS, simulated(1_000, 0, 1), 0.1, 3);
    int batches = LongRun.pick(100, 2_000);
    for (int check = 0; check < 4; check++) {
      for (int look : new int[] {1, 3}) {
        int at = check;
        double effect = plan.rows().get(check).detectablePercent().get(look) / 100;
        double margin = Math.log1p(SETTINGS.checks().get(check).margin());
        long found = IntStream.range(0, batches)
            .filter(batch -> {
              double[] ratios =
                  simulated(SETTINGS.looks().get(look), effect, 1_000 + batch).stream()
                      .mapToDouble(pair -> pair.candidateRatio(at))
                      .toArray();
              return Bounds.of(ratios, SETTINGS.flagAlpha(look), 0.05).lower() > margin;
            })
            .count();
        double share = (double) found / batches;
        assertTrue(
            share > 0.86 && share < 0.995,
            plan.rows().get(check).id() + " at look " + look + ", +" + effect + ": " + share);
      }
    }
  }

  /** The normal approximation, whose 1.05 is what ranks cost: disturbed pairs add to a small sd. */
  @Test
  void manyPairsNeedWhatTheFormulaSaysAndFewMore() {
    double[] normals = {2.3263, 3.0902}; // of 0.01 and 0.001
    double[] alphas = {0.01, 0.001};
    for (int i = 0; i < 2; i++) {
      double formula = (normals[i] + 1.6449) * Math.sqrt(1.05 / 200);
      double[] over = {
        GatePlan.shortfall(200, alphas[i], 2) / (2 * formula),
        GatePlan.shortfall(200, alphas[i], 0.03) / (0.03 * formula)
      };
      assertEquals(1, over[0], 0.06);
      assertTrue(over[1] > 1.02 && over[1] < 1.3, "sd 3 %: " + over[1]);
    }
    // All twelve have to lie above: 0.95^(1/12) of a normal law lies above -2.63.
    double few = GatePlan.shortfall(12, Math.scalb(1.0, -12), 2);
    assertEquals(2.63, few / 2, 0.15);
    assertEquals(Double.POSITIVE_INFINITY, GatePlan.shortfall(11, Math.scalb(1.0, -12), 0.03));
  }

  @Test
  void aPlanNamesTheFirstLookThatFindsTheEffect() {
    List<PairPoint> pairs = simulated(100, 0, 2);
    GatePlan plan = GatePlan.of(SETTINGS, pairs, 0.1, 3);
    GatePlan.Row p50 = plan.rows().get(0);
    assertEquals(40, p50.flagPairs());
    assertEquals(3, p50.minutes()); // 40 and 20 pairs of 3 s
    assertTrue(p50.detectablePercent().get(3) <= 10 && p50.detectablePercent().get(2) > 10);
    assertNull(plan.rows().get(2).flagPairs(), "the tail's margin is 10 %");
    assertEquals(20, GatePlan.of(SETTINGS, pairs, 0.5, 3).rows().get(0).flagPairs());
    assertTrue(plan.toText().contains("pairs for +10.0 %"), plan.toText());
    assertTrue(plan.toJson().contains("\"flagPairs\" : 40"));
  }

  @Test
  void aFigureThatAPairLacksHasNoPlan() {
    List<PairPoint> pairs = new PairMaker(SETTINGS, 3).candidate(1, Double.NaN).more(6);
    GatePlan.Row row = GatePlan.of(SETTINGS, pairs, 0.1, 3).rows().get(1);
    assertNull(row.sdPercent());
    assertNull(row.flagPairs());
    List<PairPoint> one = new ArrayList<>(new PairMaker(SETTINGS, 4).more(7));
    one.addAll(pairs.subList(0, 1));
    assertNull(GatePlan.of(SETTINGS, one, 0.1, 3).rows().get(1).sdPercent());
    assertNotNull(GatePlan.of(SETTINGS, one, 0.1, 3).rows().get(0).sdPercent());
    assertThrows(
        IllegalArgumentException.class, () -> GatePlan.of(SETTINGS, pairs.subList(0, 4), 0.1, 3));
    assertThrows(IllegalArgumentException.class, () -> GatePlan.of(SETTINGS, pairs, 0, 3));
  }

  @Test
  void armsThatCannotBeComparedHaveNoPlan(@TempDir Path dir) {
    CheckFolder folder = new CheckFixture(SETTINGS, 200).write(dir, 6, 0);
    Judge judge = Judge.of(folder);
    assertEquals(6, GatePlan.of(judge, 0.1, 3).pairs());
    judge.take(folder.pair(folder.pairFile(PairRecord.FIRST, 1)));
    var refused = assertThrows(BadInputException.class, () -> GatePlan.of(judge, 0.1, 3));
    assertEquals("first pair 1: pair 7 of its batch is missing", refused.value());
  }
}
