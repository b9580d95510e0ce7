package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stampede.instrument.Operation;
import stampede.time.VirtualTime;

class PreparedWorkloadTest {
  private final VirtualTime time = new VirtualTime();

  private static Plan plan(String rate, String valueSize) throws InterruptedException {
    Plan plan = Plan.of(Scenario.of(List.of(
        new Setting("rate", rate, "--rate"),
        new Setting("keys", "100", "--keys"),
        new Setting("loads", "0.5", "--loads"),
        new Setting("valueSize", valueSize, "--value-size"))));
    plan.population().populate(blob -> {});
    return plan;
  }

  private static long stores(Plan plan, int end) {
    var planned = (PlannedWorkload) plan.workload();
    return IntStream.range(0, end)
        .filter(i -> planned.operation(i) == Operation.STORE)
        .count();
  }

  private static void assertSame(Request expected, Request actual) {
    assertEquals(expected.index(), actual.index());
    assertEquals(expected.operation(), actual.operation());
    assertEquals(expected.ref(), actual.ref());
  }

  @Test
  void requestsAreThePlannedOnesAndReady() throws InterruptedException {
    Plan plan = plan("4000", "64B");
    PreparedWorkload prepared = plan.prepare(time, time);
    for (long i = 0; i < plan.planned(); i++) {
      if (i % 1000 == 0) {
        prepared.fill();
      }
      assertSame(plan.workload().request(i), prepared.request(i));
    }
    assertEquals(0, prepared.preparedLate());
    assertEquals(0, prepared.readyBytes());
  }

  @Test
  void aStoreThatIsNotReadyIsMadeAtOnceAndCounted() throws InterruptedException {
    Plan plan = plan("1000", "64B");
    PreparedWorkload prepared = plan.prepare(time, time);
    long stores = 0;
    for (long i = 0; i < 1000; i++) {
      Request request = prepared.request(i);
      assertSame(plan.workload().request(i), request);
      stores += request.operation() == Operation.STORE ? 1 : 0;
    }
    assertEquals(stores, prepared.preparedLate());
    prepared.fill();
    for (long i = 1000; i < 2000; i++) {
      assertSame(plan.workload().request(i), prepared.request(i));
    }
    assertEquals(stores, prepared.preparedLate());
  }

  @Test
  void theBytesThatLieReadyAreBounded() throws InterruptedException {
    PreparedWorkload prepared = plan("1000", "1MiB").prepare(time, time);
    prepared.fill();
    assertEquals(32L << 20, prepared.readyBytes());
    long asked = 0;
    while (prepared.readyBytes() > 16L << 20) {
      prepared.request(asked++);
    }
    prepared.fill();
    assertEquals(32L << 20, prepared.readyBytes());
    assertEquals(0, prepared.preparedLate());
  }

  /** Half of the stores are never asked for, as when their askers gave up on them. */
  @Test
  void storesThatNobodyAsksForMakeRoomInTheEnd() throws InterruptedException {
    Plan plan = plan("600", "16KiB");
    PreparedWorkload prepared = plan.prepare(time, time);
    for (long i = 0; i < plan.planned(); i++) {
      if (i % 100 == 0) {
        prepared.fill();
      }
      if (i % 2 == 0) {
        assertSame(plan.workload().request(i), prepared.request(i));
      }
    }
    assertEquals(0, prepared.preparedLate());
    assertTrue(prepared.readyBytes() <= 4096 / 2 * (16L << 10), "left " + prepared.readyBytes());
  }

  @Test
  void aStragglerGetsItsOwnRequestWhenItsSlotHasAnotherOwner() throws InterruptedException {
    Plan plan = plan("10000", "64B");
    PreparedWorkload prepared = plan.prepare(time, time);
    prepared.fill();
    prepared.request(9_984);
    prepared.fill();
    for (long i = 0; i < 5_000; i++) {
      assertSame(plan.workload().request(i), prepared.request(i));
    }
    for (long i = 1 << 16; i < (1 << 16) + 5_000; i++) {
      assertSame(plan.workload().request(i), prepared.request(i));
    }
    long stores = stores(plan, 5_000);
    assertEquals(stores, prepared.preparedLate());
  }

  @Test
  void fillingKeepsTheWindowWithinItsLength() throws InterruptedException {
    Plan plan = plan("10000", "1B");
    PreparedWorkload prepared = plan.prepare(time, time);
    prepared.fill();
    long stores = stores(plan, 1 << 16);
    assertEquals(stores, prepared.readyBytes());
  }

  @Test
  void severalThreadsGetThePlannedRequestsWhileTheThreadPrepares() throws InterruptedException {
    Plan plan = plan("3000", "64B");
    AtomicLong clock = new AtomicLong();
    try (PreparedWorkload prepared = plan.prepare(clock::incrementAndGet, until -> {
      clock.accumulateAndGet(until, Math::max);
      Thread.yield();
    })) {
      prepared.start();
      AtomicLong next = new AtomicLong();
      IntStream.range(0, 4).parallel().forEach(worker -> {
        for (long i = next.getAndIncrement(); i < plan.planned(); i = next.getAndIncrement()) {
          assertSame(plan.workload().request(i), prepared.request(i));
        }
      });
    }
  }
}
