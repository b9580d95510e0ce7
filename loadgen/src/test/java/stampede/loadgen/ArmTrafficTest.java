package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import stampede.store.BadInputException;

/**
 * What an arm says of its own requests, in a time that goes on by a nanosecond a reading and by as much
 * as is waited for.
 */
class ArmTrafficTest {
  private static final String STORE = "sim:?latency=constant,value=1ms";
  private static final long STORE_NANOS = 1_000_000;

  /** The readings of the clock around an operation, at most. */
  private static final long READINGS = 50;

  private long nowNanos;

  private Map<String, LongUnaryOperator> arm(double slowdown, String... settings) {
    Map<String, String> all = new HashMap<>(Map.of(
        "store", STORE, "keys", "200", "cleanBytesMax", "64KiB", "valueSize", "1KiB", "seed", "1"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new ArmTraffic(
            all,
            () -> nowNanos++,
            (nanos, task) -> {
              if (nanos <= STORE_NANOS) { // the store's answers, and no deadline
                nowNanos += nanos;
                task.run();
              }
            },
            until -> nowNanos = Math.max(nowNanos, until),
            (tag, nanos) -> {},
            slowdown)
        .get();
  }

  private static long ask(Map<String, LongUnaryOperator> arm, String tag, long number) {
    return arm.get(tag).applyAsLong(number);
  }

  private static void assertTakes(long expectedNanos, long nanos) {
    assertTrue(
        nanos >= expectedNanos && nanos <= expectedNanos + READINGS,
        nanos + " ns in place of " + expectedNanos);
  }

  @Test
  void eachOperationTakesWhatItIsNamedFor() {
    Map<String, LongUnaryOperator> arm = arm(0);
    assertTakes(STORE_NANOS, ask(arm, "service.load.loaded", 7));
    assertEquals(ArmTraffic.OTHER, ask(arm, "service.load.loaded", 7), "it is in memory now");
    assertTakes(0, ask(arm, "service.load.hit", 10));
    ask(arm, "service.store.stored", 3);
    assertTakes(STORE_NANOS, ask(arm, "durable.store.stored", 3));
  }

  @Test
  void anArmThatIsDelayedTakesItsShareLonger() {
    Map<String, LongUnaryOperator> arm = arm(0.2);
    assertTakes(STORE_NANOS * 12 / 10, ask(arm, "service.load.loaded", 7));
    ask(arm, "service.store.stored", 3);
    assertTakes(STORE_NANOS * 12 / 10, ask(arm, "durable.store.stored", 3));
  }

  @Test
  void aMissIsOfTheStoreWhereNothingIsKept() {
    Map<String, LongUnaryOperator> arm = arm(0, "cleanBytesMax", "0B");
    for (int i = 0; i < 3; i++) {
      assertTakes(STORE_NANOS, ask(arm, "service.load.loaded", 7));
    }
    assertEquals(ArmTraffic.OTHER, ask(arm, "service.load.hit", 10));
  }

  @Test
  void oneKeyIsTooFew() {
    var refused = assertThrows(BadInputException.class, () -> arm(0, "keys", "1"));
    assertTrue(refused.getMessage().contains("at least 2"), refused.getMessage());
  }
}
