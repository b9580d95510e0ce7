package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.cache.StoreResult.Stored;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.VirtualTime;

class CloseTest {
  @Test
  void flushesWhatIsDirtyAndWhatWaits() {
    var fixture = new CacheFixture(settings(1 << 20, 100, 4, 1, WriteMode.BACK));
    now(fixture.cache.store(blob(1)));
    var waiting = fixture.cache.store(blob(2));
    var close = fixture.cache.close(100);
    assertFalse(close.isDone());
    fixture.store.stores.get(0).succeed();
    assertEquals(new Stored(blob(2).ref(), false), now(waiting));
    fixture.store.stores.get(1).succeed();
    assertEquals(new CloseResult(List.of(), null), now(close));
    assertFalse(fixture.store.closed, "the store is its owner's to close");
  }

  @Test
  void triesAgainWhileThereIsTime() {
    var fixture = new CacheFixture(settings());
    now(fixture.cache.store(blob(1)));
    var close = fixture.cache.close(FLUSH_MAX);
    fixture.store.stores.get(0).fail("full");
    assertFalse(close.isDone());
    fixture.time.advance(10);
    fixture.store.stores.get(1).succeed();
    assertEquals(List.of(), now(close).notFlushed());
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatWasNotFlushedWhenTheTimeIsOver(WriteMode mode) {
    var fixture = new CacheFixture(settings(1 << 20, 300, 4, 1, mode));
    Blob inFlight = blob(1);
    var first = fixture.cache.store(inFlight);
    var queued = fixture.cache.store(blob(2));
    var third = fixture.cache.store(blob(3));
    var waiting = fixture.cache.store(blob(4));
    var flush = fixture.cache.flush(FLUSH_MAX);
    var close = fixture.cache.close(100);
    fixture.time.advance(99);
    assertFalse(close.isDone());
    fixture.time.advance(1);
    assertEquals(
        List.of(inFlight.ref(), blob(2).ref(), blob(3).ref()),
        now(close).notFlushed().stream().map(Blob::ref).toList());
    assertNull(now(close).cause());
    for (CompletableFuture<?> write : List.of(first, queued, third)) {
      assertTrue(write.isDone(), "the store may never answer");
      assertEquals(mode == WriteMode.THROUGH, write.isCompletedExceptionally());
    }
    fixture.store.stores.get(0).succeed();
    for (CompletableFuture<?> failed : List.of(
        waiting,
        flush,
        fixture.cache.store(blob(5)),
        fixture.cache.store(Blobs.of(1, 6, 301, HashAlgorithm.SHA256)),
        fixture.cache.flush(FLUSH_MAX),
        fixture.cache.putCheckpoint(new byte[1], FLUSH_MAX),
        fixture.cache.checkpoints(),
        fixture.cache.load(inFlight.ref()))) {
      assertInstanceOf(StoreException.Closed.class, failure(failed));
    }
    assertEquals(1, fixture.store.stores.size());
    assertEquals(0, fixture.cache.stats().storesTooLarge(), "what is refused counts nowhere");
  }

  @Test
  void namesWhatTheStoreSaidLast() {
    var fixture = new CacheFixture(settings());
    now(fixture.cache.store(blob(1)));
    fixture.store.stores.get(0).fail("full");
    var close = fixture.cache.close(0);
    fixture.time.advance(0);
    assertInstanceOf(StoreException.NoSpace.class, now(close).cause());
    fixture.time.runAll();
    assertEquals(1, fixture.store.stores.size(), "tried once, and not after the close");
  }

  @Test
  void isOverAtOnceWhereNoStoreIsRegistered() {
    var fixture = new CacheFixture(settings());
    now(fixture.cache.store(blob(1)));
    fixture.cache.unregister();
    var result = now(fixture.cache.close(FLUSH_MAX));
    assertEquals(1, result.notFlushed().size());
    assertInstanceOf(StoreException.Unavailable.class, result.cause());
  }

  @Test
  void closingAgainGivesTheAnswerOfTheFirst() {
    var fixture = new CacheFixture(settings());
    now(fixture.cache.store(blob(1)));
    var first = fixture.cache.close(100);
    var second = fixture.cache.close(FLUSH_MAX);
    fixture.time.advance(100);
    assertEquals(now(first), now(second));
    assertEquals(1, now(second).notFlushed().size());
  }

  @Test
  void theWaitingFormThrowsWhereABlobWasNotFlushed() {
    var time = new VirtualTime();
    var store = Stores.open(StoreUri.parse("memory:?blob-max=50B"), time, time);
    var settings = CacheSettings.DEFAULT.with().closeNanosMax(0).build();
    var cache = new ContentCache(store, settings, time, CacheFixture::atOnce, CacheListener.none());
    cache.close();
    var stuck = new ContentCache(store, settings, time, time, CacheListener.none());
    now(stuck.store(blob(1)));
    stuck.unregister();
    var failure = assertThrows(NotFlushedException.class, stuck::close);
    assertEquals(
        List.of(blob(1).ref()), failure.notFlushed().stream().map(Blob::ref).toList());
    assertEquals(
        "1 blobs of 100 bytes were not stored before the cache was closed", failure.getMessage());
  }
}
