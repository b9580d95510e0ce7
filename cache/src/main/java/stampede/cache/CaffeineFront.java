package stampede.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import stampede.cache.LoadResult.Absent;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreException;
import stampede.time.NanoClock;

/**
 * Caffeine's {@code AsyncCache} in front of a backing store, as one writes it by hand: loads of one
 * address share a backing load because Caffeine holds its future, a store is written through and
 * then put. Without deadlines, retries and a bound on what is in flight. Thread-safe.
 *
 * <p>The backing store's load is called on the thread that asks, under the lock that Caffeine holds
 * of a part of its table while it computes an entry: other addresses of that part wait for the call,
 * not for the answer. Answers are verified, and futures complete, on the thread of the store that
 * answers. A load of an address whose store is not answered yet asks the backing store.
 */
public final class CaffeineFront implements BlobCache {
  private final BackingStore store;
  private final Observer<BlobRef> observer;
  private final AsyncCache<BlobRef, Blob> cache;
  private final Policy.Eviction<BlobRef, Blob> eviction;
  private final BiFunction<BlobRef, Executor, CompletableFuture<byte[]>> timedLoad;
  private final Counters counters = new Counters();
  private final LongAdder loadsInFlight = new LongAdder();
  private final LongAdder storesInFlight = new LongAdder();
  private volatile boolean closed;

  /**
   * A front over {@code store}, which stays the caller's to close, after the front.
   *
   * @param cleanBytesMax the most bytes that are kept, in flight aside
   * @param clock read for stamps alone
   * @param listener told what {@link TimedLoads} tells of loads, of hits and joins, and of stores
   */
  public CaffeineFront(
      BackingStore store,
      long cleanBytesMax,
      NanoClock clock,
      CacheListener<? super BlobRef> listener) {
    this.store = store;
    this.observer = new Observer<>(listener, clock);
    this.cache = Caffeine.newBuilder()
        .maximumWeight(cleanBytesMax)
        .<BlobRef, Blob>weigher((ref, blob) -> Math.max(1, blob.sizeBytes()))
        .executor(Runnable::run)
        .buildAsync();
    this.eviction = cache.synchronous().policy().eviction().orElseThrow();
    this.timedLoad = TimedLoads.aroundAsyncMapping(
        (ref, executor) ->
            Failures.call(store, to -> to.load(ref)).thenApply(CaffeineFront::orNull),
        listener,
        clock);
  }

  private static byte @Nullable [] orNull(Optional<byte[]> bytes) {
    return bytes.orElse(null);
  }

  @Override
  public CompletableFuture<LoadResult> load(BlobRef ref) {
    if (closed) {
      return CompletableFuture.failedFuture(Failures.closed());
    }
    var asked = new Asked();
    CompletableFuture<Blob> blob = cache.get(ref, asked);
    if (asked.issued) {
      counters.misses.increment();
      return answer(ref, blob, Source.BACKING_STORE);
    }
    if (blob.isDone() && !blob.isCompletedExceptionally()) {
      counters.hits.increment();
      observer.hit(ref);
      return answer(ref, blob, Source.CACHE);
    }
    counters.joins.increment();
    observer.loadJoined(ref);
    return answer(ref, blob, Source.JOINED);
  }

  private static CompletableFuture<LoadResult> answer(
      BlobRef ref, CompletableFuture<Blob> from, Source source) {
    var answer = new CompletableFuture<LoadResult>();
    var unused = from.whenComplete((blob, failure) -> {
      if (failure == null) {
        answer.complete(blob == null ? new Absent(ref) : new Found(blob, source));
      } else {
        answer.completeExceptionally(Failures.cause(failure));
      }
    });
    return answer;
  }

  /** One request's way to the store; knows afterwards whether it was taken. */
  private final class Asked implements BiFunction<BlobRef, Executor, CompletableFuture<Blob>> {
    private boolean issued;

    @Override
    public CompletableFuture<Blob> apply(BlobRef ref, Executor executor) {
      issued = true;
      loadsInFlight.increment();
      return timedLoad.apply(ref, executor).handle((bytes, failure) -> loaded(ref, bytes, failure));
    }
  }

  /** The blob of what the store answered; null where it has none, which Caffeine does not keep. */
  private @Nullable Blob loaded(BlobRef ref, byte @Nullable [] bytes, @Nullable Throwable failure) {
    loadsInFlight.decrement();
    if (failure != null) {
      counters.loadFailures.increment();
      throw Failures.unchecked(failure);
    }
    if (bytes == null) {
      counters.absents.increment();
      return null;
    }
    Blob blob = Blob.trusted(ref, bytes);
    if (!blob.verifies()) {
      counters.loadFailures.increment();
      counters.loadMismatches.increment();
      throw new StoreException.Corrupt(
          ref + ": the " + bytes.length + " bytes loaded hash to another address", null);
    }
    return blob;
  }

  /** Writes through, then puts: also what is there already. Fails as the backing store does. */
  @Override
  public CompletableFuture<StoreResult> store(Blob blob) {
    if (closed) {
      return CompletableFuture.failedFuture(Failures.closed());
    }
    long startNanos = observer.nanos();
    observer.storeStarted(blob.ref(), startNanos, startNanos);
    storesInFlight.increment();
    var answer = new CompletableFuture<StoreResult>();
    var unused = Failures.call(store, to -> to.store(blob)).whenComplete((done, failure) -> {
      observer.storeEnded(blob.ref(), startNanos, startNanos, observer.nanos(), failure == null);
      storesInFlight.decrement();
      if (failure == null) {
        counters.storesAccepted.increment();
        cache.put(blob.ref(), CompletableFuture.completedFuture(blob));
        answer.complete(new StoreResult.Stored(blob.ref(), false));
      } else {
        counters.storeFailures.increment();
        answer.completeExceptionally(Failures.cause(failure));
      }
    });
    return answer;
  }

  /** Done at once: what was accepted is in the backing store. */
  @Override
  public CompletableFuture<FlushResult> flush(long timeoutNanos) {
    return CompletableFuture.completedFuture(new FlushResult.Done());
  }

  /** Nothing is ever dirty, known, overloaded, too large, waiting or given up. */
  @Override
  public CacheStats stats() {
    return new CacheStats(
        counters.hits.sum(),
        counters.misses.sum(),
        counters.joins.sum(),
        counters.absents.sum(),
        counters.loadFailures.sum(),
        counters.loadMismatches.sum(),
        0,
        counters.storesAccepted.sum(),
        0,
        0,
        0,
        counters.storeFailures.sum(),
        cache.synchronous().estimatedSize(),
        eviction.weightedSize().orElse(0),
        0,
        0,
        0,
        0,
        storesInFlight.sum(),
        loadsInFlight.sum());
  }

  /** Has nothing to store: answers at once. */
  @Override
  public CompletableFuture<CloseResult> close(long timeoutNanos) {
    closed = true;
    return CompletableFuture.completedFuture(new CloseResult(List.of(), null));
  }
}
