package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.assertFound;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.cache.LoadResult.Source;
import stampede.cache.StoreResult.Overloaded;
import stampede.cache.StoreResult.Stored;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;

class StoreTest {
  private static List<Blob> issued(CacheFixture fixture) {
    return fixture.store.stores.stream().map(ScriptedStore.Store::blob).toList();
  }

  @Test
  void writingBackAnswersAtOnceAndKeepsTheBlobLoadable() {
    var fixture = new CacheFixture(settings());
    Blob blob = blob(1);
    assertEquals(new Stored(blob.ref(), false), now(fixture.cache.store(blob)));
    assertFound(blob, Source.CACHE, fixture.cache.load(blob.ref()));
    CacheStats dirty = fixture.cache.stats();
    assertEquals(1, dirty.dirtyEntries());
    assertEquals(100, dirty.dirtyBytes());
    assertEquals(1, dirty.flushBatch());
    assertEquals(0, dirty.cleanEntries());
    fixture.store.stores.get(0).succeed();
    assertFound(blob, Source.CACHE, fixture.cache.load(blob.ref()));
    CacheStats clean = fixture.cache.stats();
    assertEquals(0, clean.dirtyEntries());
    assertEquals(0, clean.dirtyBytes());
    assertEquals(0, clean.flushBatch());
    assertEquals(1, clean.cleanEntries());
    assertEquals(1, clean.storesAccepted());
  }

  @Test
  void aKnownBlobIsAnsweredWithoutTheBackingStore() {
    var fixture = new CacheFixture(settings());
    Blob blob = blob(1);
    now(fixture.cache.store(blob));
    assertEquals(new Stored(blob.ref(), true), now(fixture.cache.store(blob)));
    fixture.store.stores.get(0).succeed();
    assertEquals(new Stored(blob.ref(), true), now(fixture.cache.store(blob)));
    assertEquals(1, fixture.store.stores.size());
    assertEquals(2, fixture.cache.stats().storesKnown());
    assertEquals(1, fixture.cache.stats().storesAccepted());
  }

  @Test
  void atMostAFlushBatchIsInFlightAndTheRestFollowsInOrder() {
    var fixture = new CacheFixture(settings());
    List<Blob> blobs = new ArrayList<>();
    for (int key = 0; key < 6; key++) {
      blobs.add(blob(key));
      now(fixture.cache.store(blobs.get(key)));
    }
    assertEquals(blobs.subList(0, 2), issued(fixture));
    fixture.store.stores.get(1).succeed();
    assertEquals(blobs.subList(0, 3), issued(fixture));
    fixture.store.stores.get(0).succeed();
    fixture.store.stores.get(2).succeed();
    assertEquals(blobs.subList(0, 5), issued(fixture));
    assertEquals(2, fixture.cache.stats().flushBatch());
    assertEquals(3, fixture.cache.stats().dirtyEntries());
  }

  @Test
  void aFailedStoreIsTriedAgainAfterPausesThatDoubleUpToTheirBound() {
    var fixture = new CacheFixture(settings());
    Blob blob = blob(1);
    now(fixture.cache.store(blob));
    var backoff = new Backoff(CacheFixture.RETRY_MIN, CacheFixture.RETRY_MAX);
    int attempt = 0;
    for (long pauseMax : new long[] {10, 20, 40, 50, 50}) {
      fixture.store.stores.get(attempt).fail("full");
      assertFound(blob, Source.CACHE, fixture.cache.load(blob.ref()));
      assertEquals(0, fixture.cache.stats().flushBatch());
      long pause = backoff.pauseNanos(blob.ref(), attempt + 1);
      assertTrue(pause >= pauseMax / 2 && pause <= pauseMax, pause + " of " + pauseMax);
      fixture.time.advance(pause - 1);
      assertEquals(attempt + 1, fixture.store.stores.size(), "before the pause of " + pause);
      fixture.time.advance(1);
      attempt++;
      assertEquals(attempt + 1, fixture.store.stores.size(), "after the pause of " + pause);
    }
    fixture.store.stores.get(attempt).succeed();
    assertEquals(0, fixture.cache.stats().dirtyEntries());
    assertEquals(5, fixture.cache.stats().storeFailures());
    fixture.time.runAll();
    assertEquals(attempt + 1, fixture.store.stores.size());
  }

  @Test
  void aStoreInItsPauseHoldsNobodyBack() {
    var fixture = new CacheFixture(settings(1 << 20, 1 << 20, 4, 1, WriteMode.BACK));
    Blob one = blob(1);
    Blob two = blob(2);
    now(fixture.cache.store(one));
    now(fixture.cache.store(two));
    fixture.store.stores.get(0).fail("full");
    assertEquals(List.of(one, two), issued(fixture));
    fixture.store.stores.get(1).succeed();
    fixture.time.advance(10);
    assertEquals(List.of(one, two, one), issued(fixture));
  }

  @Test
  void beyondTheBoundOnDirtyBytesStoresCompleteLateAndInOrder() {
    var fixture = new CacheFixture(settings(1 << 20, 250, 4, 100, WriteMode.BACK));
    now(fixture.cache.store(blob(1)));
    now(fixture.cache.store(blob(2)));
    Blob third = blob(3);
    var late = fixture.cache.store(third);
    // It would fit, but has its place behind the third.
    var small = fixture.cache.store(Blobs.of(1, 4, 1, HashAlgorithm.SHA256));
    assertFalse(late.isDone());
    assertFalse(small.isDone());
    assertFalse(fixture.cache.load(third.ref()).isDone(), "not accepted, so not loadable");
    assertEquals(2, fixture.cache.stats().waitingStores());
    assertEquals(200, fixture.cache.stats().dirtyBytes());
    fixture.store.stores.get(1).succeed();
    assertEquals(new Stored(third.ref(), false), now(late));
    assertInstanceOf(Stored.class, now(small));
    assertFound(third, Source.CACHE, fixture.cache.load(third.ref()));
    assertEquals(201, fixture.cache.stats().dirtyBytes());
    assertEquals(4, fixture.store.stores.size());
  }

  @Test
  void beyondTheBoundOnDirtyBlobsStoresCompleteLate() {
    var fixture = new CacheFixture(settings().with().dirtyBlobsMax(2).build());
    now(fixture.cache.store(blob(1)));
    now(fixture.cache.store(blob(2)));
    var late = fixture.cache.store(blob(3));
    assertFalse(late.isDone());
    assertEquals(new Stored(blob(2).ref(), true), now(fixture.cache.store(blob(2))));
    fixture.store.stores.get(0).succeed();
    assertInstanceOf(Stored.class, now(late));
    assertEquals(2, fixture.cache.stats().dirtyEntries());
  }

  @Test
  void aLoadThatWaitsIsAnsweredWhenAWaitingStoreIsAccepted() {
    var fixture = new CacheFixture(settings(1 << 20, 100, 4, 100, WriteMode.BACK));
    now(fixture.cache.store(blob(1)));
    Blob second = blob(2);
    var store = fixture.cache.store(second);
    var load = fixture.cache.load(second.ref());
    fixture.store.stores.get(0).succeed();
    now(store);
    assertFound(second, Source.CACHE, load);
    fixture.store.loads.get(0).succeed();
    assertFound(second, Source.CACHE, fixture.cache.load(second.ref()));
  }

  @Test
  void aKnownBlobWaitsForNoRoom() {
    var fixture = new CacheFixture(settings(1 << 20, 100, 4, 100, WriteMode.BACK));
    Blob first = blob(1);
    now(fixture.cache.store(first));
    fixture.cache.store(blob(2));
    assertEquals(new Stored(first.ref(), true), now(fixture.cache.store(first)));
  }

  @Test
  void twoWaitingStoresOfOneBlobAreStoredOnce() {
    var fixture = new CacheFixture(settings(1 << 20, 100, 4, 100, WriteMode.BACK));
    now(fixture.cache.store(blob(1)));
    Blob second = blob(2);
    var first = fixture.cache.store(second);
    var twin = fixture.cache.store(second);
    fixture.store.stores.get(0).succeed();
    assertEquals(new Stored(second.ref(), false), now(first));
    assertEquals(new Stored(second.ref(), true), now(twin));
    assertEquals(100, fixture.cache.stats().dirtyBytes());
    fixture.store.stores.get(1).succeed();
    assertEquals(2, fixture.store.stores.size());
    assertEquals(0, fixture.cache.stats().dirtyBytes());
  }

  @Test
  void beyondTheBoundOnWaitingStoresTheAnswerIsOverloaded() {
    var fixture = new CacheFixture(settings(1 << 20, 100, 2, 100, WriteMode.BACK));
    now(fixture.cache.store(blob(1)));
    fixture.cache.store(blob(2));
    fixture.cache.store(blob(3));
    Blob refused = blob(4);
    assertEquals(new Overloaded(refused.ref()), now(fixture.cache.store(refused)));
    assertEquals(1, fixture.cache.stats().storesOverloaded());
    fixture.store.stores.get(0).succeed();
    assertFalse(fixture.cache.store(refused).isDone());
  }

  @Test
  void aBlobAboveTheBoundOnDirtyBytesIsRefusedAsTooLarge() {
    var fixture = new CacheFixture(settings(1 << 20, 99, 4, 100, WriteMode.BACK));
    var refusal =
        assertInstanceOf(StoreException.TooLarge.class, failure(fixture.cache.store(blob(1))));
    assertEquals(99, refusal.bytesMax());
    assertEquals(1, fixture.cache.stats().storesTooLarge());
  }

  @Test
  void beyondTheBoundOnWaitingBytesAStoreIsRefused() {
    var fixture = new CacheFixture(settings(1 << 20, 100, 100, 100, WriteMode.BACK)
        .with()
        .waitingBytesMax(250)
        .build());
    now(fixture.cache.store(blob(1)));
    var second = fixture.cache.store(blob(2));
    var third = fixture.cache.store(blob(3));
    assertEquals(200, fixture.cache.stats().waitingBytes());
    assertEquals(new Overloaded(blob(4).ref()), now(fixture.cache.store(blob(4))));
    assertFalse(second.isDone());
    fixture.store.stores.get(0).succeed();
    now(second);
    assertEquals(100, fixture.cache.stats().waitingBytes());
    fixture.store.stores.get(1).succeed();
    now(third);
    assertEquals(0, fixture.cache.stats().waitingBytes());
    assertEquals(1, fixture.cache.stats().storesOverloaded());
  }

  @Test
  void aBlobAboveTheSizeLimitIsRefused() {
    var fixture = new CacheFixture(settings().with().blobBytesMax(99).build());
    var refusal =
        assertInstanceOf(StoreException.TooLarge.class, failure(fixture.cache.store(blob(1))));
    assertEquals(100, refusal.sizeBytes());
    assertEquals(99, refusal.bytesMax());
    assertTrue(fixture.store.stores.isEmpty());
  }

  @Test
  void theEmptyBlobIsABlob() {
    var fixture = new CacheFixture(settings());
    Blob empty = Blob.of(HashAlgorithm.SHA256, new byte[0]);
    now(fixture.cache.store(empty));
    fixture.store.stores.get(0).succeed();
    assertFound(empty, Source.CACHE, fixture.cache.load(empty.ref()));
    assertEquals(1, fixture.cache.dropCache());
  }

  @Test
  void writingThroughAnswersWhenTheBackingStoreHasConfirmed() {
    var fixture = new CacheFixture(settings(1 << 20, 1 << 20, 4, 2, WriteMode.THROUGH));
    Blob blob = blob(1);
    var store = fixture.cache.store(blob);
    var twin = fixture.cache.store(blob);
    assertFalse(store.isDone());
    assertFalse(twin.isDone());
    assertEquals(1, fixture.store.stores.size());
    fixture.store.stores.get(0).succeed();
    assertEquals(new Stored(blob.ref(), false), now(store));
    assertEquals(new Stored(blob.ref(), true), now(twin));
    assertEquals(new Stored(blob.ref(), true), now(fixture.cache.store(blob)));
  }

  @Test
  void writingThroughFailsWhereTheBackingStoreDoesAndIsNotTriedAgain() {
    var fixture = new CacheFixture(settings(1 << 20, 1 << 20, 4, 2, WriteMode.THROUGH));
    Blob blob = blob(1);
    var store = fixture.cache.store(blob);
    var twin = fixture.cache.store(blob);
    fixture.store.stores.get(0).fail("full");
    assertInstanceOf(StoreException.NoSpace.class, failure(store));
    assertSame(failure(store), failure(twin));
    assertEquals(0, fixture.cache.stats().dirtyEntries());
    assertEquals(0, fixture.cache.stats().dirtyBytes());
    fixture.time.runAll();
    assertEquals(1, fixture.store.stores.size());
    fixture.cache.store(blob);
    assertEquals(2, fixture.store.stores.size());
  }
}
