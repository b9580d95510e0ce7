package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import stampede.cache.FlushResult.Done;
import stampede.cache.FlushResult.Failed;
import stampede.cache.FlushResult.TimedOut;
import stampede.store.StoreException;

class CheckpointTest {
  private final CacheFixture fixture = new CacheFixture(settings());
  private final ContentCache cache = fixture.cache;
  private final ScriptedStore store = fixture.store;

  @Test
  void isPutWhenTheFlushIsDone() {
    now(cache.store(blob(1)));
    byte[] value = {1, 2, 3};
    var put = cache.putCheckpoint(value, FLUSH_MAX);
    value[0] = 9;
    assertTrue(store.checkpoints.isEmpty());
    store.stores.get(0).succeed();
    assertFalse(put.isDone());
    assertArrayEquals(new byte[] {1, 2, 3}, store.checkpoints.get(0).value());
    store.checkpoints.get(0).answer().complete(null);
    assertEquals(new Done(), now(put));
  }

  @Test
  void isNotPutWhereTheFlushFails() {
    now(cache.store(blob(1)));
    var put = cache.putCheckpoint(new byte[1], FLUSH_MAX);
    store.stores.get(0).fail("full");
    assertInstanceOf(StoreException.NoSpace.class, ((Failed) now(put)).cause());
    assertTrue(store.checkpoints.isEmpty());
  }

  @Test
  void hasOneTimeForTheFlushAndThePut() {
    now(cache.store(blob(1)));
    var put = cache.putCheckpoint(new byte[1], 100);
    fixture.time.advance(60);
    store.stores.get(0).succeed();
    fixture.time.advance(39);
    assertFalse(put.isDone());
    fixture.time.advance(1);
    assertEquals(new TimedOut(0), now(put));

    now(cache.store(blob(2)));
    var stuck = cache.putCheckpoint(new byte[1], 100);
    fixture.time.advance(100);
    assertEquals(new TimedOut(100), now(stuck));
    store.stores.get(1).succeed();
    assertEquals(1, store.checkpoints.size(), "the one of before alone");
  }

  @Test
  void failsAsTheStoreDoes() {
    var put = cache.putCheckpoint(new byte[1], FLUSH_MAX);
    store
        .checkpoints
        .get(0)
        .answer()
        .completeExceptionally(new StoreException.NoSpace("full", null));
    var failed = (Failed) now(put);
    assertInstanceOf(StoreException.NoSpace.class, failed.cause());
    assertEquals(0, failed.dirtyBytes());
  }

  @Test
  void areAnsweredByTheStoreAndInTime() {
    assertEquals(List.of(), now(cache.checkpoints()));
    var silent = new BackingStoreStub() {
      @Override
      public CompletableFuture<List<byte[]>> checkpoints() {
        return new CompletableFuture<>();
      }
    };
    var own =
        new ContentCache(silent, settings(), fixture.time, fixture.time, CacheListener.none());
    var late = own.checkpoints();
    fixture.time.advance(settings().loadNanosMax());
    assertInstanceOf(StoreException.Timeout.class, failure(late));
  }
}
