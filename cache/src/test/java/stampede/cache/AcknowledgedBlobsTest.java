package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import stampede.cache.LoadResult.Found;
import stampede.cache.StoreResult.Stored;
import stampede.store.Blob;

/** The promise of write-back: whatever happens in whatever order, an acknowledged blob is found. */
class AcknowledgedBlobsTest {
  enum Act {
    STORE,
    CONFIRM,
    FAIL,
    LOAD,
    ANSWER,
    FLUSH,
    DROP,
    WAIT
  }

  record Step(Act act, int number) {}

  private record PendingLoad(Blob blob, boolean acknowledged, CompletableFuture<LoadResult> load) {}

  private record PendingStore(Blob blob, CompletableFuture<StoreResult> store) {}

  private static final int KEYS = 5;

  @Property(tries = 1000)
  void areFoundInAnyOrderOfEvents(
      @ForAll("steps") List<Step> steps, @ForAll("cleanBytes") long cleanBytes) {
    var run = new Run(new CacheFixture(settings(cleanBytes, 250, 3, 2, WriteMode.BACK)));
    steps.forEach(run::step);
    run.finish();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts = Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(Act.STORE, Act.LOAD)),
        Tuple.of(4, Arbitraries.of(Act.CONFIRM, Act.ANSWER)),
        Tuple.of(2, Arbitraries.of(Act.FAIL, Act.DROP, Act.WAIT, Act.FLUSH)));
    return Combinators.combine(acts, Arbitraries.integers().between(0, 999))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<Long> cleanBytes() {
    return Arbitraries.of(0L, 150L, 10_000L);
  }

  private static final class Run {
    private final CacheFixture fixture;
    private final Map<Integer, Blob> blobs = new HashMap<>();
    private final Set<Blob> acknowledged = new HashSet<>();
    private final List<PendingStore> stores = new ArrayList<>();
    private final List<PendingLoad> loads = new ArrayList<>();
    private final List<CompletableFuture<FlushResult>> flushes = new ArrayList<>();

    Run(CacheFixture fixture) {
      this.fixture = fixture;
      for (int key = 0; key < KEYS; key++) {
        blobs.put(key, blob(key));
      }
    }

    void step(Step step) {
      Blob blob = blobs.get(step.number() % KEYS);
      switch (step.act()) {
        case STORE -> stores.add(new PendingStore(blob, fixture.cache.store(blob)));
        case CONFIRM ->
          pick(fixture.store.stores, s -> !s.answer().isDone(), step.number())
              .forEach(ScriptedStore.Store::succeed);
        case FAIL ->
          pick(fixture.store.stores, s -> !s.answer().isDone(), step.number())
              .forEach(store -> store.fail("full"));
        case LOAD -> load(blob);
        case ANSWER ->
          pick(fixture.store.loads, l -> !l.answer().isDone(), step.number())
              .forEach(ScriptedStore.Load::succeed);
        case FLUSH -> flushes.add(fixture.cache.flush(FLUSH_MAX));
        case DROP -> fixture.cache.dropCache();
        case WAIT -> fixture.time.advance(step.number() % 60);
      }
      noteAcknowledged();
      CacheStats stats = fixture.cache.stats();
      assertTrue(
          stats.dirtyBytes() <= 250 && stats.flushBatch() <= 2 && stats.waitingStores() <= 3);
      assertEquals(stats.dirtyBytes(), 100 * stats.dirtyEntries());
    }

    private void load(Blob blob) {
      boolean known = acknowledged.contains(blob);
      var load = fixture.cache.load(blob.ref());
      assertTrue(
          load.isDone() || !known || fixture.store.stored.containsKey(blob.ref()),
          "dirty, so in memory");
      loads.add(new PendingLoad(blob, known, load));
    }

    private static <T> List<T> pick(List<T> all, Predicate<T> open, int number) {
      List<T> left = all.stream().filter(open).toList();
      return left.isEmpty() ? left : List.of(left.get(number % left.size()));
    }

    private void noteAcknowledged() {
      for (PendingStore pending : stores) {
        if (pending.store().isDone() && pending.store().join() instanceof Stored) {
          acknowledged.add(pending.blob());
        }
      }
    }

    /** From here on the store answers well, and everybody must get an answer. */
    void finish() {
      for (int round = 0; round < 80; round++) {
        List.copyOf(fixture.store.loads).forEach(ScriptedStore.Load::succeed);
        List.copyOf(fixture.store.stores).stream()
            .filter(store -> !store.answer().isDone())
            .forEach(ScriptedStore.Store::succeed);
        fixture.time.advance(CacheFixture.RETRY_MAX);
      }
      noteAcknowledged();
      for (PendingLoad pending : loads) {
        LoadResult result = now(pending.load());
        if (pending.acknowledged()) {
          var found = assertInstanceOf(Found.class, result);
          assertArrayEquals(pending.blob().bytes(), found.blob().bytes());
        }
      }
      stores.forEach(pending -> now(pending.store()));
      flushes.forEach(CacheFixture::now);
      assertEquals(new FlushResult.Done(), now(fixture.cache.flush(FLUSH_MAX)));
      assertEquals(0, fixture.cache.stats().dirtyEntries());
      assertEquals(0, fixture.cache.stats().loadsInFlight());
      for (Blob blob : acknowledged) {
        assertTrue(fixture.store.stored.containsKey(blob.ref()));
        var load = fixture.cache.load(blob.ref());
        List.copyOf(fixture.store.loads).forEach(ScriptedStore.Load::succeed);
        assertInstanceOf(Found.class, now(load));
      }
      assertFalse(fixture.store.closed);
    }
  }
}
