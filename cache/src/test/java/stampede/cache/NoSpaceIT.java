package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.cache.StoreResult.Stored;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.testkit.RealTime;
import stampede.testkit.SmallTmpfs;

/** Stores in a file system that is full, and then is not. */
class NoSpaceIT {
  private static final long SEED = 4;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final RealTime TIME = RealTime.INSTANCE;

  @TempDir
  private Path folder;

  /** Too few bytes, or too few files, for {@code blobs} of {@code sizeBytes}. */
  @ParameterizedTest
  @CsvSource({
    "sqlite:, 'size=4m', 'size=64m', 512, 16384",
    "files:, 'size=4m', 'size=64m', 512, 16384",
    "files:, 'size=64m,nr_inodes=200', 'size=64m,nr_inodes=9999', 512, 1000",
  })
  void whatWasAcknowledgedIsDurableOnceThereIsSpace(
      String scheme, String small, String large, int blobs, int sizeBytes) {
    byte[] checkpoint = Blobs.content(SEED, blobs, 1000);
    try (SmallTmpfs disk = SmallTmpfs.mount(folder, small)) {
      try (BackingStore store = open(scheme);
          ContentCache cache = cacheOver(store)) {
        int early = blobs / 8;
        store(cache, 0, early, sizeBytes);
        assertEquals(new FlushResult.Done(), cache.flush(PATIENCE_NANOS).join());
        store(cache, early, blobs, sizeBytes);

        assertNoSpace(cache.flush(PATIENCE_NANOS).join());
        assertNoSpace(cache.putCheckpoint(checkpoint, PATIENCE_NANOS).join());
        assertTrue(cache.dropCache() > 0);
        Map<Source, Integer> sources = assertLoads(cache, blobs, sizeBytes);
        System.out.println(scheme + " " + small + ": loads while it was full: " + sources);
        assertTrue(sources.get(Source.CACHE) > 0 && sources.get(Source.BACKING_STORE) > 0);

        disk.remount(large);
        awaitClean(cache);
        assertEquals(
            new FlushResult.Done(),
            cache.putCheckpoint(checkpoint, PATIENCE_NANOS).join());
      }
      try (BackingStore store = open(scheme);
          ContentCache cache = cacheOver(store)) {
        assertEquals(Map.of(Source.BACKING_STORE, blobs), assertLoads(cache, blobs, sizeBytes));
        assertArrayEquals(checkpoint, cache.checkpoints().join().get(0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:", "files:"})
  void aCheckpointThatFindsNoSpaceFailsAndSucceedsLater(String scheme) throws IOException {
    byte[] large = Blobs.content(SEED, 0, 1 << 20);
    try (SmallTmpfs disk = SmallTmpfs.mount(folder, "size=4m");
        BackingStore store = open(scheme);
        ContentCache cache = cacheOver(store)) {
      fillUp();
      FlushResult.Failed failed =
          assertNoSpace(cache.putCheckpoint(large, PATIENCE_NANOS).join());
      assertEquals(0, failed.dirtyBytes());
      assertEquals(0, cache.checkpoints().join().size());
      disk.remount("size=16m");
      assertEquals(
          new FlushResult.Done(), cache.putCheckpoint(large, PATIENCE_NANOS).join());
      assertArrayEquals(large, cache.checkpoints().join().get(0));
    }
  }

  private BackingStore open(String scheme) {
    return Stores.open(StoreUri.parse(scheme + folder.resolve("store")), TIME, TIME);
  }

  private static ContentCache cacheOver(BackingStore store) {
    return new ContentCache(store, CacheSettings.DEFAULT, TIME, TIME, CacheListener.none());
  }

  private static Blob blob(int key, int sizeBytes) {
    return Blobs.of(SEED, key, sizeBytes, HashAlgorithm.SHA256);
  }

  private static void store(ContentCache cache, int from, int to, int sizeBytes) {
    for (int key = from; key < to; key++) {
      assertInstanceOf(Stored.class, cache.store(blob(key, sizeBytes)).join());
    }
  }

  private static FlushResult.Failed assertNoSpace(FlushResult result) {
    var failed = assertInstanceOf(FlushResult.Failed.class, result);
    assertInstanceOf(
        StoreException.NoSpace.class, failed.cause(), failed.cause().toString());
    return failed;
  }

  /** Loads every blob, which is what was stored; returns how many came from where. */
  private static Map<Source, Integer> assertLoads(ContentCache cache, int blobs, int sizeBytes) {
    var sources = new EnumMap<Source, Integer>(Source.class);
    for (int key = 0; key < blobs; key++) {
      Blob blob = blob(key, sizeBytes);
      var found = assertInstanceOf(Found.class, cache.load(blob.ref()).join());
      assertArrayEquals(blob.bytes(), found.blob().bytes());
      sources.merge(found.source(), 1, Integer::sum);
    }
    return sources;
  }

  /** Waits for the retries alone: it begins no flush. */
  private static void awaitClean(ContentCache cache) {
    long startNanos = TIME.nanos();
    while (cache.stats().dirtyEntries() > 0) {
      assertTrue(TIME.nanos() - startNanos < PATIENCE_NANOS, cache.stats().toString());
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void fillUp() throws IOException {
    byte[] some = new byte[4096];
    try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        filler.write(some);
      }
    } catch (IOException e) {
      assertTrue(Files.getFileStore(folder).getUsableSpace() < some.length, e.toString());
    }
  }
}
