package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.assertFound;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;

import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.cache.LoadResult.Absent;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.StoreException;
import stampede.time.VirtualTime;

class CaffeineFrontTest {
  private final VirtualTime time = new VirtualTime(1000);
  private final ScriptedStore store = new ScriptedStore();
  private final RecordingListener listener = new RecordingListener();
  private final CaffeineFront front = new CaffeineFront(store, 1 << 20, time, listener);

  private Blob stored(long key) {
    Blob blob = blob(key);
    store.stored.put(blob.ref(), blob.bytes());
    return blob;
  }

  @Test
  void loadsOfOneAddressShareABackingLoadAndThenHit() {
    Blob blob = stored(1);
    var first = front.load(blob.ref());
    time.advance(5);
    var second = front.load(blob.ref());
    assertEquals(1, store.loads.size());
    assertEquals(1, front.stats().loadsInFlight());
    time.advance(5);
    store.loads.get(0).succeed();
    assertFound(blob, Source.BACKING_STORE, first);
    assertFound(blob, Source.JOINED, second);
    assertFound(blob, Source.CACHE, front.load(blob.ref()));
    assertEquals(
        List.of(
            "load started at 1000",
            "load joined at 1005",
            "load of 1000 ended at 1010 FOUND",
            "hit at 1010"),
        listener.heard);
    CacheStats stats = front.stats();
    assertEquals(List.of(1L, 1L, 1L), List.of(stats.hits(), stats.misses(), stats.joins()));
    assertEquals(
        List.of(1L, 100L, 0L),
        List.of(stats.cleanEntries(), stats.cleanBytes(), stats.loadsInFlight()));
  }

  @Test
  void whatIsAbsentOrFailedIsNotKept() {
    Blob blob = blob(1);
    var absent = front.load(blob.ref());
    store.loads.get(0).succeed();
    assertEquals(new Absent(blob.ref()), now(absent));
    var failed = front.load(blob.ref());
    store.loads.get(1).fail("no");
    assertInstanceOf(StoreException.Unavailable.class, failure(failed));
    blob = stored(1);
    var found = front.load(blob.ref());
    store.loads.get(2).succeed();
    assertFound(blob, Source.BACKING_STORE, found);
    assertEquals(
        List.of(
            "load started at 1000",
            "load of 1000 ended at 1000 ABSENT",
            "load started at 1000",
            "load of 1000 ended at 1000 FAILED",
            "load started at 1000",
            "load of 1000 ended at 1000 FOUND"),
        listener.heard);
    CacheStats stats = front.stats();
    assertEquals(List.of(1L, 1L), List.of(stats.absents(), stats.loadFailures()));
  }

  @Test
  void bytesOfAnotherAddressAreRefused() {
    Blob blob = blob(1);
    store.stored.put(blob.ref(), blob(2).bytes());
    var load = front.load(blob.ref());
    var joined = front.load(blob.ref());
    store.loads.get(0).succeed();
    assertInstanceOf(StoreException.Corrupt.class, failure(load));
    assertInstanceOf(StoreException.Corrupt.class, failure(joined));
    assertEquals(1, front.stats().loadMismatches());
    assertEquals(0, front.stats().cleanEntries());
  }

  @Test
  void aStoreIsWrittenThroughAndThenPut() {
    Blob blob = blob(1);
    var answer = front.store(blob);
    assertFalse(answer.isDone());
    assertEquals(1, front.stats().flushBatch());
    time.advance(7);
    store.stores.get(0).succeed();
    assertEquals(new StoreResult.Stored(blob.ref(), false), now(answer));
    assertFound(blob, Source.CACHE, front.load(blob.ref()));
    assertEquals(
        List.of(
            "store of 1000 started at 1000",
            "store of 1000/1000 ended at 1007 well",
            "hit at 1007"),
        listener.heard);
    assertEquals(
        List.of(1L, 0L), List.of(front.stats().storesAccepted(), front.stats().flushBatch()));
    assertInstanceOf(FlushResult.Done.class, now(front.flush(0)));
  }

  @Test
  void aStoreThatFailsLeavesNothing() {
    var answer = front.store(blob(1));
    store.stores.get(0).fail("full");
    assertInstanceOf(StoreException.NoSpace.class, failure(answer));
    assertEquals(1, front.stats().storeFailures());
    assertEquals(0, front.stats().cleanEntries());
    assertEquals("store of 1000/1000 ended at 1000 badly", listener.heard.get(1));
  }

  @Test
  void bytesAreBounded() {
    var small = new CaffeineFront(store, 250, time, CacheListener.none());
    for (int key = 0; key < 10; key++) {
      var unused = small.store(blob(key));
      store.stores.get(key).succeed();
    }
    assertTrue(small.stats().cleanBytes() <= 250, small.stats()::toString);
    assertTrue(small.stats().cleanEntries() > 0, small.stats()::toString);
  }

  @Test
  void aClosedFrontRefuses() {
    assertEquals(new CloseResult(List.of(), null), now(front.close(0)));
    assertInstanceOf(StoreException.Closed.class, failure(front.load(blob(1).ref())));
    assertInstanceOf(StoreException.Closed.class, failure(front.store(blob(1))));
    assertEquals(List.of(), store.loads);
    assertEquals(List.of(), store.stores);
  }
}
