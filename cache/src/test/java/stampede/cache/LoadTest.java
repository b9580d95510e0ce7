package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.assertFound;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.LoadResult.Absent;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.time.VirtualTime;

class LoadTest {
  private final CacheFixture fixture = new CacheFixture(settings());
  private final ContentCache cache = fixture.cache;
  private final ScriptedStore store = fixture.store;

  @Test
  void loadsInFlightOfOneAddressShareOneBackingLoad() {
    Blob blob = fixture.stored(1);
    var issuer = cache.load(blob.ref());
    var joined = List.of(cache.load(blob.ref()), cache.load(blob.ref()));
    assertEquals(1, store.loads.size());
    assertEquals(1, cache.stats().loadsInFlight());
    assertFalse(issuer.isDone());
    store.loads.get(0).succeed();
    assertFound(blob, Source.BACKING_STORE, issuer);
    joined.forEach(load -> assertFound(blob, Source.JOINED, load));
    assertFound(blob, Source.CACHE, cache.load(blob.ref()));
    CacheStats stats = cache.stats();
    assertEquals(1, stats.misses());
    assertEquals(2, stats.joins());
    assertEquals(1, stats.hits());
    assertEquals(0, stats.loadsInFlight());
    assertEquals(1, stats.cleanEntries());
    assertEquals(100, stats.cleanBytes());
  }

  @Test
  void loadsOfTwoAddressesShareNothing() {
    Blob one = fixture.stored(1);
    Blob two = fixture.stored(2);
    var first = cache.load(one.ref());
    var second = cache.load(two.ref());
    store.loads.get(1).succeed();
    assertFalse(first.isDone());
    assertFound(two, Source.BACKING_STORE, second);
  }

  @Test
  void whatACallerDoesToItsFutureReachesNoOther() {
    Blob blob = fixture.stored(1);
    var issuer = cache.load(blob.ref());
    var joined = cache.load(blob.ref());
    var canceller = cache.load(blob.ref());
    issuer.complete(new Absent(blob.ref()));
    canceller.cancel(true);
    store.loads.get(0).succeed();
    assertFound(blob, Source.JOINED, joined);
    var hit = cache.load(blob.ref());
    assertThrows(
        UnsupportedOperationException.class, () -> hit.obtrudeValue(new Absent(blob.ref())));
    assertThrows(
        UnsupportedOperationException.class, () -> hit.obtrudeException(new RuntimeException()));
    hit.cancel(true);
    assertFound(blob, Source.CACHE, cache.load(blob.ref()));
  }

  @Test
  void aHitIsTheSameCompletedFutureEachTime() {
    Blob blob = blob(1);
    cache.store(blob);
    assertSame(cache.load(blob.ref()), cache.load(blob.ref()));
    var dirty = cache.load(blob.ref());
    store.stores.get(0).succeed();
    assertSame(dirty, cache.load(blob.ref()));
  }

  @Test
  void anAbsentLoadLeavesNothingBehind() {
    BlobRef ref = blob(1).ref();
    var issuer = cache.load(ref);
    var joined = cache.load(ref);
    store.loads.get(0).succeed();
    assertEquals(new Absent(ref), now(issuer));
    assertEquals(new Absent(ref), now(joined));
    fixture.stored(1);
    var again = cache.load(ref);
    assertEquals(2, store.loads.size());
    store.loads.get(1).succeed();
    assertInstanceOf(LoadResult.Found.class, now(again));
    assertEquals(1, cache.stats().absents());
  }

  @Test
  void aFailedLoadLeavesNothingBehind() {
    Blob blob = fixture.stored(1);
    var issuer = cache.load(blob.ref());
    var joined = cache.load(blob.ref());
    store.loads.get(0).fail("no route");
    assertInstanceOf(StoreException.Unavailable.class, failure(issuer));
    assertSame(failure(issuer), failure(joined));
    var again = cache.load(blob.ref());
    store.loads.get(1).succeed();
    assertFound(blob, Source.BACKING_STORE, again);
    assertEquals(1, cache.stats().loadFailures());
  }

  @Test
  void bytesOfAnotherAddressAreCorruptAndNotKept() {
    BlobRef ref = blob(1).ref();
    store.stored.put(ref, new byte[] {1, 2, 3});
    var load = cache.load(ref);
    store.loads.get(0).succeed();
    var corrupt = assertInstanceOf(StoreException.Corrupt.class, failure(load));
    assertTrue(corrupt.getMessage().contains(ref.toString()), corrupt.getMessage());
    assertEquals(1, cache.stats().loadFailures());
    assertEquals(0, cache.stats().cleanEntries());
    assertFalse(cache.load(ref).isDone());
  }

  @Test
  void verificationCanBeSwitchedOff() {
    CacheSettings s = settings();
    var trusting = new CacheFixture(settings().with().verify(false).build());
    BlobRef ref = blob(1).ref();
    trusting.store.stored.put(ref, new byte[] {1, 2, 3});
    var load = trusting.cache.load(ref);
    trusting.store.loads.get(0).succeed();
    assertInstanceOf(LoadResult.Found.class, now(load));
  }

  @Test
  void aLateAbsentHidesNoStoreThatWasAcknowledged() {
    Blob blob = blob(1);
    var issuer = cache.load(blob.ref());
    var joined = cache.load(blob.ref());
    now(cache.store(blob));
    assertFound(blob, Source.CACHE, issuer);
    assertFound(blob, Source.JOINED, joined);
    store.loads.get(0).succeed();
    assertFound(blob, Source.CACHE, cache.load(blob.ref()));
    store.stores.get(0).succeed();
    assertFound(blob, Source.CACHE, cache.load(blob.ref()));
    assertEquals(1, cache.stats().absents());
  }

  @Test
  void aLoadAfterAnAcknowledgedStoreJoinsNoBackingLoadFromBefore() {
    Blob blob = blob(1);
    cache.load(blob.ref());
    now(cache.store(blob));
    store.stores.get(0).succeed();
    cache.dropCache();
    var after = cache.load(blob.ref());
    store.loads.get(0).succeed();
    assertFalse(after.isDone());
    store.loads.get(1).succeed();
    assertFound(blob, Source.BACKING_STORE, after);
  }

  /** A store may arrive, or its blob move, between the first looks of a load and the next. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLoadLooksInMemoryAgainOnceOthersMayJoinIt(boolean dirty) {
    var entry = new Entry(blob(1));
    var clean = new CleanBlobs(1000);
    var overlay = new ConcurrentHashMap<BlobRef, DirtyBlob>();
    var stores = new Registration();
    stores.register(store);
    var loads = new LoadsInFlight(
        stores,
        settings(),
        clean,
        overlay,
        fixture.time,
        new Observer<>(CacheListener.none(), fixture.time),
        new Counters());
    if (dirty) {
      overlay.put(blob(1).ref(), new DirtyBlob(entry, 1, 0));
    } else {
      clean.put(entry);
    }
    assertSame(entry, loads.load(blob(1).ref()));
    assertTrue(store.loads.isEmpty());
  }

  @Test
  void aLateFailureReachesNobodyOnceAStoreAnswered() {
    Blob blob = blob(1);
    var load = cache.load(blob.ref());
    cache.store(blob);
    store.loads.get(0).fail("no route");
    assertFound(blob, Source.CACHE, load);
    assertFound(blob, Source.CACHE, cache.load(blob.ref()));
  }

  @Test
  void aStoreThatThrowsIsAFailedLoad() {
    var time = new VirtualTime();
    var thrower = new BackingStoreStub() {
      @Override
      public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
        throw new IllegalStateException("broken");
      }
    };
    try (var broken = new ContentCache(thrower, settings(), time, time, CacheListener.none())) {
      assertInstanceOf(IllegalStateException.class, failure(broken.load(blob(1).ref())));
      assertEquals(0, broken.stats().loadsInFlight());
    }
  }

  @Test
  void aHitReadsNoClockWhereNobodyListens() {
    var time = new VirtualTime();
    var bare = new ContentCache(
        store,
        settings(),
        () -> {
          throw new AssertionError("read the clock");
        },
        time,
        CacheListener.none());
    Blob blob = blob(1);
    now(bare.store(blob));
    assertFound(blob, Source.CACHE, bare.load(blob.ref()));
    store.stores.get(0).succeed();
    assertFound(blob, Source.CACHE, bare.load(blob.ref()));
  }

  @Test
  void anAddressOfAnotherAlgorithmIsAProgrammersError() {
    Blob sha1 = Blob.of(HashAlgorithm.SHA1, new byte[] {1});
    assertThrows(IllegalArgumentException.class, () -> cache.load(sha1.ref()));
    assertThrows(IllegalArgumentException.class, () -> cache.store(sha1));
  }

  @Test
  void droppingForgetsTheCleanAlone() {
    cache.store(blob(1));
    cache.store(blob(2));
    Blob dirty = blob(3);
    cache.store(dirty);
    store.stores.get(0).succeed();
    store.stores.get(1).succeed();
    assertEquals(2, cache.dropCache());
    assertEquals(0, cache.stats().cleanEntries());
    assertFound(dirty, Source.CACHE, cache.load(dirty.ref()));
    assertFalse(cache.load(blob(1).ref()).isDone());
  }

  @Test
  void cleanBytesStayWithinTheirBound() {
    var small = new CacheFixture(settings(1000, 1 << 20, 0, 100, WriteMode.BACK));
    for (int key = 0; key < 100; key++) {
      small.cache.store(blob(key));
      small.store.stores.get(key).succeed();
      assertTrue(small.cache.stats().cleanBytes() <= 1000);
    }
    assertEquals(10, small.cache.stats().cleanEntries());
  }
}
