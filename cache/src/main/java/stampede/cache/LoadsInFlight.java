package stampede.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener.LoadEnding;
import stampede.cache.LoadResult.Absent;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreException;

/** The loads that memory could not answer, one backing load for each address. Thread-safe. */
final class LoadsInFlight {
  /*
   * An address is in the map while a backing load may answer for it. Whoever removes a Loading from
   * the map answers it, and is therefore the only one: its backing load, or a store of the same
   * blob, which answers it with the blob.
   *
   * A store puts its blob in memory and then removes the Loading; a load puts a Loading in the map
   * and then looks in memory once more. So one of the two sees the other: no load waits for an
   * answer older than a store that it could have seen, and no load that begins after a store was
   * acknowledged joins a backing load that began before. The late "absent" of such a backing load
   * finds its Loading gone and answers nobody.
   *
   * A found blob is put in memory before its Loading is removed: a load finds one or the other.
   */
  private final ConcurrentHashMap<BlobRef, Loading> loadings = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final BackingStore store;
  private final boolean verify;
  private final CleanBlobs clean;
  private final Function<BlobRef, @Nullable Entry> memory;
  private final Observer observer;
  private final Counters counters;

  LoadsInFlight(
      BackingStore store,
      boolean verify,
      CleanBlobs clean,
      Function<BlobRef, @Nullable Entry> memory,
      Observer observer,
      Counters counters) {
    this.store = store;
    this.verify = verify;
    this.clean = clean;
    this.memory = memory;
    this.observer = observer;
    this.counters = counters;
  }

  /** Loads what memory did not hold a moment ago. */
  CompletableFuture<LoadResult> load(BlobRef ref) {
    var mine = new Loading(ref);
    Loading other = loadings.putIfAbsent(ref, mine);
    if (other != null) {
      counters.joins.increment();
      long nowNanos = observer.nanos();
      observer.tell(listener -> listener.loadJoined(ref, nowNanos));
      return other.join();
    }
    Entry arrived = memory.apply(ref);
    if (arrived != null) {
      storeArrived(arrived);
      counters.hits.increment();
      observer.hit(ref);
      return arrived.hit;
    }
    issue(mine);
    return mine.issuer;
  }

  private void issue(Loading loading) {
    counters.misses.increment();
    inFlight.incrementAndGet();
    loading.startNanos = observer.nanos();
    observer.tell(listener -> listener.loadStarted(loading.ref, loading.startNanos));
    var unused = Failures.call(() -> store.load(loading.ref))
        .whenComplete((bytes, failure) ->
            ended(loading, failure == null ? bytes.orElse(null) : null, failure));
  }

  private void ended(Loading loading, byte @Nullable [] bytes, @Nullable Throwable failure) {
    long endNanos = observer.nanos();
    inFlight.decrementAndGet();
    LoadEnding ending =
        failure != null ? LoadEnding.FAILED : bytes != null ? LoadEnding.FOUND : LoadEnding.ABSENT;
    observer.tell(
        listener -> listener.loadEnded(loading.ref, loading.startNanos, endNanos, ending));
    if (failure != null) {
      fail(loading, failure);
    } else if (bytes != null) {
      found(loading, Blob.trusted(loading.ref, bytes));
    } else {
      absent(loading);
    }
  }

  private void absent(Loading loading) {
    counters.absents.increment();
    if (loadings.remove(loading.ref, loading)) {
      var absent = new Absent(loading.ref);
      loading.answer(absent, absent);
    }
  }

  private void found(Loading loading, Blob blob) {
    if (verify && !blob.verifies()) {
      fail(
          loading,
          new StoreException.Corrupt(
              blob.ref() + ": the " + blob.sizeBytes() + " bytes loaded hash to another address",
              null));
      return;
    }
    if (loadings.get(loading.ref) == loading) {
      clean.put(new Entry(blob));
    }
    if (loadings.remove(loading.ref, loading)) {
      loading.answer(new Found(blob, Source.BACKING_STORE), new Found(blob, Source.JOINED));
    }
  }

  private void fail(Loading loading, Throwable failure) {
    counters.loadFailures.increment();
    if (loadings.remove(loading.ref, loading)) {
      loading.fail(Failures.cause(failure));
    }
  }

  /** Answers the loads that wait for a blob which is in memory now. */
  void storeArrived(Entry entry) {
    Loading loading = loadings.remove(entry.blob.ref());
    if (loading != null) {
      loading.answer(new Found(entry.blob, Source.CACHE), new Found(entry.blob, Source.JOINED));
    }
  }

  /** The backing loads in flight. */
  int inFlight() {
    return inFlight.get();
  }
}
