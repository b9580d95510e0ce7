package stampede.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * A cache of immutable blobs over a backing store. Thread-safe.
 *
 * <p>Futures complete on the caller's thread, a thread of the backing store or of the timers, so
 * what depends on them must not block. None is shared between callers but the answer to a hit, which
 * is complete and cannot be changed. Blobs and addresses are of the one algorithm of the settings.
 */
public final class ContentCache implements AutoCloseable {
  /*
   * A blob in memory is in one of two places, and in both only while it moves from one to the other.
   * dirty: accepted, not yet confirmed by the backing store; bounded by bytes, never evicted [1]. A
   *        blob leaves when the store confirms, after it was put among the clean.
   * clean: confirmed; bounded by bytes, any may be evicted at any time.
   * A reader looks in clean, in dirty, and in clean once more, for a blob that moved between its
   * looks: an acknowledged blob is always found in memory or, being confirmed, in the store.
   * Dirty blobs stay out of Caffeine, whose evictions walk over everything that is pinned in it.
   * [1] flux RFC 10, Content Storage Service.
   */
  private final CacheSettings settings;
  private final Observer observer;
  private final Counters counters = new Counters();
  private final CleanBlobs clean;
  private final ConcurrentHashMap<BlobRef, DirtyBlob> overlay = new ConcurrentHashMap<>();
  private final LoadsInFlight loads;
  private final DirtyBlobs dirty;
  private final Flusher flusher;
  private volatile boolean closed;

  /**
   * A cache over {@code store}, which stays the caller's to close, after the cache.
   *
   * @param clock read for stamps alone: never where {@code listener} is {@link CacheListener#none}
   * @param timers used for the pauses before retries
   */
  public ContentCache(
      BackingStore store,
      CacheSettings settings,
      NanoClock clock,
      Timers timers,
      CacheListener listener) {
    this.settings = settings;
    this.observer = new Observer(listener, clock);
    this.clean = new CleanBlobs(settings.cleanBytesMax());
    this.loads = new LoadsInFlight(store, settings.verify(), clean, this::find, observer, counters);
    this.dirty = new DirtyBlobs(settings, overlay, clean, loads, observer, counters);
    this.flusher = new Flusher(store, settings, dirty, clean, timers, observer, counters);
  }

  /**
   * Asks for a blob. A hit is an already completed future, and costs no allocation and no lock. An
   * address that was never stored is an answer; a backing load that fails, fails the future with
   * the backing store's exception, or with {@link stampede.store.StoreException.Corrupt} where the
   * bytes do not hash to the address. Neither leaves anything behind.
   *
   * @throws IllegalArgumentException where the address is of another algorithm than the cache's
   */
  public CompletableFuture<LoadResult> load(BlobRef ref) {
    if (closed) {
      return CompletableFuture.failedFuture(DirtyBlobs.closedException());
    }
    Entry entry = find(ref);
    if (entry == null) {
      requireAlgorithm(ref.algorithm());
      return loads.load(ref);
    }
    counters.hits.increment();
    observer.hit(ref);
    return entry.hit;
  }

  private @Nullable Entry find(BlobRef ref) {
    Entry entry = clean.get(ref);
    if (entry != null) {
      return entry;
    }
    DirtyBlob blob = overlay.get(ref);
    return blob != null ? blob.entry : clean.get(ref);
  }

  /**
   * Accepts a blob. Writing back, the answer is there at once, or when {@code dirtyBytesMax} lets
   * the blob in; the blob is loadable from then on. Writing through, it is there when the backing
   * store has confirmed, and fails where that failed. A blob above {@code blobBytesMax} fails the
   * future with {@link StoreException.TooLarge}.
   *
   * @throws IllegalArgumentException where the address is of another algorithm than the cache's
   */
  public CompletableFuture<StoreResult> store(Blob blob) {
    requireAlgorithm(blob.ref().algorithm());
    if (blob.sizeBytes() > settings.blobBytesMax()) {
      return CompletableFuture.failedFuture(
          new StoreException.TooLarge("the cache", blob.sizeBytes(), settings.blobBytesMax()));
    }
    CompletableFuture<StoreResult> answer = dirty.accept(blob);
    flusher.drain();
    return answer;
  }

  private void requireAlgorithm(HashAlgorithm given) {
    if (given != settings.hash()) {
      throw new IllegalArgumentException(
          "an address of " + settings.hash().prefix() + " is wanted: " + given.prefix());
    }
  }

  /**
   * Waits for the blobs accepted before the call: Done when all of them are in the backing store,
   * Failed as soon as each of those that are not has failed at least once since the call. So it
   * completes as long as the backing store answers.
   */
  public CompletableFuture<FlushResult> flush() {
    return dirty.flush();
  }

  /** Forgets every clean blob; returns how many. */
  public long dropCache() {
    return clean.clear();
  }

  /** A snapshot; cheap, and not atomic over its fields. */
  public CacheStats stats() {
    return new CacheStats(
        counters.hits.sum(),
        counters.misses.sum(),
        counters.joins.sum(),
        counters.absents.sum(),
        counters.loadFailures.sum(),
        counters.storesAccepted.sum(),
        counters.storesKnown.sum(),
        counters.storesOverloaded.sum(),
        counters.storeFailures.sum(),
        clean.entries(),
        clean.bytes(),
        dirty.entries(),
        dirty.bytes(),
        dirty.waiting(),
        dirty.inFlight(),
        loads.inFlight());
  }

  /**
   * Fails what comes after, and what waits: stores held back, flushes, and write-through stores not
   * yet issued, all with {@link stampede.store.StoreException.Closed}. Loads and stores in flight end
   * when the backing store answers. Does not flush. Closing twice is no error.
   */
  @Override
  public void close() {
    closed = true;
    dirty.close();
  }
}
