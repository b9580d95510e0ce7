package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.time.VirtualTime;

/** When answers come, and what they say, in virtual time. */
class SimStoreTimeTest {
  private static final long MILLI = 1_000_000;
  private static final Blob BLOB = Blobs.of(1, 1, 10, HashAlgorithm.SHA256);

  /** A clock near the end of its numbers, as a clock may be. */
  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 3 * MILLI);

  private final long openedNanos = time.nanos();

  private BackingStore open(String query) {
    return Stores.open(StoreUri.parse("sim:?" + query), time, time);
  }

  private void advanceTo(long milli) {
    time.until(openedNanos + milli * MILLI);
  }

  @Test
  void answersComeAfterTheLatencyAndNotBefore() {
    BackingStore store = open("latency=constant,value=5ms");
    CompletableFuture<Void> stored = store.store(BLOB);
    time.advance(5 * MILLI - 1);
    assertFalse(stored.isDone());
    time.advance(1);
    assertTrue(stored.isDone());
    CompletableFuture<Optional<byte[]>> loaded = store.load(BLOB.ref());
    time.advance(5 * MILLI - 1);
    assertFalse(loaded.isDone());
    time.advance(1);
    assertTrue(loaded.join().isPresent());
  }

  @Test
  void aStoreIsSeenFromItsAnswerOn() {
    BackingStore store = open("latency=constant,value=5ms");
    CompletableFuture<Optional<byte[]>> before = store.load(BLOB.ref());
    time.advance(MILLI);
    CompletableFuture<Void> stored = store.store(BLOB);
    time.advance(MILLI);
    CompletableFuture<Optional<byte[]>> after = store.load(BLOB.ref());
    time.advance(4 * MILLI);
    assertTrue(before.join().isEmpty() && stored.isDone() && !after.isDone());
    time.advance(MILLI);
    assertTrue(after.join().isPresent());
  }

  @Test
  void whatIsTooLargeIsRefusedWhenItIsDue() {
    BackingStore store = open("latency=constant,value=5ms&blob-max=9B");
    CompletableFuture<Void> refused = store.store(BLOB);
    assertFalse(refused.isDone());
    time.advance(5 * MILLI);
    assertInstanceOf(StoreException.TooLarge.class, failure(refused));
  }

  @Test
  void closingLeavesWhatWasAskedBeforeItsTime() {
    BackingStore store = open("latency=constant,value=5ms");
    CompletableFuture<Void> stored = store.store(BLOB);
    CompletableFuture<Optional<byte[]>> loaded = store.load(BLOB.ref());
    store.close();
    assertInstanceOf(StoreException.Closed.class, failure(store.load(BLOB.ref())));
    assertFalse(stored.isDone() || loaded.isDone());
    time.advance(5 * MILLI);
    stored.join();
    assertTrue(loaded.join().isPresent());
  }

  @Test
  void anErrorComesAfterTheLatencyAndStoresNothing() {
    BackingStore store = open("latency=constant,value=5ms&errors=0.5");
    int errors = 0;
    for (int key = 0; key < 200; key++) {
      Blob blob = Blobs.of(1, key, 10, HashAlgorithm.SHA256);
      CompletableFuture<Void> stored = store.store(blob);
      time.advance(5 * MILLI - 1);
      assertFalse(stored.isDone());
      time.advance(1);
      errors += stored.isCompletedExceptionally() ? 1 : 0;
      Optional<byte[]> found = loadedAtLast(store, blob.ref());
      assertEquals(stored.isCompletedExceptionally(), found.isEmpty());
    }
    assertTrue(errors > 70 && errors < 130, "seed 1: " + errors + " errors of 200");
  }

  /** Loads until no error is drawn: 64 errors in a row would be one chance in 2^64. */
  private Optional<byte[]> loadedAtLast(BackingStore store, BlobRef ref) {
    for (int attempt = 0; attempt < 64; attempt++) {
      CompletableFuture<Optional<byte[]>> loaded = store.load(ref);
      time.advance(5 * MILLI);
      if (!loaded.isCompletedExceptionally()) {
        return loaded.join();
      }
      assertInstanceOf(StoreException.Unavailable.class, failure(loaded));
    }
    throw new AssertionError("seed 1: each of 64 loads failed");
  }

  @Test
  void theErrorsOfASeedAreTheSameEachTime() {
    assertEquals(failures("errors=0.3&seed=1"), failures("errors=0.3&seed=1"));
    assertFalse(failures("errors=0.3&seed=1").equals(failures("errors=0.3&seed=2")));
    assertTrue(failures("errors=0.4&seed=1").containsAll(failures("errors=0.3&seed=1")));
  }

  private List<Integer> failures(String query) {
    BackingStore store = open(query);
    List<Integer> failures = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      if (store.load(SimProbe.ref(i / 2)).isCompletedExceptionally()) {
        failures.add(i);
      }
    }
    return failures;
  }

  @Test
  void theMessageOfAnErrorNamesTheStoreAndTheOperation() {
    BackingStore store = open("errors=1");
    var first = store.store(BLOB);
    var second = store.store(BLOB);
    assertEquals(
        store.name() + ": error drawn for store 0 of " + BLOB.ref(),
        failure(first).getMessage());
    assertEquals(
        store.name() + ": error drawn for store 1 of " + BLOB.ref(),
        failure(second).getMessage());
  }

  /** Asked at, due at and answered at, in milliseconds since the opening. */
  @ParameterizedTest
  @CsvSource({
    "0, 9, 9",
    "0, 10, 14",
    "1, 11, 14",
    "9, 12, 14",
    "13, 13, 14",
    "10, 14, 14",
    "11, 19, 19",
    "10, 20, 25",
    "24, 24, 25",
    "25, 25, 25",
    "30, 31, 31",
  })
  void whatFallsDueInAStallIsAnsweredAtItsEnd(long asked, long due, long answered) {
    long latencyMilli = due - asked;
    BackingStore store =
        open("stall=10ms+2ms,12ms+2ms,20ms+5ms&latency=constant,value=" + latencyMilli + "ms");
    advanceTo(asked);
    List<CompletableFuture<?>> answers = List.of(store.store(BLOB), store.load(BLOB.ref()));
    for (CompletableFuture<?> answer : answers) {
      assertEquals(asked == answered, answer.isDone());
    }
    time.until(Math.max(time.nanos() - openedNanos, answered * MILLI - 1) + openedNanos);
    for (CompletableFuture<?> answer : answers) {
      assertEquals(asked == answered, answer.isDone());
    }
    advanceTo(answered);
    for (CompletableFuture<?> answer : answers) {
      assertTrue(answer.isDone());
    }
  }

  @Test
  void checkpointsHaveNoLatencyAndNoErrorsButWaitForTheEndOfAStall() {
    BackingStore store = open("latency=constant,value=5ms&errors=1&stall=10ms+2ms");
    store.putCheckpoint(new byte[] {'a'}).getNow(null);
    assertEquals(1, store.checkpoints().getNow(List.of()).size());
    advanceTo(11);
    CompletableFuture<Void> put = store.putCheckpoint(new byte[] {'b'});
    CompletableFuture<List<byte[]>> read = store.checkpoints();
    assertFalse(put.isDone() || read.isDone());
    advanceTo(12);
    put.join();
    assertEquals(2, read.join().size());
  }

  /** A stall of D in a run of T at a constant rate: a share of (D - x) / T waits longer than x. */
  @Test
  void theShareThatWaitsLongerFallsLinearlyWithTheWait() {
    int runMilli = 20_000;
    int stallMilli = 2_000;
    BackingStore store = open("stall=10s+2s");
    List<Long> waitsNanos = new ArrayList<>();
    for (int milli = 0; milli < runMilli; milli++) {
      advanceTo(milli);
      long askedNanos = time.nanos();
      store.load(BLOB.ref()).thenRun(() -> waitsNanos.add(time.nanos() - askedNanos));
    }
    time.runAll();
    assertEquals(runMilli, waitsNanos.size());
    for (int x = 0; x < stallMilli; x += 100) {
      long boundNanos = x * MILLI;
      long longer = waitsNanos.stream().filter(nanos -> nanos > boundNanos).count();
      double share = (double) longer / runMilli;
      assertEquals((double) (stallMilli - x) / runMilli, share, 1.0 / runMilli, "x = " + x);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latency=",
        "latency=2ms",
        "latency=constant",
        "latency=constant,value=2",
        "latency=constant,value=-2ms",
        "latency=constant,value=2ms,p50=1ms",
        "latency=constant,value=0.5ns",
        "latency=constant,value=4611686018427387905ns",
        "latency=Constant,value=2ms",
        "latency=exponential,value=2ms",
        "latency=exponential,mean=1e3ms",
        "latency=exponential,mean=100000h",
        "latency=lognormal,p50=2ms",
        "latency=lognormal,p99=40ms,p50=2ms",
        "latency=lognormal,p50=40ms,p99=2ms",
        "latency=lognormal,p50=0s,p99=2ms",
        "latency=lognormal,p50=1us,p99=1h",
        "latency=quantiles",
        "latency=quantiles,p0=1ms",
        "latency=quantiles,p50=1ms,p100=2ms",
        "latency=quantiles,p0=1ms,p50=2ms",
        "latency=quantiles,p0=1ms,p50=2ms,p50=3ms,p100=4ms",
        "latency=quantiles,p0=1ms,p60=2ms,p50=3ms,p100=4ms",
        "latency=quantiles,p0=1ms,p50=4ms,p100=3ms",
        "latency=quantiles,p0=1ms,p100=3ms,p101=4ms",
        "latency=quantiles,p0=1ms,p.5=2ms,p100=3ms",
        "latency=quantiles,p0=1ms,p100=3ms,",
        "errors=",
        "errors=-0.1",
        "errors=1.1",
        "errors=1.0000000000000000000000001",
        "errors=1%25",
        "errors=1e-3",
        "errors=NaN",
        "stall=",
        "stall=10s",
        "stall=10s+",
        "stall=+2s",
        "stall=10s+2s+1s",
        "stall=10s+0s",
        "stall=10s+2s,11s+1s",
        "stall=10s+2s,5s+1s",
        "stall=10s+2s,",
        "stall=10s+2",
        "stall=1281024h+1281024h",
        "seed=",
        "seed=1.5",
        "seed=0x1",
        "seed=+1",
        "seed=9223372036854775808",
        "blob-max=1",
        "keys=1",
      })
  void aBadValueIsBadInput(String query) {
    var refusal = assertThrows(BadInputException.class, () -> open(query));
    assertEquals("store", refusal.field());
    String shown = query.startsWith("keys") ? "keys=***" : query;
    assertEquals("sim:?" + shown, refusal.value());
    assertTrue(
        refusal.expected().startsWith(query.substring(0, query.indexOf('=') + 1))
            || refusal.expected().startsWith("no parameters but "),
        refusal.expected());
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Test
  void nothingStandsBehindTheColon() {
    StoreUri uri = StoreUri.parse("sim:x?seed=1");
    var refusal = assertThrows(BadInputException.class, () -> Stores.open(uri, time, time));
    assertEquals(new SimStoreProvider().usage(), refusal.expected());
  }

  private static Throwable failure(CompletableFuture<?> answer) {
    assertTrue(answer.isDone());
    return assertThrows(CompletionException.class, answer::join).getCause();
  }
}
