package stampede.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import stampede.cache.LoadResult.Found;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * Two caches, one for each algorithm, over one store, seen as a store: what meets the conformance of
 * a store meets that of a cache. A cache's store is answered before the blob is in the backing store.
 */
final class CacheAsStore implements BackingStore {
  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  private final BackingStore store;
  private final ContentCache sha256;
  private final ContentCache sha1;

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
    return map(
        of(ref).load(ref),
        result ->
            result instanceof Found found ? Optional.of(found.blob().bytes()) : Optional.empty());
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return map(of(blob.ref()).store(blob), result -> null);
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    var answer = new CompletableFuture<Void>();
    var unused = sha256.putCheckpoint(value, TIMEOUT_NANOS).whenComplete((result, failure) -> {
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else if (result instanceof FlushResult.Failed failed) {
        answer.completeExceptionally(failed.cause());
      } else {
        answer.complete(null);
      }
    });
    return answer;
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return sha256.checkpoints();
  }

  private static <T, U> CompletableFuture<U> map(CompletableFuture<T> from, Function<T, U> how) {
    var answer = new CompletableFuture<U>();
    var unused = from.whenComplete((result, failure) -> {
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else {
        answer.complete(how.apply(result));
      }
    });
    return answer;
  }

  @Override
  public void close() {
    sha256.close();
    sha1.close();
    store.close();
  }
}
