package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.RETRY_MAX;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.cache.FlushResult.Done;
import stampede.cache.FlushResult.Failed;
import stampede.cache.FlushResult.TimedOut;
import stampede.cache.LoadResult.Found;
import stampede.cache.StoreResult.Overloaded;
import stampede.cache.StoreResult.Stored;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;

/** What the flux-framework's content cache did wrong, each defect once. */
class UpstreamDefectsTest {
  /** Where a dirty blob is. */
  enum Place {
    IN_FLIGHT,
    QUEUED,
    IN_ITS_PAUSE
  }

  /** Where an acknowledged blob has gone when the "absent" of a load from before arrives. */
  enum Fate {
    DIRTY,
    CLEAN,
    DROPPED,
    EVICTED,
    ASKED_FOR_AGAIN
  }

  private final CacheFixture fixture = new CacheFixture(settings());
  private final ContentCache cache = fixture.cache;
  private final ScriptedStore store = fixture.store;

  private static List<Blob> issued(CacheFixture fixture) {
    return fixture.store.stores.stream().map(ScriptedStore.Store::blob).toList();
  }

  /** flux-core issue 4472. */
  @Test
  void aFailedStoreIsTriedAgainThoughNobodyStoresItAgain() {
    Blob blob = blob(1);
    now(cache.store(blob));
    store.stores.get(0).fail("full");
    fixture.time.advance(RETRY_MAX);
    assertEquals(List.of(blob, blob), issued(fixture), "issued");
    store.stores.get(1).succeed();
    assertTrue(store.stored.containsKey(blob.ref()));
    assertEquals(0, cache.stats().dirtyEntries());
  }

  /** flux-core issue 7720. */
  @Test
  void aFlushEndsWhereTheLastStoreInFlightSucceedsWhileAFailedOneIsInItsPause() {
    now(cache.store(blob(1)));
    now(cache.store(blob(2)));
    var flush = cache.flush(FLUSH_MAX);
    store.stores.get(0).fail("full");
    var fromAfterTheFailure = cache.flush(FLUSH_MAX);
    store.stores.get(1).succeed();
    assertEquals(0, cache.stats().flushBatch());
    assertEquals(100, assertInstanceOf(Failed.class, now(flush)).dirtyBytes());
    assertFalse(fromAfterTheFailure.isDone());
    fixture.time.advance(RETRY_MAX);
    store.stores.get(2).succeed();
    assertEquals(new Done(), now(fromAfterTheFailure));
  }

  @ParameterizedTest
  @EnumSource
  void aLateAbsentTakesNoAcknowledgedBlobAway(Fate fate) {
    var own =
        new CacheFixture(settings(fate == Fate.EVICTED ? 0 : 1000, 1000, 4, 2, WriteMode.BACK));
    Blob blob = blob(1);
    var issuer = own.cache.load(blob.ref());
    var joined = own.cache.load(blob.ref());
    now(own.cache.store(blob));
    assertInstanceOf(Found.class, now(issuer));
    assertInstanceOf(Found.class, now(joined));
    if (fate != Fate.DIRTY) {
      own.store.stores.get(0).succeed();
    }
    if (fate == Fate.DROPPED || fate == Fate.ASKED_FOR_AGAIN) {
      assertEquals(1, own.cache.dropCache());
    }
    var again = fate == Fate.ASKED_FOR_AGAIN ? own.cache.load(blob.ref()) : issuer;
    own.store.loads.get(0).succeed(); // With what it saw when it was issued: nothing.
    var after = own.cache.load(blob.ref());
    own.store.loads.forEach(ScriptedStore.Load::succeed);
    assertInstanceOf(Found.class, now(again));
    assertInstanceOf(Found.class, now(after));
    assertEquals(fate == Fate.DIRTY ? 1 : 0, own.cache.stats().dirtyEntries());
    assertEquals(1, own.cache.stats().absents());
  }

  @Test
  void aLoadFromBeforeIsNotJoinedAndItsLateAbsentReachesNobody() {
    var own = new CacheFixture(settings(0, 1000, 4, 2, WriteMode.BACK));
    Blob blob = blob(1);
    own.cache.load(blob.ref());
    now(own.cache.store(blob));
    own.store.stores.get(0).succeed();
    var issuer = own.cache.load(blob.ref());
    var joined = own.cache.load(blob.ref());
    assertEquals(2, own.store.loads.size(), "the load from before is not joined");
    own.store.loads.get(0).succeed();
    assertFalse(issuer.isDone() || joined.isDone());
    own.store.loads.get(1).succeed();
    assertInstanceOf(Found.class, now(issuer));
    assertInstanceOf(Found.class, now(joined));
  }

  /** flux-core issue 4482. */
  @ParameterizedTest
  @EnumSource
  void aDirtyBlobThatIsStoredAgainHasOnePlaceInTheOrder(Place place) {
    var own = new CacheFixture(settings(1000, 1000, 4, 1, WriteMode.BACK));
    Blob other = blob(2);
    Blob blob = blob(1);
    Blob last = blob(3);
    if (place == Place.QUEUED) {
      now(own.cache.store(other));
    }
    now(own.cache.store(blob));
    if (place == Place.IN_ITS_PAUSE) {
      own.store.stores.get(0).fail("full");
    }
    for (int again = 0; again < 3; again++) {
      assertEquals(new Stored(blob.ref(), true), now(own.cache.store(blob)));
    }
    now(own.cache.store(last));
    long queued = place == Place.QUEUED ? 3 : 2;
    assertEquals(queued, own.cache.stats().dirtyEntries());
    assertEquals(100 * queued, own.cache.stats().dirtyBytes());
    for (int attempt = place == Place.IN_ITS_PAUSE ? 1 : 0;
        attempt < own.store.stores.size();
        attempt++) {
      assertEquals(1, own.cache.stats().flushBatch());
      own.store.stores.get(attempt).succeed();
      own.time.advance(RETRY_MAX);
    }
    assertEquals(
        switch (place) {
          case IN_FLIGHT -> List.of(blob, last);
          case QUEUED -> List.of(other, blob, last);
          case IN_ITS_PAUSE -> List.of(blob, last, blob);
        },
        issued(own));
    assertEquals(0, own.cache.stats().dirtyEntries() + own.cache.stats().dirtyBytes());
  }

  /** Sizes are sums of 64 bits: more than 4 GiB dirty, and as much held back, by one array. */
  @Test
  void bytesBeyondFourGibibytesAreCountedAndBounded() {
    byte[] bytes = new byte[1 << 20];
    long bytesMax = 5L << 30;
    int fit = (int) (bytesMax / bytes.length);
    var own = new ContentCache(
        settings(0, bytesMax, Integer.MAX_VALUE, 2, WriteMode.BACK)
            .with()
            .waitingBytesMax(bytesMax)
            .build(),
        fixture.time,
        fixture.time,
        CacheListener.none());
    for (int key = 0; key < fit; key++) {
      now(own.store(numbered(key, bytes)));
    }
    assertEquals(bytesMax, own.stats().dirtyBytes());
    for (int key = fit; key < 2 * fit; key++) {
      assertFalse(own.store(numbered(key, bytes)).isDone());
    }
    assertEquals(bytesMax, own.stats().dirtyBytes());
    assertEquals(bytesMax, own.stats().waitingBytes());
    assertInstanceOf(Overloaded.class, now(own.store(numbered(2 * fit, bytes))));

    var silent = new ScriptedStore();
    own.register(silent);
    var flush = own.flush(100);
    fixture.time.advance(100);
    assertEquals(new TimedOut(bytesMax), now(flush));
    for (int attempt = 0; attempt < silent.stores.size(); attempt++) {
      silent.stores.get(attempt).answer().complete(null);
    }
    assertEquals(2 * fit, silent.stores.size());
    assertEquals(0, own.stats().dirtyBytes());
    assertEquals(0, own.stats().waitingBytes());
  }

  private static Blob numbered(int key, byte[] bytes) {
    byte[] digest = new byte[HashAlgorithm.SHA256.digestBytes()];
    ByteBuffer.wrap(digest).putInt(0, key);
    return Blob.trusted(BlobRef.ofDigest(HashAlgorithm.SHA256, digest), bytes);
  }
}
