package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.results.gate.ChangePoints.Change;
import stampede.testkit.LongRun;

class ChangePointsTest {
  /** About 1 ms; from each index on so many times as long. */
  private static double[] series(int count, double noise, long seed, double[]... changes) {
    var draws = new Draws(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> {
      double level = 1e6;
      for (double[] change : changes) {
        level *= i >= change[0] ? change[1] : 1;
      }
      return level * Math.exp(noise * draws.normal());
    });
    return values;
  }

  @Test
  void oneLevelIsSeldomSplit() {
    for (int count : new int[] {8, 9, 12, 20, 60}) {
      int series = LongRun.pick(1_000, 20_000);
      int split = 0;
      for (int seed = 0; seed < series; seed++) {
        split += ChangePoints.of(series(count, 0.2, 1_000 * count + seed)).isEmpty() ? 0 : 1;
      }
      assertTrue(split <= 0.015 * series, count + " values: " + split + " of " + series);
    }
  }

  @Test
  void aStepIsFoundWhereItIs() {
    for (int seed = 0; seed < 100; seed++) {
      List<Change> changes = ChangePoints.of(series(30, 0.03, seed, new double[] {18, 1.2}));
      assertEquals(1, changes.size(), "seed " + seed);
      assertTrue(Math.abs(changes.get(0).index() - 18) <= 1, "seed " + seed + ": " + changes);
      assertEquals(1.2, changes.get(0).ratio(), 0.06, "seed " + seed);
    }
  }

  @Test
  void aStepUpAndDownAreTwo() {
    double[] values = series(36, 0.02, 7, new double[] {12, 1.5}, new double[] {24, 0.7});
    List<Change> changes = ChangePoints.of(values);
    assertEquals(List.of(12, 24), changes.stream().map(Change::index).toList());
    assertEquals(1.5, changes.get(0).ratio(), 0.05);
    assertEquals(0.7, changes.get(1).ratio(), 0.03);
    assertEquals(changes.get(0).after(), changes.get(1).before());
  }

  @Test
  void aSmallStepAndAShortSeriesAreNotTold() {
    assertEquals(List.of(), ChangePoints.of(series(60, 0.001, 8, new double[] {30, 1.04})));
    assertEquals(
        1, ChangePoints.of(series(60, 0.001, 8, new double[] {30, 1.06})).size());
    assertEquals(List.of(), ChangePoints.of(series(7, 0.001, 9, new double[] {4, 2})));
    assertEquals(List.of(), ChangePoints.of(new double[0]));
  }

  /** A single spike is no level. */
  @Test
  void aSpikeIsNoChange() {
    double[] values = series(40, 0.02, 10);
    values[20] *= 10;
    assertEquals(List.of(), ChangePoints.of(values));
  }
}
