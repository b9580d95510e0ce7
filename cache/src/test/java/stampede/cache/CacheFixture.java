package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.time.VirtualTime;

/** A cache in virtual time over a scripted store, and what tests ask of its futures. */
final class CacheFixture {
  static final long RETRY_MIN = 10;
  static final long RETRY_MAX = 50;

  /** Longer than any test, in nanoseconds. */
  static final long FLUSH_MAX = 1_000_000_000_000L;

  final VirtualTime time = new VirtualTime(1000);
  final ScriptedStore store = new ScriptedStore();
  final ContentCache cache;

  CacheFixture(CacheSettings settings, CacheListener<? super BlobRef> listener) {
    this.cache = new ContentCache(store, settings, time, time, listener);
  }

  CacheFixture(CacheSettings settings) {
    this(settings, CacheListener.none());
  }

  static CacheSettings settings() {
    return settings(1 << 20, 1 << 20, 4, 2, WriteMode.BACK);
  }

  static CacheSettings settings(
      long cleanBytes, long dirtyBytes, int waiting, int batch, WriteMode mode) {
    return CacheSettings.DEFAULT
        .with()
        .writeMode(mode)
        .cleanBytesMax(cleanBytes)
        .dirtyBytesMax(dirtyBytes)
        .waitingStoresMax(waiting)
        .flushBatchMax(batch)
        .retryNanos(RETRY_MIN, RETRY_MAX)
        .build();
  }

  /** Blob {@code key}, of 100 bytes. */
  static Blob blob(long key) {
    return Blobs.of(1, key, 100, HashAlgorithm.SHA256);
  }

  /** Timers that do not wait. */
  static void atOnce(long nanos, Runnable task) {
    task.run();
  }

  /** Puts a blob in the backing store, not in the cache. */
  Blob stored(long key) {
    Blob blob = blob(key);
    store.stored.put(blob.ref(), blob.bytes());
    return blob;
  }

  /** The answer, which must be there. */
  static <T> T now(CompletableFuture<T> future) {
    assertTrue(future.isDone(), "answered");
    return future.join();
  }

  static Throwable failure(CompletableFuture<?> future) {
    assertTrue(future.isDone(), "answered");
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  static void assertFound(Blob blob, Source source, CompletableFuture<LoadResult> load) {
    var found = (Found) now(load);
    assertEquals(source, found.source());
    assertEquals(blob.ref(), found.blob().ref());
    assertSame(blob.bytes(), found.blob().bytes());
  }
}
