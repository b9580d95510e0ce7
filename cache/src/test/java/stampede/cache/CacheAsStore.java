package stampede.cache;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import stampede.cache.FlushResult.Failed;
import stampede.cache.FlushResult.TimedOut;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.cache.StoreResult.Overloaded;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * Two caches, one for each algorithm, over one store, seen as a store: what meets the conformance of
 * a store meets that of a cache. A cache's store is answered before the blob is in the backing store.
 * A load goes the whole way: memory is emptied before it, and must not be what answers it.
 */
final class CacheAsStore implements BackingStore {
  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  private final BackingStore store;
  private final ContentCache sha256;
  private final ContentCache sha1;
  private final Set<CompletableFuture<?>> owed = ConcurrentHashMap.newKeySet();

  CacheAsStore(BackingStore store, NanoClock clock, Timers timers) {
    this.store = store;
    this.sha256 =
        new ContentCache(store, CacheSettings.DEFAULT, clock, timers, CacheListener.none());
    this.sha1 = new ContentCache(
        store,
        CacheSettings.DEFAULT.with().hash(HashAlgorithm.SHA1).build(),
        clock,
        timers,
        CacheListener.none());
  }

  private ContentCache of(BlobRef ref) {
    return ref.algorithm() == HashAlgorithm.SHA256 ? sha256 : sha1;
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    ContentCache cache = of(ref);
    return answer(cache
        .flush(TIMEOUT_NANOS)
        .thenCompose(flushed -> {
          requireDone(flushed);
          cache.dropCache();
          return cache.load(ref);
        })
        .thenApply(CacheAsStore::bytes));
  }

  private static Optional<byte[]> bytes(LoadResult result) {
    if (result instanceof Found found) {
      if (found.source() == Source.CACHE) {
        throw new IllegalStateException("answered from memory: " + found.blob());
      }
      return Optional.of(found.blob().bytes());
    }
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return answer(of(blob.ref()).store(blob).thenAccept(CacheAsStore::requireStored));
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    return answer(sha256.putCheckpoint(value, TIMEOUT_NANOS).thenAccept(CacheAsStore::requireDone));
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return answer(sha256.checkpoints());
  }

  private static void requireStored(StoreResult result) {
    if (result instanceof Overloaded) {
      throw new StoreException.Unavailable("the cache has no room: " + result, null);
    }
  }

  private static void requireDone(FlushResult result) {
    if (result instanceof TimedOut late) {
      throw new StoreException.Timeout("not stored in time: " + late.dirtyBytes() + " B");
    }
    if (result instanceof Failed failed) {
      throw new CompletionException(failed.cause());
    }
  }

  /** The answer of a chain of futures, without what the chain wrapped around a failure. */
  private <T> CompletableFuture<T> answer(CompletableFuture<T> chain) {
    var answer = new CompletableFuture<T>();
    owed.add(answer);
    var unused = chain.whenComplete((result, failure) -> {
      if (failure == null) {
        answer.complete(result);
      } else {
        answer.completeExceptionally(Failures.cause(failure));
      }
      owed.remove(answer);
    });
    return answer;
  }

  /** A load that waits for its flush asks the cache afterwards, which must be open. */
  @Override
  public void close() {
    owed.forEach(answer -> answer.handle((result, failure) -> true).join());
    sha256.close();
    sha1.close();
    store.close();
  }
}
