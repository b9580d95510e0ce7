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

import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import stampede.cache.FlushResult.Done;
import stampede.cache.FlushResult.Failed;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.BlobRef;
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
    assertFalse(inFlight.isDone());
    assertEquals(1, through.cache.stats().dirtyEntries());
    through.store.stores.get(0).succeed();
    now(inFlight);
    assertEquals(0, through.cache.stats().dirtyBytes());
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

  /** Another thread may register between the two steps of an unregistering. */
  @Test
  void whoWaitsIsNotFailedWhereAStoreIsRegisteredAgainMeanwhile() {
    var stores = new Registration();
    var clean = new CleanBlobs(0);
    var overlay = new ConcurrentHashMap<BlobRef, DirtyBlob>();
    var observer = new Observer(CacheListener.none(), fixture.time);
    var counters = new Counters();
    var loads =
        new LoadsInFlight(stores, settings(), clean, overlay, fixture.time, observer, counters);
    var dirty = new DirtyBlobs(settings(), stores, overlay, clean, loads, observer, counters);
    now(dirty.accept(blob(1)));
    stores.register(fixture.store);
    var wait = dirty.flush();
    dirty.storeGone();
    assertFalse(wait.answer.isDone());
    stores.unregister();
    dirty.storeGone();
    assertInstanceOf(Failed.class, now(wait.answer));
  }
}
