package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.RETRY_MAX;
import static stampede.cache.CacheFixture.RETRY_MIN;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.settings;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.time.VirtualTime;

class ListenerTest {
  private final RecordingListener listener = new RecordingListener();
  private final CacheFixture fixture =
      new CacheFixture(settings(1 << 20, 250, 4, 1, WriteMode.BACK), listener);
  private final ContentCache cache = fixture.cache;
  private final ScriptedStore store = fixture.store;

  private void assertHeard(String... events) {
    assertEquals(List.of(events), listener.heard);
  }

  @Test
  void aJoinedLoadDoesNotStampAgain() {
    Blob blob = fixture.stored(1);
    cache.load(blob.ref());
    fixture.time.advance(5);
    cache.load(blob.ref());
    fixture.time.advance(5);
    store.loads.get(0).succeed();
    fixture.time.advance(1);
    cache.load(blob.ref());
    assertHeard(
        "load started at 1000",
        "load joined at 1005",
        "load of 1000 ended at 1010 FOUND",
        "hit at 1011");
  }

  @Test
  void anAbsentAndAFailedLoadEndToo() {
    cache.load(blob(1).ref());
    cache.load(blob(2).ref());
    fixture.time.advance(7);
    store.loads.get(0).succeed();
    fixture.time.advance(1);
    store.loads.get(1).fail("no route");
    assertHeard(
        "load started at 1000",
        "load started at 1000",
        "load of 1000 ended at 1007 ABSENT",
        "load of 1000 ended at 1008 FAILED");
  }

  @Test
  void theAnswerOfTheStoreIsToldBeforeItIsVerified() {
    BlobRef ref = blob(1).ref();
    store.stored.put(ref, new byte[] {1});
    cache.load(ref);
    fixture.time.advance(7);
    store.loads.get(0).succeed();
    assertHeard("load started at 1000", "load of 1000 ended at 1007 FOUND");
  }

  @Test
  void aStoreDuringALoadDisturbsNoStamp() {
    Blob blob = blob(1);
    cache.load(blob.ref());
    fixture.time.advance(3);
    cache.store(blob);
    fixture.time.advance(4);
    cache.load(blob.ref());
    store.loads.get(0).succeed();
    fixture.time.advance(2);
    store.stores.get(0).succeed();
    assertHeard(
        "load started at 1000",
        "store of 1003 started at 1003",
        "hit at 1007",
        "load of 1000 ended at 1007 ABSENT",
        "store of 1003/1003 ended at 1009 well");
  }

  @Test
  void everyAttemptOfAStoreHasItsOwnStartAndTheStoreKeepsItsAcceptance() {
    cache.store(blob(1));
    fixture.time.advance(5);
    store.stores.get(0).fail("full");
    long again = 1005 + new Backoff(RETRY_MIN, RETRY_MAX).pauseNanos(blob(1).ref(), 1);
    fixture.time.until(again + 2);
    store.stores.get(1).succeed();
    assertHeard(
        "store of 1000 started at 1000",
        "store of 1000/1000 ended at 1005 badly",
        "store of 1000 started at " + again,
        "store of 1000/" + again + " ended at " + (again + 2) + " well");
  }

  @Test
  void aStoreBehindTheFlushBatchStartsWhenItIsIssuedAndAWaitingOneIsAcceptedLate() {
    cache.store(blob(1));
    fixture.time.advance(1);
    cache.store(blob(2));
    fixture.time.advance(1);
    cache.store(blob(3));
    fixture.time.advance(1);
    store.stores.get(0).succeed();
    fixture.time.advance(1);
    store.stores.get(1).succeed();
    assertHeard(
        "store of 1000 started at 1000",
        "store of 1000/1000 ended at 1003 well",
        "store of 1001 started at 1003",
        "store of 1001/1003 ended at 1004 well",
        "store of 1003 started at 1004");
  }

  @Test
  void anAnswerWithinTheCallIsToldInOrder() {
    var time = new VirtualTime(1000);
    var slow = new BackingStoreStub() {
      @Override
      public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
        time.advance(3);
        return super.load(ref);
      }

      @Override
      public CompletableFuture<Void> store(Blob blob) {
        time.advance(5);
        return super.store(blob);
      }
    };
    try (var synchronous = new ContentCache(slow, settings(), time, time, listener)) {
      synchronous.load(blob(1).ref());
      synchronous.store(blob(1));
    }
    assertHeard(
        "load started at 1000",
        "load of 1000 ended at 1003 ABSENT",
        "store of 1003 started at 1003",
        "store of 1003/1003 ended at 1008 well");
  }

  @Test
  void everyEndIsToldBeforeAFlushIsDone() {
    cache.store(blob(1));
    cache.flush(FLUSH_MAX).thenRun(() -> listener.heard.add("flushed"));
    fixture.time.advance(5);
    store.stores.get(0).succeed();
    assertHeard(
        "store of 1000 started at 1000", "store of 1000/1000 ended at 1005 well", "flushed");
  }

  @Test
  void aLoadThatFindsNoStoreIsNoBackingLoad() {
    cache.unregister();
    cache.load(blob(1).ref());
    assertHeard();
    assertEquals(1, cache.stats().loadFailures());
  }
}
