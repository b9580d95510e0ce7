package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.store.SimProbe.correlation;
import static stampede.store.SimProbe.distance;
import static stampede.store.SimProbe.ref;
import static stampede.store.SimProbe.sample;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draws of {@code sim:} are what its URI says, and independent of each other. */
class SimDrawsTest {
  private static final int DRAWS = 100_000;
  private static final double KS_MAX = 1.63;

  /** Latencies that are uniform numbers: thousands of millions of steps. */
  private static final String UNIFORM = "sim:?latency=quantiles,p0=0s,p100=4s&seed=";

  private static final DoubleUnaryOperator EXPONENTIAL = nanos -> -Math.expm1(-nanos / 2e6);

  /** Loads of an address each, then stores, then many loads of a few addresses. */
  private static void assertFollows(String latency, DoubleUnaryOperator distribution) {
    for (long seed : new long[] {1, 2, 3}) {
      var probe = new SimProbe("sim:?latency=" + latency + "&seed=" + seed);
      double[] loads = sample(DRAWS, i -> probe.loadNanos(ref(i)));
      double[] stores = sample(DRAWS, i -> probe.storeNanos(ref(i)));
      double[] again = sample(DRAWS, i -> probe.loadNanos(ref(i % 100)));
      for (double[] draws : new double[][] {loads, stores, again}) {
        double distance = distance(draws, distribution);
        assertTrue(distance < KS_MAX, latency + ", seed " + seed + ": " + distance);
      }
    }
  }

  @Test
  void exponentialLatenciesAreExponential() {
    assertFollows("exponential,mean=2ms", EXPONENTIAL);
  }

  @Test
  void logNormalLatenciesAreLogNormal() {
    double sigma = Math.log(20) / 2.3263478740408408;
    assertFollows(
        "lognormal,p50=2ms,p99=40ms", nanos -> SimProbe.normalShare(Math.log(nanos / 2e6) / sigma));
  }

  @Test
  void quantilesAreMetAndLinearBetween() {
    assertFollows("quantiles,p0=100us,p50=1ms,p99=20ms,p100=80ms", nanos -> {
      if (nanos < 1e6) {
        return 0.5 * (nanos - 1e5) / 9e5;
      }
      return nanos < 2e7 ? 0.5 + 0.49 * (nanos - 1e6) / 1.9e7 : 0.99 + 0.01 * (nanos - 2e7) / 6e7;
    });
  }

  @Test
  void constantLatenciesAreAllTheSame() {
    var probe = new SimProbe("sim:?latency=constant,value=2ms");
    double[] draws =
        sample(DRAWS, i -> i % 2 == 0 ? probe.loadNanos(ref(i)) : probe.storeNanos(ref(i)));
    assertTrue(Arrays.stream(draws).allMatch(nanos -> nanos == 2e6));
  }

  @Test
  void theTestOfADistributionSeesAMeanThatIsTwoPercentOff() {
    for (long seed : new long[] {1, 2, 3}) {
      var probe = new SimProbe("sim:?latency=exponential,mean=2.04ms&seed=" + seed);
      double distance = distance(sample(DRAWS, i -> probe.loadNanos(ref(i))), EXPONENTIAL);
      assertTrue(distance > KS_MAX, "seed " + seed + ": " + distance);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, -3})
  void loadsStoresAttemptsAddressesAndSeedsAreIndependent(long seed) {
    var probe = new SimProbe(UNIFORM + seed);
    var other = new SimProbe(UNIFORM + (seed + 1));
    double[] loads = sample(DRAWS, i -> probe.loadNanos(ref(i)));
    double[] stores = sample(DRAWS, i -> probe.storeNanos(ref(i)));
    double[] secondLoads = sample(DRAWS, i -> probe.loadNanos(ref(i)));
    double[] otherSeed = sample(DRAWS, i -> other.loadNanos(ref(i)));
    double[] shifted = sample(DRAWS, i -> (long) loads[(i + 1) % DRAWS]);
    double[] oneAddress = sample(DRAWS, i -> probe.loadNanos(ref(DRAWS)));
    double[] oneAddressShifted = sample(DRAWS, i -> (long) oneAddress[(i + 1) % DRAWS]);
    assertUncorrelated(seed, "load and store", loads, stores);
    assertUncorrelated(seed, "attempt 0 and 1", loads, secondLoads);
    assertUncorrelated(seed, "neighbouring seeds", loads, otherSeed);
    assertUncorrelated(seed, "neighbouring addresses", loads, shifted);
    assertUncorrelated(seed, "neighbouring attempts", oneAddress, oneAddressShifted);
    assertNotEquals(loads[0], otherSeed[0]);
  }

  private static void assertUncorrelated(long seed, String what, double[] one, double[] other) {
    double correlation = correlation(one, other);
    assertTrue(Math.abs(correlation) < 4, what + ", seed " + seed + ": " + correlation);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 1})
  void thatShareFailsAndHasTheLatenciesOfAll(double share) {
    for (SimDraws.Operation operation : SimDraws.Operation.values()) {
      var draws = new SimDraws(1, new Latency.Exponential(2_000_000), share);
      double[] failed = sample(DRAWS, i -> draws.fails(i, operation, 0) ? 1 : 0);
      double count = Arrays.stream(failed).sum();
      double sigma = Math.sqrt(DRAWS * share * (1 - share));
      assertEquals(DRAWS * share, count, 4 * sigma, () -> operation + ", seed 1");
      if (sigma > 0) {
        double[] nanos = sample(DRAWS, i -> draws.latencyNanos(i, operation, 0));
        assertUncorrelated(1, "latency and error", nanos, failed);
      }
    }
  }

  @Test
  void loadsFailIndependentlyOfStores() {
    var draws = new SimDraws(1, new Latency.Constant(0), 0.3);
    assertUncorrelated(
        1,
        "errors",
        sample(DRAWS, i -> draws.fails(i, SimDraws.Operation.LOAD, 0) ? 1 : 0),
        sample(DRAWS, i -> draws.fails(i, SimDraws.Operation.STORE, 0) ? 1 : 0));
  }
}
