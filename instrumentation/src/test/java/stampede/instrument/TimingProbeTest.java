package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.instrument.Operation.LOAD;
import static stampede.instrument.Operation.STORE;
import static stampede.instrument.TimingMethod.PER_ENTRY;
import static stampede.instrument.TimingMethod.SHARED_HANDLE;
import static stampede.instrument.TimingMethod.SINGLE_STAMP;
import static stampede.instrument.TimingMethod.TRUTH;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.cache.CacheSettings;
import stampede.cache.ContentCache;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.VirtualTime;

/** Backing operations of 100 ns each, of a cache that keeps nothing clean. */
@Timeout(30)
final class TimingProbeTest {
  private static final Blob A = Blobs.of(1, 1, 16, HashAlgorithm.SHA256);
  private static final Blob B = Blobs.of(1, 2, 16, HashAlgorithm.SHA256);

  private final VirtualTime time = new VirtualTime(-50);

  private BackingStore sim(String parameters) {
    return Stores.open(StoreUri.parse("sim:?" + parameters), time, time);
  }

  private ContentCache cache(TimingProbe probe, BackingStore store) {
    var settings =
        CacheSettings.DEFAULT.with().cleanBytesMax(0).retryNanos(1000, 1000).build();
    return new ContentCache(probe.around(store), settings, time, time, probe);
  }

  private ContentCache cache(TimingProbe probe) {
    BackingStore sim = sim("latency=constant,value=100ns");
    var stored = sim.store(A);
    time.advance(100);
    stored.join();
    return cache(probe, sim);
  }

  private void store(TimingProbe probe, ContentCache cache, Blob blob) {
    probe.storeCalled(blob.ref(), time.nanos());
    var unused = cache.store(blob);
  }

  private static void assertMeasured(
      TimingProbe probe, Operation operation, TimingMethod method, long... nanos) {
    assertArrayEquals(nanos, probe.samples(operation).nanos(method), operation + " " + method);
  }

  @Test
  void aLaterStartShortensTheOperationsInFlightOfTheSharedHandleAlone() {
    var probe = new TimingProbe(time, true);
    ContentCache cache = cache(probe);
    var first = cache.load(A.ref());
    time.advance(30);
    store(probe, cache, A);
    var second = cache.load(B.ref());
    time.advance(40);
    assertEquals(3, probe.unmeasured());
    time.advance(60);
    assertEquals(0, probe.unmeasured());
    assertEquals(2, probe.stamps(LOAD));
    assertEquals(1, probe.stamps(STORE));
    assertMeasured(probe, LOAD, TRUTH, 100, 100);
    assertMeasured(probe, LOAD, PER_ENTRY, 100, 100);
    assertMeasured(probe, LOAD, SHARED_HANDLE, 70, 100);
    assertMeasured(probe, LOAD, SINGLE_STAMP, 70, 100); // by the store of A
    assertMeasured(probe, STORE, TRUTH, 100);
    assertMeasured(probe, STORE, SHARED_HANDLE, 100);
    assertTrue(first.isDone() && second.isDone());
  }

  @Test
  void aLoadThatJoinsStampsBeforeItFindsTheOtherPending() {
    var probe = new TimingProbe(time, true);
    ContentCache cache = cache(probe);
    var first = cache.load(A.ref());
    time.advance(60);
    var joined = cache.load(A.ref());
    time.advance(40);
    assertTrue(first.isDone() && joined.isDone());
    assertEquals(2, probe.stamps(LOAD));
    assertMeasured(probe, LOAD, TRUTH, 100);
    assertMeasured(probe, LOAD, PER_ENTRY, 100);
    assertMeasured(probe, LOAD, SINGLE_STAMP, 40);
    assertMeasured(probe, LOAD, SHARED_HANDLE, 40);
  }

  @Test
  void aStoreOfABlobInFlightStampsItAgain() {
    var probe = new TimingProbe(time, true);
    ContentCache cache = cache(probe);
    store(probe, cache, A);
    time.advance(25);
    store(probe, cache, A);
    time.advance(75);
    assertEquals(2, probe.stamps(STORE));
    assertMeasured(probe, STORE, TRUTH, 100);
    assertMeasured(probe, STORE, PER_ENTRY, 100);
    assertMeasured(probe, STORE, SINGLE_STAMP, 75);
    assertMeasured(probe, STORE, SHARED_HANDLE, 75);
  }

  @Test
  void aStampOfTheLoaderAloneIsExact() {
    var probe = new TimingProbe(time, false);
    ContentCache cache = cache(probe);
    var first = cache.load(A.ref());
    time.advance(60);
    var joined = cache.load(A.ref());
    time.advance(40);
    assertTrue(first.isDone() && joined.isDone());
    assertEquals(1, probe.stamps(LOAD));
    assertMeasured(probe, LOAD, SINGLE_STAMP, 100);
    assertMeasured(probe, LOAD, SHARED_HANDLE, 100);
  }

  @Test
  void withoutACacheEveryCallIsAnOperation() {
    var probe = new TimingProbe(time, true);
    BackingStore store = probe.around(sim("latency=constant,value=100ns"));
    var first = store.load(A.ref());
    time.advance(10);
    var second = store.load(A.ref());
    time.advance(20);
    var third = store.load(B.ref());
    time.advance(100);
    assertTrue(first.isDone() && second.isDone() && third.isDone());
    assertEquals(3, probe.stamps(LOAD));
    assertMeasured(probe, LOAD, TRUTH, 100, 100, 100);
    assertMeasured(probe, LOAD, SINGLE_STAMP, 90, 100, 100);
    assertMeasured(probe, LOAD, SHARED_HANDLE, 70, 80, 100);
  }

  @Test
  void anAnswerWithinTheCallAndEveryFailedAttemptAreMeasured() {
    var probe = new TimingProbe(time, true);
    ContentCache cache = cache(probe, sim("errors=1"));
    var load = cache.load(A.ref());
    store(probe, cache, B);
    time.advance(1000);
    assertTrue(load.isCompletedExceptionally());
    assertEquals(0, probe.unmeasured());
    assertMeasured(probe, LOAD, TRUTH, 0);
    assertEquals(2, probe.samples(STORE).count());
    assertMeasured(probe, STORE, PER_ENTRY, 0, 0);
  }

  /** Whoever reads the clock first meets a start between the two readings. */
  @Test
  void aStartBetweenSlotAndClockCannotMakeATimeNegative() {
    Deque<Runnable> atReadings = new ArrayDeque<>();
    var store = sim("latency=constant,value=100ns");
    var probe = new TimingProbe(
        () -> {
          long readNanos = time.nanos();
          if (!atReadings.isEmpty()) {
            atReadings.remove().run();
          }
          return readNanos;
        },
        true);
    var first = probe.around(store).load(A.ref());
    atReadings.add(() -> {
      time.advance(1);
      var second = probe.around(store).load(A.ref());
      assertFalse(second.isDone());
    });
    time.advance(100);
    assertTrue(first.isDone());
    assertMeasured(probe, LOAD, SINGLE_STAMP, 100);
    assertMeasured(probe, LOAD, SHARED_HANDLE, 100);
  }

  @Test
  void theLaterOfTwoRacingStampsStays() {
    var slots = new StampSlots(Long.MAX_VALUE - 5);
    slots.stamp(LOAD, A.ref(), Long.MIN_VALUE + 5);
    slots.stamp(LOAD, A.ref(), Long.MAX_VALUE);
    slots.stamp(LOAD, B.ref(), Long.MAX_VALUE - 1);
    assertEquals(Long.MIN_VALUE + 5, slots.entryNanos(A.ref()));
    assertEquals(Long.MAX_VALUE - 1, slots.entryNanos(B.ref()));
    assertEquals(Long.MIN_VALUE + 5, slots.handleNanos(LOAD));
    assertEquals(Long.MAX_VALUE - 5, slots.handleNanos(STORE));
  }

  @Test
  void samplesGrowAndStayInTheOrderOfTheAnswers() {
    var samples = new TimingSamples();
    for (int i = 0; i < 5000; i++) {
      samples.add(i, i + 1, i + 2, i + 3);
    }
    assertEquals(5000, samples.count());
    assertEquals(4999 + 2, samples.nanos(SINGLE_STAMP)[4999]);
    assertEquals(2, samples.nanos(SINGLE_STAMP)[0]);
  }
}
