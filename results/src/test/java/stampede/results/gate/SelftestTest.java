package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import stampede.instrument.Series;
import stampede.results.gate.SelftestReport.Row;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

class SelftestTest {
  /** Mean and standard deviation of so many draws. */
  private static double[] moments(int count, DoubleSupplier draw) {
    double[] all = new double[count];
    Arrays.setAll(all, i -> draw.getAsDouble());
    double mean = Arrays.stream(all).average().orElseThrow();
    double squares = Arrays.stream(all).map(one -> (one - mean) * (one - mean)).sum();
    return new double[] {mean, Math.sqrt(squares / (count - 1))};
  }

  @Test
  void gammaVariablesHaveTheirMeanAndVariance() {
    var draws = new Draws(1);
    for (double shape : new double[] {1, 4, 15.5, 2000}) {
      double[] moments = moments(100_000, () -> draws.gamma(shape));
      double error = Math.sqrt(shape / 100_000);
      assertEquals(shape, moments[0], 4 * error, "shape " + shape);
      assertEquals(Math.sqrt(shape), moments[1], 0.02 * Math.sqrt(shape), "shape " + shape);
    }
  }

  /** The jointly drawn statistics against those of 4,000 sorted draws of the same law. */
  @Test
  void theStatisticsOfASampleAreThoseOfItsSortedDraws() {
    var draws = new Draws(2);
    double slowShare = 0.03;
    int count = LongRun.pick(400, 10_000);
    List<SimulatedSample> drawn = new ArrayList<>();
    List<SimulatedSample> sorted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(SimulatedSample.draw(draws, slowShare));
      sorted.add(sorted(draws, slowShare));
    }
    for (Stat stat : Stat.values()) {
      double[] one = moments(drawn, stat);
      double[] other = moments(sorted, stat);
      double error = Math.sqrt(2.0 / count) * other[1];
      assertEquals(other[0], one[0], 4 * error + 0.002, stat.word());
      assertEquals(1, one[1] / other[1], 4 * Math.sqrt(1.0 / count) + 0.01, stat.word());
    }
  }

  private static double[] moments(List<SimulatedSample> samples, Stat stat) {
    var all = samples.iterator();
    return moments(samples.size(), () -> all.next().log(stat));
  }

  private static SimulatedSample sorted(Draws draws, double slowShare) {
    double[] logs = new double[SimulatedSample.SIZE];
    for (int i = 0; i < logs.length; i++) {
      boolean slow = draws.unit() < slowShare;
      logs[i] = slow ? Math.log(5) + 0.7 * draws.normal() : 0.35 * draws.normal();
    }
    Arrays.sort(logs);
    double tail = Arrays.stream(logs, 3600, 3996).average().orElseThrow();
    return new SimulatedSample(logs[1999], logs[3799], tail, logs[3959]);
  }

  /** What the arms of a pair differ by: the tail varies less than half as much as the p99 does. */
  @Test
  void thePairsAreAsNoisyAsTheModelSays() {
    GateSettings settings = GateSettings.standard();
    Series slow = settings.checks().get(4).series();
    var pairs = new SimulatedPairs(settings, 0.1, 0.2, check -> check.series().equals(slow), 3);
    List<PairPoint> all = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      all.add(pairs.next());
    }
    assertEquals(2_000, all.stream().filter(PairPoint::hasSlowed).count());
    double[] wanted = {0.03, 0.055, 0.085, 0.185};
    for (int stat = 0; stat < 4; stat++) {
      int check = stat;
      assertEquals(wanted[stat], robust(all, check), 0.15 * wanted[stat], "stat " + stat);
    }
    SignedRank slower = SignedRank.of(
        all.stream().limit(1000).mapToDouble(pair -> pair.candidateRatio(4)).toArray());
    assertEquals(Math.log(1.2), slower.estimate(), 0.01);
  }

  private static double robust(List<PairPoint> pairs, int check) {
    double[] sorted =
        pairs.stream().mapToDouble(pair -> pair.candidateRatio(check)).sorted().toArray();
    return (sorted[3 * sorted.length / 4] - sorted[sorted.length / 4]) / 1.349;
  }

  @Test
  void theRuleHoldsItsBoundsAndFindsTenPercent() {
    int jobs = LongRun.pick(120, 3_000);
    long seed = 20261125;
    Row equal = Selftest.rows(10, 0, jobs, seed).get(0);
    assertEquals(Row.ANY, equal.stat());
    String what = "seed " + seed + ": " + equal;
    assertTrue(equal.flagged() <= 0.003 * jobs, what);
    assertTrue(equal.inconclusiveShare() <= 0.03 && equal.invalidShare() <= 0.01, what);
    List<Row> slower = Selftest.rows(10, 10, jobs, seed);
    what = "seed " + seed + ": " + slower;
    assertTrue(slower.get(1).confirmed() <= slower.get(1).flagged(), what);
    assertTrue(slower.get(0).flagged() >= slower.get(1).flagged(), what);
    Row alone = Selftest.alone(Stat.P50, 10, 10, jobs, seed);
    assertEquals("p50", alone.slower());
    assertEquals("p50", alone.stat());
    assertTrue(alone.flaggedShare() >= 0.93, "seed " + seed + ": " + alone);
  }

  /** Whatever the statistic: at its margin it is flagged as rarely as the rule promises. */
  @Test
  void aStatisticAloneAtItsMarginIsRarelyFlagged() {
    int jobs = LongRun.pick(120, 3_000);
    for (Stat stat : Stat.values()) {
      Row row = Selftest.alone(stat, 10, SelftestReport.marginPercent(stat), jobs, 20261126);
      assertTrue(row.flagged() <= 0.01 * jobs, row.toString());
      assertTrue(row.meanPairs() < 30, () -> "something else is slower: " + row);
      Row beyond = Selftest.alone(stat, 10, 60, jobs / 4, 20261127);
      assertTrue(beyond.flagged() >= 0.9 * beyond.jobs(), beyond.toString());
    }
  }

  @Test
  void theSameOnAnyNumberOfThreads() throws Exception {
    List<Row> here = Selftest.rows(3, 10, 8, 5);
    var pool = new ForkJoinPool(1);
    try {
      assertEquals(here, pool.submit(() -> Selftest.rows(3, 10, 8, 5)).get());
    } finally {
      pool.shutdown();
    }
    assertFalse(here.equals(Selftest.rows(3, 10, 8, SplitMix.mix(5))));
  }

  @Test
  void aBrokenBoundIsSaid() {
    Row flagged = new Row(10, 0, Row.SERIES, Row.ANY, 100, 1, 0.01, 0, 0, 0, 0, 12);
    Row found = new Row(10, 10, "p50", "p50", 100, 95, 0.95, 95, 0.95, 0, 0, 40);
    Row margin = new Row(3, 5, Row.SERIES, "p95", 100, 2, 0.02, 0, 0, 0, 0, 12);
    Row ended = new Row(3, 10, Row.SERIES, "tail", 100, 0, 0, 0, 0, 0, 0, 12);
    Row alone = new Row(3, 10, "tail", "tail", 100, 2, 0.02, 0, 0, 0, 0, 12);
    SelftestReport report =
        SelftestReport.of(100, 1, List.of(flagged, found, margin, ended, alone));
    assertFalse(report.holds());
    assertEquals(4, report.bounds().size());
    assertTrue(report.toText().contains("DOES NOT HOLD: equal arms flagged at 10 % noise"));
    assertTrue(report.toText().contains("DOES NOT HOLD: p95 at its margin flagged at 3 % noise"));
    assertTrue(report.toText().contains("DOES NOT HOLD: tail at its margin flagged at 3 % noise"));
    assertTrue(SelftestReport.of(100, 1, List.of(found)).holds());
    assertTrue(report.toJson().contains("\"flaggedShare\" : 0.01"));
    assertThrows(IllegalArgumentException.class, () -> Selftest.run(0, 1));
  }
}
