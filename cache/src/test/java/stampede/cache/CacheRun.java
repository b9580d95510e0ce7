package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import stampede.cache.FlushResult.Done;
import stampede.cache.LoadResult.Found;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException.Closed;
import stampede.store.StoreException.Timeout;
import stampede.store.StoreException.Unavailable;

/** A cache that goes through steps, with what must hold after each of them. */
final class CacheRun {
  enum Act {
    STORE,
    CONFIRM,
    FAIL,
    LOAD,
    ANSWER,
    FAIL_LOAD,
    FLUSH,
    CHECKPOINT,
    DROP,
    WAIT,
    UNREGISTER_OR_REGISTER
  }

  /** What happens, and a number that says to which blob, or for how long. */
  record Step(Act act, int number) {}

  private record Asked(
      Blob blob, boolean acknowledged, boolean registered, CompletableFuture<LoadResult> answer) {}

  private static final String NO_ROUTE = "no route";
  private static final int FLUSH_BATCH_MAX = 2;
  private static final int WAITING_STORES_MAX = 3;
  private static final long DIRTY_MAX = 250;
  private static final long WAITING_MAX = 300;
  private static final long LOAD_MAX = 160;
  private static final long CLOSE_MAX = 90;

  /** The last is larger than what may be dirty. */
  private static final List<Blob> BLOBS =
      List.of(sized(0, 0), sized(1, 60), sized(2, 80), sized(3, 100), sized(4, 120), sized(5, 251));

  private final CacheFixture fixture;
  private final ContentCache cache;
  private final ScriptedStore store;
  private final StoreLedger ledger = new StoreLedger();
  private final List<Asked> loads = new ArrayList<>();
  private final List<CompletableFuture<FlushResult>> flushes = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private boolean registered = true;
  private CompletableFuture<CloseResult> closing;
  private long storeFailures;
  private int issuedBeforeTheEnd;

  /** Of each attempt, which acceptance of its blob it is for. */
  private final List<Integer> acceptances = new ArrayList<>();

  /** Attempts issued before this one were given up. */
  private int givenUpBefore;

  CacheRun(long cleanBytes) {
    fixture = new CacheFixture(
        settings(cleanBytes, DIRTY_MAX, WAITING_STORES_MAX, FLUSH_BATCH_MAX, WriteMode.BACK)
            .with()
            .waitingBytesMax(WAITING_MAX)
            .loadNanosMax(LOAD_MAX)
            .build());
    cache = fixture.cache;
    store = fixture.store;
  }

  private static Blob sized(long key, int sizeBytes) {
    return Blobs.of(1, key, sizeBytes, HashAlgorithm.SHA256);
  }

  void step(Step step) {
    Blob blob = BLOBS.get(step.number() % BLOBS.size());
    switch (step.act()) {
      case STORE -> store(blob);
      case CONFIRM ->
        pick(store.stores, open -> !open.answer().isDone(), step.number()).forEach(this::confirm);
      case FAIL ->
        pick(store.stores, open -> !open.answer().isDone(), step.number()).forEach(attempt -> {
          storeFailures++;
          attempt.fail("full");
        });
      case LOAD -> load(blob);
      case ANSWER ->
        pick(store.loads, open -> !open.answer().isDone(), step.number())
            .forEach(ScriptedStore.Load::succeed);
      case FAIL_LOAD ->
        pick(store.loads, open -> !open.answer().isDone(), step.number())
            .forEach(load -> load.fail(NO_ROUTE));
      case FLUSH -> flushes.add(told(cache.flush(nanos(step))));
      case CHECKPOINT -> {
        store.checkpoints.forEach(put -> put.answer().complete(null));
        flushes.add(told(cache.putCheckpoint(new byte[1], nanos(step))));
      }
      case DROP -> cache.dropCache();
      case WAIT -> fixture.time.advance(step.number() % 200);
      case UNREGISTER_OR_REGISTER -> {
        if (registered) {
          cache.unregister();
          givenUpBefore = store.stores.size();
        } else {
          cache.register(store);
        }
        registered = !registered;
      }
    }
    check();
  }

  private static long nanos(Step step) {
    return step.number() % 2 == 0 ? FLUSH_MAX : step.number() % 50;
  }

  private static <T> List<T> pick(List<T> all, Predicate<T> open, int number) {
    List<T> left = all.stream().filter(open).toList();
    return left.isEmpty() ? left : List.of(left.get(number % left.size()));
  }

  private void store(Blob blob) {
    var answer = cache.store(blob);
    if (closing == null) {
      ledger.given(blob, answer);
    } else {
      assertInstanceOf(Closed.class, failure(answer));
    }
  }

  private void confirm(ScriptedStore.Store attempt) {
    noteIssued();
    ledger.confirmed(attempt.blob(), acceptances.get(store.stores.indexOf(attempt)));
    attempt.succeed();
    ledger.note();
    noteIssued();
  }

  private void noteIssued() {
    while (acceptances.size() < store.stores.size()) {
      acceptances.add(ledger.acceptances(store.stores.get(acceptances.size()).blob()));
    }
  }

  private void load(Blob blob) {
    boolean promised = ledger.acknowledged().contains(blob);
    var answer = cache.load(blob.ref());
    if (closing != null) {
      assertInstanceOf(Closed.class, failure(answer));
      return;
    }
    if (promised && !isStored(blob)) {
      assertInstanceOf(Found.class, now(answer), "dirty, so in memory");
    }
    loads.add(new Asked(blob, promised, registered, answer));
  }

  /** A flush that is done has what was acknowledged before it in the store at that moment. */
  private CompletableFuture<FlushResult> told(CompletableFuture<FlushResult> flush) {
    List<Blob> promised = List.copyOf(ledger.acknowledged());
    return flush.whenComplete((result, failure) -> {
      if (result instanceof Done && !promised.stream().allMatch(this::isStored)) {
        broken.add("a flush was done too early");
      }
    });
  }

  private boolean isStored(Blob blob) {
    return store.stored.containsKey(blob.ref());
  }

  private void check() {
    ledger.note();
    noteIssued();
    CacheStats stats = cache.stats();
    assertEquals(List.of(), broken);
    ledger.check(stats);
    assertTrue(stats.waitingBytes() <= WAITING_MAX && stats.dirtyBytes() <= DIRTY_MAX, "bytes");
    assertTrue(stats.waitingStores() <= WAITING_STORES_MAX, "waiting");
    assertTrue(stats.flushBatch() <= FLUSH_BATCH_MAX, "flush batch");
    long open = store.stores.stream()
        .skip(givenUpBefore)
        .filter(attempt -> !attempt.answer().isDone())
        .count();
    assertEquals(open, stats.flushBatch());
    assertEquals(loads.size(), stats.hits() + stats.misses() + stats.joins());
    assertEquals(storeFailures, stats.storeFailures());
  }

  /** From here on the store answers well, and everybody must get an answer. */
  void endWell() {
    if (!registered) {
      step(new Step(Act.UNREGISTER_OR_REGISTER, 0));
    }
    for (int round = 0; round < 80; round++) {
      answerAll();
      fixture.time.advance(CacheFixture.RETRY_MAX);
    }
    check();
    ledger.assertAllAnswered();
    assertAnswered();
    assertEquals(new Done(), now(cache.flush(FLUSH_MAX)));
    for (Blob blob : ledger.acknowledged()) {
      assertTrue(isStored(blob));
      var load = cache.load(blob.ref());
      answerAll();
      assertInstanceOf(Found.class, now(load));
    }
    assertEquals(new CloseResult(List.of(), null), now(cache.close(0)));
    assertFalse(store.closed);
  }

  private void answerAll() {
    List.copyOf(store.loads).forEach(ScriptedStore.Load::succeed);
    store.stores.stream()
        .filter(attempt -> !attempt.answer().isDone())
        .toList()
        .forEach(this::confirm);
    store.checkpoints.forEach(put -> put.answer().complete(null));
  }

  /** Refuses what is asked from here on, and has some time for what was accepted. */
  void close() {
    check();
    closing = cache.close(CLOSE_MAX);
    closing.thenAccept(result -> {
      issuedBeforeTheEnd = store.stores.size();
      if (!result.notFlushed().equals(ledger.dirty())) {
        broken.add(ledger.dirty() + " are dirty, and closing says: " + result.notFlushed());
      }
      if (!ledger.acknowledged().stream()
          .allMatch(blob -> isStored(blob) || result.notFlushed().contains(blob))) {
        broken.add("an acknowledged blob is neither stored nor named");
      }
    });
    check();
  }

  /** The store is silent from here on, and everybody must get an answer. */
  void endClosed() {
    fixture.time.advance(Math.max(CLOSE_MAX, LOAD_MAX + LOAD_MAX / 8));
    now(closing);
    store.checkpoints.forEach(put -> put.answer().complete(null));
    check();
    assertAnswered();
    ledger.assertAllAnswered();
    fixture.time.runAll();
    assertEquals(issuedBeforeTheEnd, store.stores.size(), "nothing is issued after the end");
  }

  private void assertAnswered() {
    loads.forEach(this::assertRight);
    for (var flush : flushes) {
      assertTrue(flush.isDone(), "flushed");
      assertTrue(!flush.isCompletedExceptionally() || failure(flush) instanceof Closed);
    }
    assertEquals(0, cache.stats().loadsInFlight());
  }

  private void assertRight(Asked asked) {
    assertTrue(asked.answer().isDone(), "loaded");
    if (!asked.answer().isCompletedExceptionally()) {
      if (asked.answer().join() instanceof Found found) {
        assertArrayEquals(asked.blob().bytes(), found.blob().bytes());
      } else {
        assertFalse(asked.acknowledged(), "an acknowledged blob is absent");
      }
    } else if (failure(asked.answer()) instanceof Unavailable why) {
      assertTrue(!asked.registered() || why.getMessage().equals(NO_ROUTE), why.getMessage());
    } else {
      assertInstanceOf(Timeout.class, failure(asked.answer()));
      assertTrue(cache.stats().loadTimeouts() > 0, "timeouts are counted");
    }
  }
}
