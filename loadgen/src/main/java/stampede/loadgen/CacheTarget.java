package stampede.loadgen;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import stampede.cache.BlobCache;
import stampede.cache.CacheStats;
import stampede.cache.FlushResult;
import stampede.cache.LoadResult;
import stampede.cache.StoreResult;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/** Offers requests to a cache of blobs, which is closed with it. Thread-safe. */
public final class CacheTarget implements Target {
  private static final Map<Outcome, CompletableFuture<Outcome>> DONE = new EnumMap<>(Outcome.class);

  static {
    for (Outcome outcome : Outcome.values()) {
      DONE.put(outcome, CompletableFuture.completedFuture(outcome));
    }
  }

  private final BlobCache cache;

  public CacheTarget(BlobCache cache) {
    this.cache = cache;
  }

  @Override
  public CompletableFuture<Outcome> submit(Request request) {
    return request.operation() == Operation.LOAD
        ? outcome(cache.load(request.ref()), CacheTarget::ofLoad)
        : outcome(cache.store(Objects.requireNonNull(request.blob())), CacheTarget::ofStore);
  }

  @Override
  public CacheStats stats() {
    return cache.stats();
  }

  @Override
  public CompletableFuture<FlushResult> flush(long timeoutNanos) {
    return cache.flush(timeoutNanos);
  }

  @Override
  public void close() {
    var unused = cache.close(0);
  }

  private static <T> CompletableFuture<Outcome> outcome(
      CompletableFuture<T> answer, Function<T, Outcome> outcome) {
    return answer.isDone() && !answer.isCompletedExceptionally()
        ? Objects.requireNonNull(DONE.get(outcome.apply(answer.join())))
        : answer.thenApply(outcome);
  }

  private static Outcome ofLoad(LoadResult result) {
    if (result instanceof LoadResult.Found found) {
      return switch (found.source()) {
        case CACHE -> Outcome.HIT;
        case BACKING_STORE -> Outcome.LOADED;
        case JOINED -> Outcome.JOINED;
      };
    }
    return Outcome.ABSENT;
  }

  private static Outcome ofStore(StoreResult result) {
    return result instanceof StoreResult.Stored ? Outcome.STORED : Outcome.SHED;
  }
}
