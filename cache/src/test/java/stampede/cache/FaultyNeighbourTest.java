package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.time.VirtualTime;

/** Stores and listeners that break their contracts: nobody who waits is left without an answer. */
class FaultyNeighbourTest {
  private static final Blob BLOB = Blob.of(HashAlgorithm.SHA256, new byte[] {1});

  private final VirtualTime time = new VirtualTime();

  private ContentCache cache(BackingStore store, CacheListener<? super BlobRef> listener) {
    return new ContentCache(store, CacheSettings.DEFAULT, time, time, listener);
  }

  @Test
  void aStoreThatGivesNoFutureOrThrowsAnErrorFailsTheLoadAndLeavesNothingBehind() {
    List<Integer> calls = new ArrayList<>();
    var store = new BackingStoreStub() {
      @Override
      public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
        calls.add(calls.size());
        if (calls.size() == 1) {
          return null;
        }
        throw new NoClassDefFoundError("a driver");
      }
    };
    ContentCache cache = cache(store, CacheListener.none());
    assertTrue(cache.load(BLOB.ref()).isCompletedExceptionally());
    assertTrue(cache.load(BLOB.ref()).isCompletedExceptionally());
    assertEquals(2, calls.size());
    assertEquals(0, cache.stats().loadsInFlight());
  }

  @Test
  void aListenerThatThrowsIsHeardOfAndChangesNoAnswer() {
    @SuppressWarnings("unchecked")
    var thrower = (CacheListener<Object>) Proxy.newProxyInstance(
        CacheListener.class.getClassLoader(), new Class<?>[] {CacheListener.class}, (p, m, a) -> {
          throw new IllegalStateException(m.getName());
        });
    List<String> heard = new ArrayList<>();
    Thread thread = Thread.currentThread();
    var before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((where, failure) -> heard.add(failure.getMessage()));
    try {
      ContentCache cache = cache(new BackingStoreStub(), thrower);
      assertInstanceOf(LoadResult.Absent.class, cache.load(BLOB.ref()).join());
      assertInstanceOf(StoreResult.Stored.class, cache.store(BLOB).join());
      assertInstanceOf(
          FlushResult.Done.class, cache.flush(CacheFixture.FLUSH_MAX).join());
      assertInstanceOf(LoadResult.Found.class, cache.load(BLOB.ref()).join());
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertEquals(List.of("loadStarted", "loadEnded", "storeStarted", "storeEnded", "hit"), heard);
  }

  @Test
  void timersThatRefuseATaskFailTheLoadAndLeaveNothingBehind() {
    var store = new ScriptedStore();
    var cache = new ContentCache(
        store,
        CacheSettings.DEFAULT,
        time,
        (nanos, task) -> {
          throw new RejectedExecutionException("shut down");
        },
        CacheListener.none());
    assertInstanceOf(
        RejectedExecutionException.class, CacheFixture.failure(cache.load(BLOB.ref())));
    assertEquals(0, cache.stats().loadsInFlight());
    assertTrue(cache.load(BLOB.ref()).isCompletedExceptionally());
    assertEquals(2, store.loads.size());
  }
}
