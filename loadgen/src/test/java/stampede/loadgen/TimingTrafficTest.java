package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.instrument.Operation.LOAD;
import static stampede.instrument.Operation.STORE;
import static stampede.instrument.TimingMethod.PER_ENTRY;
import static stampede.instrument.TimingMethod.SHARED_HANDLE;
import static stampede.instrument.TimingMethod.SINGLE_STAMP;
import static stampede.instrument.TimingMethod.TRUTH;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.instrument.Operation;
import stampede.instrument.TimingMethod;
import stampede.loadgen.TimingTraffic.Time;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.VirtualTime;

/** Traffic in virtual time over a simulated store. */
@Timeout(60)
class TimingTrafficTest {
  private static final long SEED = 20261124;
  private static final int CALLS = 3000;
  private static final long LIMIT = 600_000_000_000L;
  private static final String LOG_NORMAL = "latency=lognormal,p50=0.5ms,p99=50ms";

  private static TimingTraffic traffic(TimingScenario scenario, int rate, String sim) {
    var time = new VirtualTime(-7);
    var store = Stores.open(StoreUri.parse("sim:?" + sim), time, time);
    var traffic = new TimingTraffic(
        scenario, BigDecimal.valueOf(rate), CALLS, SEED, store, new Time(time, time, time));
    traffic.populate(LIMIT);
    return traffic;
  }

  private static TimingTraffic sent(TimingScenario scenario, int rate, String sim) {
    TimingTraffic traffic = traffic(scenario, rate, sim);
    traffic.send();
    assertTrue(traffic.awaitAnswers(LIMIT), "seed " + SEED);
    assertEquals(0, traffic.unanswered());
    assertEquals(0, traffic.failed());
    return traffic;
  }

  private static long[] nanos(TimingTraffic traffic, Operation operation, TimingMethod method) {
    return traffic.probe().samples(operation).nanos(method);
  }

  private static void assertBetweenZeroAndTruth(
      TimingTraffic traffic, Operation operation, TimingMethod method) {
    long[] truth = nanos(traffic, operation, TRUTH);
    long[] measured = nanos(traffic, operation, method);
    for (int i = 0; i < truth.length; i++) {
      assertTrue(
          measured[i] >= 0 && measured[i] <= truth[i],
          "seed " + SEED + ", operation " + i + ": " + measured[i] + " of " + truth[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEntryTellsTheTruthAndNoSlotTellsMore(TimingScenario scenario) {
    TimingTraffic traffic = sent(scenario, 20_000, LOG_NORMAL);
    for (Operation operation : Operation.values()) {
      assertArrayEquals(
          nanos(traffic, operation, TRUTH),
          nanos(traffic, operation, PER_ENTRY),
          "seed " + SEED + ", " + operation);
      assertBetweenZeroAndTruth(traffic, operation, SINGLE_STAMP);
      assertBetweenZeroAndTruth(traffic, operation, SHARED_HANDLE);
    }
    assertEquals(scenario.stores(), traffic.probe().samples(STORE).count() > 0);
    assertEquals(traffic.joins(), traffic.joinNanos().length);
  }

  @Test
  void callsOfKeysOfTheirOwnAllStartAtThePlannedTimes() {
    TimingTraffic traffic = sent(TimingScenario.DISTINCT, 6000, LOG_NORMAL);
    assertEquals(CALLS, traffic.probe().samples(LOAD).count());
    assertEquals(CALLS, traffic.probe().samples(STORE).count());
    assertEquals(CALLS, traffic.probe().stamps(LOAD));
    long[] called = traffic.calledNanos(LOAD);
    assertEquals(CALLS, called.length);
    assertArrayEquals(LongStream.of(called).sorted().toArray(), called);
    assertEquals(0.5e9, (double) (called[CALLS - 1] - called[0]), 0.01e9);
    assertEquals(0, traffic.joins());
    assertArrayEquals(nanos(traffic, LOAD, TRUTH), nanos(traffic, LOAD, SINGLE_STAMP));
    assertTrue(differing(traffic, LOAD, SHARED_HANDLE) > CALLS / 2, "seed " + SEED);
  }

  private static long differing(TimingTraffic traffic, Operation operation, TimingMethod method) {
    long[] truth = nanos(traffic, operation, TRUTH);
    long[] measured = nanos(traffic, operation, method);
    return IntStream.range(0, truth.length).filter(i -> truth[i] != measured[i]).count();
  }

  @Test
  void aStampSharedByTheCallsOfAnAddressIsWrongAndOneOfTheLoaderAloneIsRight() {
    TimingTraffic asked = sent(TimingScenario.RE_ASKED, 20_000, LOG_NORMAL);
    assertTrue(differing(asked, LOAD, SINGLE_STAMP) > 100, "seed " + SEED);
    assertTrue(differing(asked, STORE, SINGLE_STAMP) > 100, "seed " + SEED);
    TimingTraffic loader = sent(TimingScenario.LOADER_ONLY, 20_000, LOG_NORMAL);
    assertTrue(loader.joins() > 100, "seed " + SEED + ": " + loader.joins());
    assertEquals(0, differing(loader, LOAD, SINGLE_STAMP), "seed " + SEED);
    assertTrue(differing(loader, LOAD, SHARED_HANDLE) > 100, "seed " + SEED);
  }

  /** Of a load of 5 ms those who join see what is left of it: half of it on average. */
  @Test
  void aJoinWaitsFromItsOwnCallAndNotFromTheLoads() {
    TimingTraffic traffic = sent(TimingScenario.LOADER_ONLY, 20_000, "latency=constant,value=5ms");
    long[] joins = traffic.joinNanos();
    assertEquals(CALLS, joins.length + traffic.probe().samples(LOAD).count());
    assertTrue(joins.length > 1000, "seed " + SEED + ": " + joins.length);
    assertTrue(Arrays.stream(joins).allMatch(nanos -> nanos > 0 && nanos < 5_000_000));
    assertEquals(2.5e6, Arrays.stream(joins).average().orElseThrow(), 0.3e6, "seed " + SEED);
    assertTrue(Arrays.stream(nanos(traffic, LOAD, TRUTH)).allMatch(nanos -> nanos == 5_000_000));
  }

  @Test
  void withOneOperationAtATimeEveryMethodIsRight() {
    TimingTraffic traffic = traffic(TimingScenario.DISTINCT, 1000, LOG_NORMAL);
    assertTrue(traffic.sendOneByOne(LIMIT));
    for (Operation operation : Operation.values()) {
      assertEquals(CALLS, traffic.probe().samples(operation).count());
      for (TimingMethod method : TimingMethod.values()) {
        assertEquals(0, differing(traffic, operation, method), "seed " + SEED + ", " + method);
      }
    }
  }

  @Test
  void whatIsNotAnsweredInTimeIsCounted() {
    TimingTraffic traffic = traffic(TimingScenario.DISTINCT, 20_000, "stall=1s+9000h");
    traffic.send();
    assertTrue(traffic.awaitAnswers(LIMIT));
    TimingTraffic stalled = traffic(TimingScenario.DISTINCT, 1500, "stall=1s+9000h");
    stalled.send();
    assertFalse(stalled.awaitAnswers(LIMIT));
    assertTrue(stalled.unanswered() > CALLS / 2, "" + stalled.unanswered());
  }

  @Test
  void aStoreThatFailsIsCountedAndCannotBePopulated() {
    var time = new VirtualTime();
    var store = Stores.open(StoreUri.parse("sim:?errors=1"), time, time);
    var traffic = new TimingTraffic(
        TimingScenario.LOADER_ONLY,
        BigDecimal.valueOf(1000),
        CALLS,
        SEED,
        store,
        new Time(time, time, time));
    assertThrows(StoreException.Unavailable.class, () -> traffic.populate(LIMIT));
    traffic.send();
    assertTrue(traffic.awaitAnswers(LIMIT));
    assertEquals(CALLS, traffic.failed());
  }

  @Test
  void weightsAreThoseOfTheDraws() {
    double[] weights = TimingScenario.UNCOALESCED_ZIPF.weights();
    int[] counts = new int[weights.length];
    Zipf draws = TimingScenario.UNCOALESCED_ZIPF.draws(SEED);
    for (int i = 0; i < 100_000; i++) {
      counts[(int) draws.rank(i)]++;
    }
    assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
    for (int key : new int[] {0, 1, 9, 99}) {
      double sigma = Math.sqrt(weights[key] * 100_000);
      assertEquals(weights[key] * 100_000, counts[key], 4 * sigma, "seed " + SEED + ", " + key);
    }
    assertEquals(0, TimingScenario.DISTINCT.weights().length);
  }
}
