package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.assertFound;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import stampede.cache.FlushResult.Done;
import stampede.cache.FlushResult.Failed;
import stampede.cache.FlushResult.TimedOut;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.StoreException;

class FlushTest {
  private final CacheFixture fixture =
      new CacheFixture(settings(1 << 20, 1 << 20, 4, 100, WriteMode.BACK));
  private final ContentCache cache = fixture.cache;
  private final ScriptedStore store = fixture.store;

  private void assertFailed(long dirtyBytes, CompletableFuture<FlushResult> flush) {
    var failed = assertInstanceOf(Failed.class, now(flush));
    assertEquals(dirtyBytes, failed.dirtyBytes());
    assertInstanceOf(StoreException.NoSpace.class, failed.cause());
  }

  @Test
  void nothingDirtyIsDoneAtOnce() {
    assertEquals(new Done(), now(cache.flush(FLUSH_MAX)));
    cache.store(blob(1));
    store.stores.get(0).succeed();
    assertEquals(new Done(), now(cache.flush(FLUSH_MAX)));
  }

  @Test
  void isDoneWhenAllThatWasAcceptedBeforeIsClean() {
    cache.store(blob(1));
    cache.store(blob(2));
    var flush = cache.flush(FLUSH_MAX);
    cache.store(blob(3));
    store.stores.get(1).succeed();
    assertFalse(flush.isDone());
    store.stores.get(0).succeed();
    assertEquals(new Done(), now(flush));
    assertEquals(1, cache.stats().dirtyEntries());
  }

  @Test
  void failsAsSoonAsAllThatRemainsHasFailedSince() {
    cache.store(blob(1));
    cache.store(blob(2));
    cache.store(blob(3));
    var flush = cache.flush(FLUSH_MAX);
    store.stores.get(0).fail("full");
    store.stores.get(1).succeed();
    assertFalse(flush.isDone());
    store.stores.get(2).fail("full");
    assertFailed(200, flush);
  }

  @Test
  void aFailureFromBeforeDoesNotCount() {
    cache.store(blob(1));
    store.stores.get(0).fail("full");
    var flush = cache.flush(FLUSH_MAX);
    assertFalse(flush.isDone());
    fixture.time.advance(10);
    store.stores.get(1).succeed();
    assertEquals(new Done(), now(flush));
  }

  @Test
  void aFailureMadeGoodBeforeTheEndDoesNotCount() {
    cache.store(blob(1));
    cache.store(blob(2));
    var flush = cache.flush(FLUSH_MAX);
    store.stores.get(0).fail("full");
    fixture.time.advance(10);
    store.stores.get(2).succeed();
    assertFalse(flush.isDone());
    store.stores.get(1).succeed();
    assertEquals(new Done(), now(flush));
  }

  @Test
  void aBlobThatFailsAgainAndAgainCountsOnce() {
    cache.store(blob(1));
    cache.store(blob(2));
    var flush = cache.flush(FLUSH_MAX);
    store.stores.get(0).fail("full");
    fixture.time.advance(10);
    store.stores.get(2).fail("full");
    fixture.time.advance(20);
    store.stores.get(3).fail("full");
    assertFalse(flush.isDone());
    store.stores.get(1).succeed();
    assertFailed(100, flush);
  }

  @Test
  void eachFlushHasItsOwnBeginning() {
    cache.store(blob(1));
    var first = cache.flush(FLUSH_MAX);
    store.stores.get(0).fail("full");
    assertFailed(100, first);
    var second = cache.flush(FLUSH_MAX);
    cache.store(blob(2));
    var third = cache.flush(FLUSH_MAX);
    fixture.time.advance(10);
    store.stores.get(2).succeed();
    assertEquals(new Done(), now(second));
    assertFalse(third.isDone());
    store.stores.get(1).fail("full");
    assertFailed(100, third);
  }

  @Test
  void aWriteThroughStoreThatFailsFailsTheFlush() {
    var through = new CacheFixture(settings(1 << 20, 1 << 20, 4, 100, WriteMode.THROUGH));
    through.cache.store(blob(1));
    var flush = through.cache.flush(FLUSH_MAX);
    through.store.stores.get(0).fail("full");
    assertFailed(100, flush);
    assertEquals(new Done(), now(through.cache.flush(FLUSH_MAX)));
  }

  @Test
  void anUnansweredFlushEndsWhenItsTimeIsOver() {
    cache.store(blob(1));
    cache.store(blob(2));
    var flush = cache.flush(100);
    var longer = cache.flush(200);
    store.stores.get(0).succeed();
    fixture.time.advance(99);
    assertFalse(flush.isDone());
    fixture.time.advance(1);
    assertEquals(new TimedOut(100), now(flush));
    assertFalse(longer.isDone());
    store.stores.get(1).succeed();
    assertEquals(new Done(), now(longer));
    fixture.time.runAll();
    assertEquals(new Done(), now(longer));
  }

  @Test
  void whatWasFlushedIsInMemoryWhenTheFlushIsDone() {
    Blob blob = blob(1);
    cache.store(blob);
    var load = cache.flush(FLUSH_MAX).thenCompose(done -> cache.load(blob.ref()));
    store.stores.get(0).succeed();
    assertFound(blob, Source.CACHE, load);
  }
}
