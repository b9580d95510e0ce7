package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.assertFound;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import org.junit.jupiter.api.Test;
import stampede.cache.FlushResult.Done;
import stampede.cache.FlushResult.Failed;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.StoreException;

class RegistrationTest {
  private final CacheFixture fixture = new CacheFixture(settings());
  private final ContentCache cache = fixture.cache;

  @Test
  void withoutAStoreMemoryAnswersAndTheRestIsUnavailable() {
    Blob blob = blob(1);
    cache.unregister();
    now(cache.store(blob));
    assertFound(blob, Source.CACHE, cache.load(blob.ref()));
    assertInstanceOf(
        StoreException.Unavailable.class, failure(cache.load(blob(2).ref())));
    assertInstanceOf(StoreException.Unavailable.class, failure(cache.checkpoints()));
    assertEquals(1, cache.stats().dirtyEntries());
    assertTrue(fixture.store.stores.isEmpty());
  }

  @Test
  void registeringSendsWhatIsDirty() {
    cache.unregister();
    now(cache.store(blob(1)));
    cache.register(fixture.store);
    var flush = cache.flush(FLUSH_MAX);
    fixture.store.stores.get(0).succeed();
    assertEquals(new Done(), now(flush));
  }

  @Test
  void aFlushFailsWhenTheStoreGoesAndWhenThereIsNone() {
    now(cache.store(blob(1)));
    var flush = cache.flush(FLUSH_MAX);
    assertFalse(flush.isDone());
    cache.unregister();
    for (var each : new Object[] {now(flush), now(cache.flush(FLUSH_MAX))}) {
      var failed = assertInstanceOf(Failed.class, each);
      assertInstanceOf(StoreException.Unavailable.class, failed.cause());
      assertEquals(100, failed.dirtyBytes());
    }
    assertInstanceOf(Failed.class, now(cache.putCheckpoint(new byte[1], FLUSH_MAX)));
  }

  @Test
  void nothingDirtyIsFlushedWithoutAStore() {
    cache.unregister();
    assertEquals(new Done(), now(cache.flush(FLUSH_MAX)));
  }

  @Test
  void whatIsInFlightWhenTheStoreGoesEndsAsTheStoreAnswers() {
    Blob stored = fixture.stored(1);
    var load = cache.load(stored.ref());
    now(cache.store(blob(2)));
    cache.unregister();
    fixture.store.loads.get(0).succeed();
    fixture.store.stores.get(0).succeed();
    assertFound(stored, Source.BACKING_STORE, load);
    assertEquals(0, cache.stats().dirtyEntries());
  }

  @Test
  void aStoreThatFailsWhileNoneIsRegisteredIsTriedWithTheNext() {
    now(cache.store(blob(1)));
    cache.unregister();
    fixture.store.stores.get(0).fail("closed");
    fixture.time.advance(CacheFixture.RETRY_MAX);
    assertEquals(1, fixture.store.stores.size());
    cache.register(fixture.store);
    fixture.store.stores.get(1).succeed();
    assertEquals(0, cache.stats().dirtyEntries());
  }

  @Test
  void writingThroughFailsWhereThereIsNoStoreOrItGoesBeforeTheTurn() {
    var through = new CacheFixture(settings(1 << 20, 200, 4, 1, WriteMode.THROUGH));
    var inFlight = through.cache.store(blob(1));
    var queued = through.cache.store(blob(2));
    var waiting = through.cache.store(blob(3));
    through.cache.unregister();
    assertInstanceOf(StoreException.Unavailable.class, failure(queued));
    assertInstanceOf(StoreException.Unavailable.class, failure(waiting));
    assertInstanceOf(StoreException.Unavailable.class, failure(through.cache.store(blob(4))));
    assertInstanceOf(StoreException.Unavailable.class, failure(inFlight));
    through.store.stores.get(0).succeed();
    assertEquals(0, through.cache.stats().dirtyEntries() + through.cache.stats().dirtyBytes());
    through.cache.register(through.store);
    var next = through.cache.store(blob(5));
    assertEquals(2, through.store.stores.size());
    through.store.stores.get(1).succeed();
    now(next);
  }

  @Test
  void whatASilentStoreHasInFlightGoesToTheNextInOrder() {
    for (int key = 1; key <= 4; key++) {
      now(cache.store(blob(key)));
    }
    cache.unregister();
    var next = new ScriptedStore();
    cache.register(next);
    var flush = cache.flush(FLUSH_MAX);
    for (int attempt = 0; attempt < next.stores.size(); attempt++) {
      assertEquals(blob(attempt + 1).ref(), next.stores.get(attempt).blob().ref());
      next.stores.get(attempt).succeed();
    }
    assertEquals(4, next.stores.size());
    assertEquals(new Done(), now(flush));
  }

  @Test
  void aLateSuccessCountsOnceWhereverItsBlobIs() {
    now(cache.store(blob(1)));
    now(cache.store(blob(2)));
    cache.unregister();
    fixture.store.stores.get(0).succeed();
    assertEquals(100, cache.stats().dirtyBytes(), "while it is queued");
    var next = new ScriptedStore();
    cache.register(next);
    assertEquals(1, next.stores.size());
    fixture.store.stores.get(1).succeed();
    assertEquals(0, cache.stats().dirtyBytes(), "while it is in flight again");
    assertEquals(1, cache.stats().flushBatch());
    next.stores.get(0).fail("full");
    assertEquals(0, cache.stats().flushBatch());
    fixture.time.advance(CacheFixture.RETRY_MAX);
    assertEquals(1, next.stores.size());
    assertEquals(new Done(), now(cache.flush(FLUSH_MAX)));
  }

  @Test
  void aLateSuccessCountsWhileARetryIsDue() {
    now(cache.store(blob(1)));
    cache.unregister();
    var next = new ScriptedStore();
    cache.register(next);
    next.stores.get(0).fail("full");
    fixture.store.stores.get(0).succeed();
    fixture.time.advance(CacheFixture.RETRY_MAX);
    assertEquals(1, next.stores.size());
    assertEquals(0, cache.stats().dirtyEntries() + cache.stats().dirtyBytes());
  }

  @Test
  void aLateFailureIsNone() {
    now(cache.store(blob(1)));
    cache.unregister();
    var next = new ScriptedStore();
    cache.register(next);
    var flush = cache.flush(FLUSH_MAX);
    fixture.store.stores.get(0).fail("closed");
    fixture.time.advance(CacheFixture.RETRY_MAX);
    assertFalse(flush.isDone());
    assertEquals(1, next.stores.size());
    assertEquals(1, cache.stats().flushBatch());
    next.stores.get(0).succeed();
    assertEquals(new Done(), now(flush));
  }

  @Test
  void oneStoreIsRegisteredAtATimeAndAlwaysTheSame() {
    assertThrows(IllegalStateException.class, () -> cache.register(fixture.store));
    cache.unregister();
    assertThrows(IllegalStateException.class, cache::unregister);
    assertThrows(IllegalArgumentException.class, () -> cache.register(new BackingStoreStub()));
    cache.register(new ScriptedStore());
  }

  @Test
  void aCacheMayBeginWithoutAStore() {
    var own = new ContentCache(settings(), fixture.time, fixture.time, CacheListener.none());
    assertInstanceOf(StoreException.Unavailable.class, failure(own.load(blob(1).ref())));
    own.register(new BackingStoreStub());
    assertInstanceOf(LoadResult.Absent.class, now(own.load(blob(1).ref())));
  }
}
