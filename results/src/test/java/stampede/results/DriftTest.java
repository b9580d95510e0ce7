package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

class DriftTest {
  private static final int REPETITIONS = LongRun.pick(1_000, 50_000);

  private static List<Long> flat(int count, long value) {
    return new ArrayList<>(Collections.nCopies(count, value));
  }

  @Test
  void aStepIsFoundWhereItIs() {
    List<Long> values = flat(12, 100);
    values.addAll(flat(18, 200));
    assertEquals(
        new Drift.Change(12, 2 * Math.exp(-6.0 * 216 * 216 / (30.0 * 30 * 31)), 100, 200),
        Drift.change(values));
    assertEquals(2, Drift.change(values).ratio());
  }

  /** Each value before the change compared with each after it, as the test's author defines it. */
  @Test
  void theChangeIsTheOneThatAllPairsShow() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplitMix(SplitMix.mix(seed));
      List<Long> values = new ArrayList<>();
      for (int i = 0; i < 8 + seed % 25; i++) {
        values.add((long) (10 * random.nextUnit()));
      }
      long largest = -1;
      int at = 0;
      for (int before = 1; before < values.size(); before++) {
        long sum = 0;
        for (long one : values.subList(0, before)) {
          for (long other : values.subList(before, values.size())) {
            sum += Long.compare(one, other);
          }
        }
        if (Math.abs(sum) > largest) {
          largest = Math.abs(sum);
          at = before;
        }
      }
      double size = values.size();
      double chance =
          Math.min(1, 2 * Math.exp(-6.0 * largest * largest / (size * size * (size + 1))));
      Drift.Change change = Drift.change(values);
      assertEquals(at, change.at(), "seed " + seed);
      assertEquals(chance, change.chance(), 1e-12, "seed " + seed);
    }
  }

  @Test
  void aTrendIsAChangeOfLevelToo() {
    List<Long> values = new ArrayList<>();
    for (long i = 0; i < 30; i++) {
      values.add(1_000 + 50 * i);
    }
    Drift.Change change = Drift.change(values);
    assertTrue(change.chance() < 0.001, change::toString);
    assertEquals(15, change.at());
    assertTrue(change.ratio() > 1.5, change::toString);
  }

  @Test
  void oneValueOrEqualOnesAreNoChange() {
    List<Long> values = flat(30, 100);
    assertEquals(1, Drift.change(values).chance());
    values.set(20, 1_000_000L);
    assertTrue(Drift.change(values).chance() > 0.5);
    assertNull(Drift.change(flat(7, 100)));
    assertNull(Drift.lateGrowth(flat(7, 100)));
  }

  /** The medians of 100 exponential values an interval, that all have one law. */
  @ParameterizedTest
  @ValueSource(ints = {12, 30, 120})
  void steadyMediansSeldomSeemToChange(int intervals) {
    int byChance = 0;
    int clear = 0;
    for (int seed = 0; seed < REPETITIONS; seed++) {
      var random = new SplitMix(SplitMix.mix(seed));
      List<Long> medians = new ArrayList<>();
      for (int i = 0; i < intervals; i++) {
        List<Long> values = new ArrayList<>();
        for (int j = 0; j < 101; j++) {
          values.add((long) (-1e6 * Math.log1p(-random.nextUnit())));
        }
        medians.add(Drift.median(values));
      }
      Drift.Change change = Drift.change(medians);
      boolean unlikely = change.chance() < Thresholds.DEFAULT.levelChanceMax();
      byChance += unlikely ? 1 : 0;
      clear += unlikely && change.ratio() > Thresholds.DEFAULT.levelRatioMax() ? 1 : 0;
    }
    String what = intervals + " intervals, " + REPETITIONS + " seeds from 0: " + byChance
        + " beyond chance, " + clear + " of them beyond the ratio too";
    System.out.println("false alarms of the level: " + what);
    assertTrue(byChance <= 0.015 * REPETITIONS, what);
    assertEquals(0, clear, what);
  }

  /** Shares of hits among few loads an interval, three quarters of which are hits. */
  @ParameterizedTest
  @ValueSource(ints = {20, 100, 900})
  void steadyHitSharesSeldomSeemToGrow(int loads) {
    int alarms = 0;
    for (int seed = 0; seed < REPETITIONS; seed++) {
      var random = new SplitMix(SplitMix.mix(seed));
      List<Double> shares = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int hits = 0;
        for (int j = 0; j < loads; j++) {
          hits += random.nextUnit() < 0.75 ? 1 : 0;
        }
        shares.add((double) hits / loads);
      }
      alarms += Drift.lateGrowth(shares) > Thresholds.DEFAULT.hitGrowthMax() ? 1 : 0;
    }
    String what =
        loads + " loads an interval, " + REPETITIONS + " seeds from 0: " + alarms + " alarms";
    System.out.println("false alarms of the hit share: " + what);
    assertTrue(alarms <= 0.01 * REPETITIONS, what);
  }
}
