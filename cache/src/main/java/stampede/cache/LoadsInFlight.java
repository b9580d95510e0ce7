package stampede.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener.LoadEnding;
import stampede.cache.LoadResult.Absent;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreException;
import stampede.time.Timers;

/** The loads that memory could not answer, one backing load for each address. Thread-safe. */
final class LoadsInFlight {
  /*
   * An address is in the map while a backing load may answer for it. Whoever removes a Loading from
   * the map answers it, and is therefore the only one: its backing load, its deadline, or a store of
   * the same blob, which answers it with the blob.
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
  private final Registration stores;
  private final CacheSettings settings;
  private final CleanBlobs clean;
  private final ConcurrentHashMap<BlobRef, DirtyBlob> overlay;
  private final LoadDeadlines deadlines;
  private final Observer<BlobRef> observer;
  private final Counters counters;

  LoadsInFlight(
      Registration stores,
      CacheSettings settings,
      CleanBlobs clean,
      ConcurrentHashMap<BlobRef, DirtyBlob> overlay,
      Timers timers,
      Observer<BlobRef> observer,
      Counters counters) {
    this.stores = stores;
    this.settings = settings;
    this.clean = clean;
    this.overlay = overlay;
    this.deadlines = new LoadDeadlines(timers, settings.loadNanosMax(), this::late);
    this.observer = observer;
    this.counters = counters;
  }

  /** Loads what memory did not hold a moment ago. */
  CompletableFuture<LoadResult> load(BlobRef ref) {
    var mine = new Loading(ref);
    Loading other = loadings.putIfAbsent(ref, mine);
    if (other != null) {
      counters.joins.increment();
      observer.loadJoined(ref);
      return other.oneMore();
    }
    // A blob moves from the overlay to the clean: it is found where it comes to, if not where it
    // was.
    DirtyBlob dirty = overlay.get(ref);
    Entry arrived = dirty != null ? dirty.entry : clean.get(ref);
    if (arrived != null) {
      storeArrived(arrived);
      counters.hits.increment();
      observer.hit(ref);
      return arrived;
    }
    issue(mine);
    return mine;
  }

  private void issue(Loading loading) {
    counters.misses.increment();
    BackingStore store = stores.active();
    if (store == null) {
      fail(loading, Failures.noStore());
      return;
    }
    try {
      loading.startNanos = observer.nanos();
      observer.loadStarted(loading.ref, loading.startNanos);
      ask(store, loading);
    } catch (Throwable e) { // The timers refuse a task, or the stack is used up.
      if (deadlines.end(loading)) {
        observer.loadEnded(loading.ref, loading.startNanos, LoadEnding.FAILED);
      }
      fail(loading, e);
    }
  }

  private void ask(BackingStore store, Loading loading) {
    CompletableFuture<Optional<byte[]>> answer = Failures.call(store, to -> to.load(loading.ref));
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      answered(loading, answer.join());
      return;
    }
    deadlines.begin(loading);
    var unused = answer.whenComplete((bytes, failure) -> {
      if (deadlines.end(loading)) {
        ended(loading, bytes, failure);
      }
    });
  }

  @SuppressWarnings("NullableOptional") // null by a store that breaks its contract
  private void ended(
      Loading loading, @Nullable Optional<byte[]> bytes, @Nullable Throwable failure) {
    try {
      if (failure == null) {
        answered(loading, bytes);
      } else {
        failed(loading, Failures.cause(failure));
      }
    } catch (Throwable e) {
      fail(loading, e);
    }
  }

  private void failed(Loading loading, Throwable cause) {
    observer.loadEnded(loading.ref, loading.startNanos, LoadEnding.FAILED);
    fail(loading, cause);
  }

  @SuppressWarnings("NullableOptional") // null by a store that breaks its contract
  private void answered(Loading loading, @Nullable Optional<byte[]> bytes) {
    if (bytes == null) {
      failed(loading, new NullPointerException("the store answered null"));
    } else if (bytes.isEmpty()) {
      observer.loadEnded(loading.ref, loading.startNanos, LoadEnding.ABSENT);
      counters.absents.increment();
      if (loadings.remove(loading.ref, loading)) {
        var absent = new Absent(loading.ref);
        loading.answer(absent, absent);
      }
    } else {
      observer.loadEnded(loading.ref, loading.startNanos, LoadEnding.FOUND);
      found(loading, Blob.trusted(loading.ref, bytes.get()));
    }
  }

  private void found(Loading loading, Blob blob) {
    if (settings.verify() && !blob.verifies()) {
      counters.loadMismatches.increment();
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

  private void late(Loading loading) {
    observer.loadEnded(loading.ref, loading.startNanos, LoadEnding.TIMED_OUT);
    counters.loadTimeouts.increment();
    fail(
        loading,
        new StoreException.Timeout(
            loading.ref + ": no answer within " + settings.loadNanosMax() + " ns"));
  }

  private void fail(Loading loading, Throwable cause) {
    counters.loadFailures.increment();
    if (loadings.remove(loading.ref, loading)) {
      loading.fail(cause);
    }
  }

  /** Answers the loads that wait for a blob which is in memory now. */
  void storeArrived(Entry entry) {
    BlobRef ref = entry.blob.ref();
    Loading loading = loadings.get(ref);
    if (loading == null) {
      return;
    }
    var toIssuer = new Found(entry.blob, Source.CACHE);
    var toJoined = new Found(entry.blob, Source.JOINED);
    if (loadings.remove(ref, loading)) {
      loading.answer(toIssuer, toJoined);
    }
  }

  /** The backing loads that are not answered. */
  int inFlight() {
    return deadlines.count();
  }
}
