package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Runs that ask for the same meet the same draws, in whatever order they ask. */
class SimReplayTest {
  private static final String URI = "sim:?latency=lognormal,p50=2ms,p99=40ms&seed=";
  private static final int ADDRESSES = 8;

  /** The latencies that each address met, loads at even places of the map and stores at odd. */
  private static Map<Integer, List<Long>> asked(long seed, List<Integer> operations) {
    var probe = new SimProbe(URI + seed);
    Map<Integer, List<Long>> met = new HashMap<>();
    for (int operation : operations) {
      BlobRef ref = SimProbe.ref(operation / 2);
      long nanos = operation % 2 == 0 ? probe.loadNanos(ref) : probe.storeNanos(ref);
      met.computeIfAbsent(operation, key -> new ArrayList<>()).add(nanos);
    }
    return met;
  }

  @Property(tries = 300)
  void theOrderOfOtherOperationsChangesNoLatency(
      @ForAll @Size(max = 100) List<@IntRange(max = 2 * ADDRESSES - 1) Integer> operations) {
    List<Integer> grouped = operations.stream().sorted().toList();
    assertEquals(asked(7, grouped), asked(7, operations));
    List<Integer> reversed = new ArrayList<>(operations);
    Collections.reverse(reversed);
    assertEquals(asked(7, grouped), asked(7, reversed));
  }

  @Example
  void anotherSeedIsAnotherRun() {
    List<Integer> operations = List.of(0, 1, 2, 3, 0, 1, 2, 3);
    assertEquals(asked(7, operations), asked(7, operations));
    assertNotEquals(asked(7, operations), asked(8, operations));
    assertNotEquals(asked(7, operations).get(0), asked(7, operations).get(1));
  }

  @Example
  void callersAtTheSameTimeEachGetAnAttemptOfTheirOwn() throws Exception {
    int threadCount = 4;
    int loads = 50_000;
    BlobRef ref = SimProbe.ref(0);
    var dues = new ConcurrentLinkedQueue<Long>();
    BackingStore store =
        Stores.open(StoreUri.parse(URI + 7), () -> 0, (nanos, task) -> dues.add(nanos));
    var start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < threadCount; t++) {
      var thread = new Thread(() -> {
        try {
          start.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        for (int i = 0; i < loads; i++) {
          store.load(ref);
        }
      });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    var probe = new SimProbe(URI + 7);
    List<Long> alone = new ArrayList<>();
    for (int i = 0; i < threadCount * loads; i++) {
      alone.add(probe.loadNanos(ref));
    }
    assertEquals(alone.stream().sorted().toList(), dues.stream().sorted().toList());
  }
}
