package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.results.Timings.Bounds;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

/** The bounds hold what they promise on values that follow each other and whose law is known. */
class QuantileBoundsTest {
  private static final int BATCHES = 30;
  private static final int PER_BATCH = 1_000;
  private static final int REPETITIONS = LongRun.pick(500, 5_000);
  private static final List<Percentile> PERCENTILES =
      List.of(Percentile.P50, Percentile.P90, Percentile.P99);
  private static final Map<Percentile, Double> NORMAL =
      Map.of(Percentile.P50, 0.0, Percentile.P90, 1.2815515655, Percentile.P99, 2.3263478740);

  /** Values around a million, one after the other, each like the one before. */
  private enum Process {
    /** The logarithms are normal, and correlated by 0.9. */
    AUTOREGRESSIVE {
      @Override
      double first(SplitMix random) {
        return normal(random);
      }

      @Override
      double next(double state, SplitMix random) {
        return 0.9 * state + Math.sqrt(1 - 0.9 * 0.9) * normal(random);
      }

      @Override
      double value(double state) {
        return 1e6 * Math.exp(state);
      }

      @Override
      double quantile(Percentile percentile) {
        return 1e6 * Math.exp(NORMAL.get(percentile));
      }
    },
    /** Response times of a queue with one server, half busy. */
    QUEUE {
      @Override
      double first(SplitMix random) {
        return queueFirst(0.5, random);
      }

      @Override
      double next(double state, SplitMix random) {
        return queueNext(0.5, state, random);
      }

      @Override
      double value(double state) {
        return state;
      }

      @Override
      double quantile(Percentile percentile) {
        return queueQuantile(0.5, percentile);
      }
    };

    abstract double first(SplitMix random);

    abstract double next(double state, SplitMix random);

    abstract double value(double state);

    abstract double quantile(Percentile percentile);
  }

  /** Response times of M/M/1, by Lindley's recursion, with services of a million on average. */
  private static double queueNext(double busy, double state, SplitMix random) {
    double wait = Math.max(0, state - 1e6 / busy * exponential(random));
    return wait + 1e6 * exponential(random);
  }

  private static double queueFirst(double busy, SplitMix random) {
    return 1e6 / (1 - busy) * exponential(random);
  }

  private static double queueQuantile(double busy, Percentile percentile) {
    return -1e6 / (1 - busy) * Math.log1p(-percentile.percent() / 100);
  }

  private static double normal(SplitMix random) {
    return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random.nextUnit());
  }

  private static double exponential(SplitMix random) {
    return -Math.log1p(-random.nextUnit());
  }

  private static Histogram[] batches(Process process, SplitMix random) {
    var batches = new Histogram[BATCHES];
    double state = process.first(random);
    for (int batch = 0; batch < BATCHES; batch++) {
      batches[batch] = new Histogram(3);
      for (int i = 0; i < PER_BATCH; i++) {
        batches[batch].recordValue((long) process.value(state));
        state = process.next(state, random);
      }
    }
    return batches;
  }

  private static CensoredSample sum(Histogram[] batches) {
    var sum = new Histogram(3);
    for (Histogram batch : batches) {
      sum.add(batch);
    }
    return CensoredSample.of(sum);
  }

  private static Exceedances exceedances(CensoredSample sample, Histogram[] batches) {
    Timings timings = sample.timings(Timings.ABOVE_MIN);
    var exceedances =
        new Exceedances(PERCENTILES.stream().mapToLong(timings::at).toArray(), batches.length);
    for (int batch = 0; batch < batches.length; batch++) {
      exceedances.add(batch, CensoredSample.of(batches[batch]));
    }
    return exceedances;
  }

  private static boolean encloses(Bounds bounds, double nanos) {
    return bounds.lowNanos() <= nanos && nanos <= bounds.highNanos();
  }

  @ParameterizedTest
  @EnumSource
  void boundsEncloseTheTruthInNinetyFiveOfAHundredRuns(Process process) {
    int[] enclosed = new int[PERCENTILES.size()];
    int[] enclosedAsIfIndependent = new int[PERCENTILES.size()];
    for (int seed = 0; seed < REPETITIONS; seed++) {
      Histogram[] batches = batches(process, new SplitMix(SplitMix.mix(seed)));
      CensoredSample sample = sum(batches);
      Exceedances exceedances = exceedances(sample, batches);
      for (int i = 0; i < PERCENTILES.size(); i++) {
        Percentile percentile = PERCENTILES.get(i);
        double truth = process.quantile(percentile);
        Bounds bounds =
            QuantileBounds.of(sample, percentile, exceedances.effectiveCount(i), BATCHES);
        enclosed[i] += encloses(bounds, truth) ? 1 : 0;
        Bounds naive = QuantileBounds.of(sample, percentile, sample.count(), BATCHES);
        enclosedAsIfIndependent[i] += encloses(naive, truth) ? 1 : 0;
      }
    }
    for (int i = 0; i < PERCENTILES.size(); i++) {
      double share = (double) enclosed[i] / REPETITIONS;
      double naiveShare = (double) enclosedAsIfIndependent[i] / REPETITIONS;
      String what = process + " " + PERCENTILES.get(i).label() + ": " + share
          + ", as if independent " + naiveShare + " of " + REPETITIONS + ", seeds from 0";
      System.out.println("bounds enclose: " + what);
      assertTrue(share >= 0.93 && share <= 0.97, what);
      assertTrue(naiveShare < 0.8, what);
    }
  }

  /** Of a queue busy at 80 %, few runs of this length support a p99: those that look the calmest. */
  @Test
  void nearTheLimitOfSupportBoundsEncloseLess() {
    int runs = LongRun.pick(0, 2_000);
    Assumptions.assumeTrue(runs > 0, "60 million draws: -Plong");
    int supported = 0;
    int enclosed = 0;
    int enclosedOfAll = 0;
    for (int seed = 0; seed < runs; seed++) {
      var random = new SplitMix(SplitMix.mix(seed));
      var batches = new Histogram[BATCHES];
      double state = queueFirst(0.8, random);
      for (int batch = 0; batch < BATCHES; batch++) {
        batches[batch] = new Histogram(3);
        for (int i = 0; i < PER_BATCH; i++) {
          batches[batch].recordValue((long) state);
          state = queueNext(0.8, state, random);
        }
      }
      CensoredSample sample = sum(batches);
      Exceedances exceedances = exceedances(sample, batches);
      Bounds bounds =
          QuantileBounds.of(sample, Percentile.P99, exceedances.effectiveCount(2), BATCHES);
      double truth = queueQuantile(0.8, Percentile.P99);
      Long high = bounds.highNanos();
      boolean encloses =
          bounds.lowNanos() <= truth && truth <= (high == null ? Long.MAX_VALUE : high);
      enclosedOfAll += encloses ? 1 : 0;
      if (exceedances.independentAbove(2) >= Timings.ABOVE_MIN) {
        supported++;
        enclosed += encloses ? 1 : 0;
      }
    }
    String what = "near the limit: " + supported + " of " + runs + " supported, bounds enclose in "
        + enclosed + " of them, in " + enclosedOfAll + " of all, seeds from 0";
    System.out.println(what);
    assertTrue(supported < 0.2 * runs, what);
    assertTrue(enclosed < 0.8 * supported, what);
  }

  @Test
  void oneStallIsWorthFewIndependentValues() {
    var batches = new Histogram[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      batches[batch] = new Histogram(3);
      batches[batch].recordValueWithCount(1_000_000, batch == 7 ? 600 : 1_000);
    }
    for (int i = 0; i < 400; i++) {
      batches[7].recordValue(1_000_000L * (400 - i));
    }
    CensoredSample sample = sum(batches);
    long effective = exceedances(sample, batches).effectiveCount(2);
    assertTrue(effective < 1_000, "effective count of p99: " + effective);
    assertEquals(30_000, sample.count());
  }

  @Test
  void evenBatchesAreWorthAllTheirValuesAndNoMore() {
    var batches = new Histogram[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      batches[batch] = new Histogram(3);
      for (int i = 1; i <= 1_000 + batch; i++) {
        batches[batch].recordValue(i);
      }
    }
    CensoredSample sample = sum(batches);
    Exceedances exceedances = exceedances(sample, batches);
    assertEquals(sample.count(), exceedances.effectiveCount(0));
    assertEquals(sample.count(), exceedances.effectiveCount(1));
  }

  @Test
  void whatFailsAtOnceIsWorthFewIndependentValues() {
    var known = new Histogram(3);
    known.recordValueWithCount(1_000, 900);
    known.recordValueWithCount(2_000, 100);
    var exceedances = new Exceedances(new long[] {1_000}, BATCHES);
    for (int batch = 0; batch < BATCHES; batch++) {
      exceedances.add(
          batch, new CensoredSample(known, new Histogram(3), batch == 3 ? 2_000 : 0, 2_000));
    }
    long effective = exceedances.effectiveCount(0);
    assertTrue(effective < 100, "effective count: " + effective);
  }

  @Test
  void whatIsOpenOrFailedExceedsAndHasNoUpperBound() {
    var known = new Histogram(3);
    known.recordValueWithCount(1_000, 980);
    var ages = new Histogram(3);
    ages.recordValueWithCount(5_000, 15);
    var part = new CensoredSample(known, ages, 5, 5_003);
    var exceedances = new Exceedances(new long[] {1_000, 5_003}, 2);
    exceedances.add(0, part);
    exceedances.add(1, part);
    assertEquals(2_000, exceedances.effectiveCount(0));
    Bounds p95 = QuantileBounds.of(part, Percentile.P95, 1_000, 30);
    assertEquals(1_000L, p95.lowNanos());
    assertEquals(1_000L, p95.highNanos());
    Bounds p98 = QuantileBounds.of(part, Percentile.P98, 1_000, 30);
    assertEquals(1_000L, p98.lowNanos());
    assertNull(p98.highNanos());
    Bounds few = QuantileBounds.of(part, Percentile.P50, 3, 30);
    assertNull(few.lowNanos());
    assertNotNull(QuantileBounds.of(part, Percentile.P50, 100, 30).lowNanos());
  }

  @ParameterizedTest
  @CsvSource({"9, 2.262", "14, 2.145", "29, 2.045", "100, 1.984"})
  void studentsDeviatesAreThoseOfTheTables(int freedom, double expected) {
    assertEquals(expected, QuantileBounds.student(freedom), 0.001);
  }
}
