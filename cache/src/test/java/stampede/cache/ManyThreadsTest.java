package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.LoadResult.Found;
import stampede.cache.StoreResult.Stored;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.SplitMix;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.VirtualTime;

class ManyThreadsTest {
  private static final int MANY = 100_000;

  private final VirtualTime time = new VirtualTime();

  private static Blob small(long key) {
    return Blob.trusted(CacheFixture.blob(key).ref(), new byte[] {1});
  }

  /** Holds its first store until told; answers all others within the call. */
  private static final class Gated extends BackingStoreStub {
    final CompletableFuture<Void> first = new CompletableFuture<>();
    int stores;

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      return stores++ == 0 ? first : super.store(blob);
    }
  }

  /** Queued behind the flush batch, or held back by the bound on dirty bytes. */
  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 10})
  void aHundredThousandStoresAnsweredWithinTheCallNeedNoDeeperStack(long dirtyBytesMax) {
    var gated = new Gated();
    var cache = new ContentCache(
        gated,
        settings(0, dirtyBytesMax, MANY, 1, WriteMode.BACK),
        time,
        time,
        CacheListener.none());
    List<CompletableFuture<StoreResult>> answers = new ArrayList<>();
    for (int key = 0; key < MANY; key++) {
      answers.add(cache.store(small(key)));
    }
    assertEquals(1, gated.stores);
    var flush = cache.flush(FLUSH_MAX);
    gated.first.complete(null);
    assertEquals(MANY, gated.stores);
    assertEquals(0, cache.stats().dirtyEntries());
    answers.forEach(answer -> assertInstanceOf(Stored.class, now(answer)));
    assertInstanceOf(FlushResult.Done.class, now(flush));
  }

  @Test
  void storesMadeInTheCallbacksOfWaitingStoresNeedNoDeeperStack() {
    var gated = new Gated();
    var cache = new ContentCache(
        gated, settings(0, 1, 2 * MANY, 1, WriteMode.BACK), time, time, CacheListener.none());
    now(cache.store(small(-1)));
    for (int key = 0; key < MANY / 2; key++) {
      Blob next = small(MANY + key);
      cache.store(small(key)).thenRun(() -> cache.store(next));
    }
    gated.first.complete(null);
    assertEquals(1 + MANY, gated.stores);
    assertEquals(0, cache.stats().dirtyEntries());
  }

  /** Small bounds, so that blobs are evicted, held back and loaded again all the time. */
  @Test
  void everyAcknowledgedBlobLoadsUnderManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (BackingStore store = Stores.open(StoreUri.parse("memory:"), time, time);
        var slow = new HandingOver(store);
        var cache = new ContentCache(
            slow, settings(2000, 1000, 100, 8, WriteMode.BACK), time, time, CacheListener.none())) {
      List<Callable<Integer>> bodies = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        long seed = thread;
        bodies.add(() -> storeAndLoad(cache, new SplitMix(seed)));
      }
      int acknowledged = 0;
      for (Future<Integer> body : threads.invokeAll(bodies)) {
        acknowledged += body.get();
      }
      assertTrue(acknowledged > 1000, "acknowledged: " + acknowledged);
      assertInstanceOf(FlushResult.Done.class, cache.flush(FLUSH_MAX).get(30, TimeUnit.SECONDS));
      CacheStats stats = cache.stats();
      assertEquals(0, stats.dirtyEntries() + stats.dirtyBytes() + stats.flushBatch());
      assertEquals(0, stats.loadsInFlight());
      assertEquals(0, stats.loadFailures() + stats.storeFailures());
    } finally {
      threads.shutdownNow();
    }
  }

  private static int storeAndLoad(ContentCache cache, SplitMix random) throws Exception {
    int acknowledged = 0;
    for (int i = 0; i < 4_000; i++) {
      long key = Math.floorMod(random.next(), 300L + i / 5);
      Blob blob = Blobs.of(1, key, 100, HashAlgorithm.SHA256);
      var early = cache.load(blob.ref());
      if (cache.store(blob).get(30, TimeUnit.SECONDS) instanceof Stored) {
        acknowledged++;
        var found = cache.load(blob.ref()).get(30, TimeUnit.SECONDS);
        assertInstanceOf(Found.class, found, "key " + key);
      }
      early.get(30, TimeUnit.SECONDS);
    }
    return acknowledged;
  }

  /** The cache is closed half-way, and what it named or stored must be all that it acknowledged. */
  @Test
  void everyAcknowledgedBlobIsStoredOrNamedWhileTheStoreComesAndGoes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Set<Blob> acknowledged = ConcurrentHashMap.newKeySet();
    try (BackingStore store = Stores.open(StoreUri.parse("memory:"), time, time);
        var slow = new HandingOver(store)) {
      var cache = new ContentCache(
          slow,
          settings(2000, 1000, 100, 8, WriteMode.BACK),
          time,
          (nanos, task) -> {},
          CacheListener.none());
      List<Callable<CloseResult>> bodies = new ArrayList<>();
      bodies.add(() -> comeAndGo(cache, slow, acknowledged));
      for (int thread = 0; thread < 3; thread++) {
        long seed = thread;
        bodies.add(() -> storeUntilClosed(cache, new SplitMix(seed), acknowledged));
      }
      List<Blob> notFlushed = new ArrayList<>();
      for (Future<CloseResult> body : threads.invokeAll(bodies)) {
        notFlushed.addAll(body.get().notFlushed());
      }
      assertTrue(acknowledged.size() >= 300, "acknowledged: " + acknowledged.size());
      for (Blob blob : acknowledged) {
        assertTrue(
            notFlushed.contains(blob) || store.load(blob.ref()).join().isPresent(), "lost a blob");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static CloseResult comeAndGo(
      ContentCache cache, BackingStore store, Set<Blob> acknowledged) throws Exception {
    for (int i = 0; i < 1_000_000 && acknowledged.size() < 300; i++) {
      comeAndGo(cache, store);
    }
    var closing = cache.close(FLUSH_MAX);
    for (int i = 0; i < 2_000; i++) {
      comeAndGo(cache, store);
    }
    return closing.get(30, TimeUnit.SECONDS);
  }

  private static void comeAndGo(ContentCache cache, BackingStore store) {
    cache.unregister();
    Thread.yield();
    cache.register(store);
    Thread.yield();
  }

  private static CloseResult storeUntilClosed(
      ContentCache cache, SplitMix random, Set<Blob> acknowledged) throws Exception {
    try {
      while (true) {
        Blob blob = CacheFixture.blob(Math.floorMod(random.next(), 1000L));
        var flush = cache.flush(FLUSH_MAX);
        if (cache.store(blob).get(30, TimeUnit.SECONDS) instanceof Stored) {
          acknowledged.add(blob);
          assertAnsweredOrUnavailable(cache.load(blob.ref()));
        }
        flush.get(30, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      assertInstanceOf(StoreException.Closed.class, e.getCause());
      return new CloseResult(List.of(), null);
    }
  }

  private static void assertAnsweredOrUnavailable(CompletableFuture<LoadResult> load)
      throws Exception {
    try {
      assertInstanceOf(Found.class, load.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StoreException.Unavailable)) {
        throw e;
      }
    }
  }

  /** Answers on a thread of its own, in order. */
  private static final class HandingOver extends BackingStoreStub {
    private final BackingStore store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    HandingOver(BackingStore store) {
      this.store = store;
    }

    @Override
    public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
      var seen = store.load(ref).join();
      return CompletableFuture.supplyAsync(() -> seen, thread);
    }

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      return CompletableFuture.runAsync(() -> store.store(blob).join(), thread);
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }
}
