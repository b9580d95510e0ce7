package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import stampede.store.SplitMix;

class TimingLawTest {
  private static final long SEED = 20261124;
  private static final int N = 20_000;

  /** Times with the law of a slot that is stamped at {@code rate}, by the simplest simulation. */
  private static long[] overtaken(long[] truth, double rate) {
    var draws = new SplitMix(SEED + 1);
    return Arrays.stream(truth)
        .map(nanos -> Math.min(nanos, exponential(draws, rate)))
        .sorted()
        .toArray();
  }

  private static long exponential(SplitMix draws, double rate) {
    return (long) (-Math.log1p(-draws.nextUnit()) / rate * 1e9);
  }

  private static long[] truth() {
    var draws = new SplitMix(SEED);
    long[] truth = new long[N];
    Arrays.setAll(truth, i -> exponential(draws, 1000));
    return truth;
  }

  private static long[] sorted(long[] values) {
    long[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  @Test
  void aSampleIsAtNoDistanceFromItself() {
    long[] sample = {1, 1, 5, 9};
    assertEquals(0, TimingLaw.EXACT.maxDistance(sample, sample));
  }

  @Test
  void theDistanceIsFoundAtTheValuesAndJustBelowThem() {
    assertEquals(0.5, TimingLaw.EXACT.maxDistance(new long[] {1, 9}, new long[] {9, 9}));
    assertEquals(1, TimingLaw.EXACT.maxDistance(new long[] {1, 2}, new long[] {3, 3}));
    // Just below 1 s the sample is at 1 and the law at e^-1; at 1 s both are at 0.
    long second = 1_000_000_000;
    assertEquals(
        1 - Math.exp(-1),
        TimingLaw.oneSlot(1).maxDistance(new long[] {second}, new long[] {second}),
        1e-12);
  }

  @Test
  void timesOvertakenAtARateKeepToTheLawOfThatRateAlone() {
    long[] truth = truth();
    for (double rate : new double[] {500, 1500, 20_000}) {
      long[] measured = overtaken(truth, rate);
      double distance = TimingLaw.oneSlot(rate).maxDistance(measured, sorted(truth));
      double other = TimingLaw.oneSlot(2 * rate).maxDistance(measured, sorted(truth));
      assertTrue(distance < 0.015, "seed " + SEED + ", " + rate + "/s: " + distance);
      assertTrue(other > distance + 0.01, "seed " + SEED + ", " + rate + "/s: " + other);
    }
  }

  @Test
  void oneSlotForEachOfEqualAddressesIsAsSlowAsItsShare() {
    TimingLaw whole = TimingLaw.slotPerAddress(1000, new double[] {0.25, 0.25, 0.25, 0.25});
    assertEquals(Math.exp(-2.5), whole.kept().applyAsDouble(0.01), 1e-12);
    TimingLaw uneven = TimingLaw.slotPerAddress(1000, new double[] {0.7, 0.2, 0.1});
    assertEquals(
        0.7 * Math.exp(-7) + 0.2 * Math.exp(-2) + 0.1 * Math.exp(-1),
        uneven.kept().applyAsDouble(0.01),
        1e-12);
    assertEquals(1, uneven.kept().applyAsDouble(0), 1e-12);
  }

  @Test
  void startsOfAPoissonProcessAreNearAndRegularOnesAreFar() {
    var draws = new SplitMix(SEED);
    long[] poisson = new long[N];
    long[] regular = new long[N];
    for (int i = 1; i < N; i++) {
      poisson[i] = poisson[i - 1] + exponential(draws, 1500);
      regular[i] = regular[i - 1] + 1_000_000_000L / 1500;
    }
    double near = TimingLaw.startsDistance(poisson, 1500);
    assertTrue(near > 0.001 && near < 0.012, "seed " + SEED + ": " + near);
    assertEquals(1 - Math.exp(-1), TimingLaw.startsDistance(regular, 1500), 1e-4);
  }
}
