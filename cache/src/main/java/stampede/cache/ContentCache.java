package stampede.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;
import stampede.store.BadAddressException;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * A cache of immutable blobs over a backing store. Thread-safe.
 *
 * <p>A future completes on a thread of the backing store, on one of the timers, or on one that calls
 * the cache, which need not be the one that waits. What depends on it runs there, under no lock of
 * the cache, and must not block. What depends on it directly is given a failure itself, with no
 * wrapper around it. None is shared between callers but the answer to a hit, which is complete and
 * cannot be changed; to cancel one stops nothing. Blobs and addresses are of the one algorithm of
 * the settings.
 */
public final class ContentCache implements BlobCache, AutoCloseable {
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
  private final int blobBytesMax;
  private final Timers timers;
  private final Observer<BlobRef> observer;
  private final Counters counters = new Counters();
  private final Registration stores = new Registration();
  private final CleanBlobs clean;
  private final ConcurrentHashMap<BlobRef, DirtyBlob> overlay = new ConcurrentHashMap<>();
  private final LoadsInFlight loads;
  private final DirtyBlobs dirty;
  private final Flusher flusher;
  private final Checkpoints checkpoints;
  private volatile boolean closed;

  /**
   * A cache without a store, until one is registered.
   *
   * @param clock read for stamps alone: never where {@code listener} is {@link CacheListener#none}
   * @param timers used for deadlines and for the pauses before retries, until the cache is closed
   * @param listener told what happens; each of its methods says on which thread
   */
  public ContentCache(
      CacheSettings settings,
      NanoClock clock,
      Timers timers,
      CacheListener<? super BlobRef> listener) {
    this.settings = settings;
    this.blobBytesMax = (int) Math.min(settings.blobBytesMax(), settings.dirtyBytesMax());
    this.timers = timers;
    this.observer = new Observer<>(listener, clock);
    this.clean = new CleanBlobs(settings.cleanBytesMax());
    this.loads = new LoadsInFlight(stores, settings, clean, overlay, timers, observer, counters);
    this.dirty = new DirtyBlobs(settings, stores, overlay, clean, loads, observer, counters);
    this.flusher = new Flusher(settings, dirty, clean, timers, observer, counters);
    this.checkpoints = new Checkpoints(stores, timers);
  }

  /**
   * A cache over {@code store}, which is registered and stays the caller's to close, after the cache.
   * The other parameters are those of the cache without a store.
   */
  public ContentCache(
      BackingStore store,
      CacheSettings settings,
      NanoClock clock,
      Timers timers,
      CacheListener<? super BlobRef> listener) {
    this(settings, clock, timers, listener);
    stores.register(store);
  }

  /**
   * Takes a store into use, and begins to send it what is dirty, on this thread. It stays the
   * caller's to close, after it was unregistered or the cache was closed.
   *
   * @throws IllegalStateException where one is registered
   * @throws IllegalArgumentException where another store, by its name, was registered before: clean
   *     blobs lie in that one alone
   */
  public void register(BackingStore store) {
    stores.register(store);
    flusher.drain();
  }

  /**
   * Takes the store out of use. Loads in flight end as the store answers. Until one is registered
   * again, blobs in memory are loadable, other loads fail with {@link StoreException.Unavailable}, and
   * a flush that is not done is Failed. Written through, stores fail with {@link
   * StoreException.Unavailable}, those in flight included. Written back, they become dirty within
   * their bounds, and what is in flight is tried again with the next store, unless this one confirms
   * it yet. A call that is on its way to the store still reaches it.
   *
   * @throws IllegalStateException where none is registered
   */
  public void unregister() {
    dirty.unregister();
  }

  /**
   * Asks for a blob. A hit is an already completed future, and costs no allocation and no lock. An
   * address that was never stored is an answer; a backing load that fails, fails the future with
   * the backing store's exception, with {@link StoreException.Corrupt} where the bytes do not hash
   * to the address, with {@link StoreException.Timeout} where there was no answer in {@code
   * loadNanosMax}, or with {@link StoreException.Unavailable} where no store is registered. None of
   * these leaves anything behind: the next load asks the backing store again. In a closed cache
   * every load fails with {@link StoreException.Closed}.
   *
   * <p>The backing store is called on this thread. Its answer is verified on the thread that gives
   * it, where the future then completes; a store of the same blob may complete it before, on its own.
   *
   * @throws stampede.store.BadAddressException where the address is of another algorithm than the
   *     cache's
   */
  @Override
  public CompletableFuture<LoadResult> load(BlobRef ref) {
    if (closed) {
      return CompletableFuture.failedFuture(Failures.closed());
    }
    Entry entry = find(ref);
    if (entry == null) {
      requireAlgorithm(ref.algorithm());
      return loads.load(ref);
    }
    counters.hits.increment();
    observer.hit(ref);
    return entry;
  }

  private @Nullable Entry find(BlobRef ref) {
    Entry entry = clean.get(ref);
    if (entry != null) {
      return entry;
    }
    // A blob that moves to the clean between the two looks is met by LoadsInFlight, which looks
    // again.
    DirtyBlob blob = overlay.get(ref);
    return blob == null ? null : blob.entry;
  }

  /**
   * Accepts a blob. Writing back, the answer is there at once, or when {@code dirtyBytesMax} and
   * {@code dirtyBlobsMax} let the blob in; the blob is loadable from then on. Writing through, it is there when the backing
   * store has confirmed, and fails where that failed. Where there is no room the answer is {@link
   * StoreResult.Overloaded}. A blob above {@code blobBytesMax}, or above {@code dirtyBytesMax}, fails
   * the future with {@link StoreException.TooLarge}, any other with {@link StoreException.Closed}
   * once the cache is closed, or with {@link StoreException.Unavailable} where it is to be written
   * through and no store is registered.
   *
   * <p>The backing store may be called on this thread, with this blob or with others that were
   * accepted before.
   *
   * @param blob shared, not copied; its address is taken on trust
   * @throws stampede.store.BadAddressException where the address is of another algorithm than the
   *     cache's
   */
  @Override
  public CompletableFuture<StoreResult> store(Blob blob) {
    requireAlgorithm(blob.ref().algorithm());
    if (closed) {
      return CompletableFuture.failedFuture(Failures.closed());
    }
    if (blob.sizeBytes() > blobBytesMax) {
      counters.storesTooLarge.increment();
      return CompletableFuture.failedFuture(
          new StoreException.TooLarge("the cache", blob.sizeBytes(), blobBytesMax));
    }
    CompletableFuture<StoreResult> answer = dirty.accept(blob);
    flusher.drain();
    return answer;
  }

  private void requireAlgorithm(HashAlgorithm given) {
    if (given != settings.hash()) {
      throw new BadAddressException(
          "an address of " + settings.hash().prefix() + " is wanted: " + given.prefix());
    }
  }

  /**
   * Waits for the blobs accepted before the call: Done when all of them are in the backing store,
   * Failed as soon as each of those that are not has failed at least once since the call, or no
   * store is registered, and TimedOut when the time is over before. Fails with {@link
   * StoreException.Closed} once a close has ended, and in no other way.
   *
   * @param timeoutNanos how long to wait at most; zero or less means not to wait
   */
  @Override
  public CompletableFuture<FlushResult> flush(long timeoutNanos) {
    FlushWait wait = dirty.flush();
    if (wait == null) {
      return CompletableFuture.failedFuture(Failures.closed());
    }
    if (!wait.answer.isDone()) {
      timers.after(timeoutNanos, () -> dirty.timeOut(wait));
    }
    return wait.answer;
  }

  /**
   * Flushes and then gives the backing store a checkpoint, which {@link #checkpoints} answers first
   * from then on. Where the flush is not Done, nothing is put, and its answer is the answer; where the
   * store does not take the checkpoint, the answer is Failed. Where the time is over while the store
   * has it in hand, the checkpoint may still be put. Fails as a flush does.
   *
   * @param value copied here
   * @param timeoutNanos how long both may take together
   */
  public CompletableFuture<FlushResult> putCheckpoint(byte[] value, long timeoutNanos) {
    var answer = new CompletableFuture<FlushResult>();
    checkpoints.putAfter(flush(timeoutNanos), value.clone(), answer);
    if (!answer.isDone()) {
      timers.after(timeoutNanos, () -> answer.complete(new FlushResult.TimedOut(dirty.bytes())));
    }
    return answer;
  }

  /**
   * The checkpoints of the backing store, newest first, at most {@link
   * BackingStore#CHECKPOINTS_MAX}. Not cached: each call asks the backing store, on this thread. Fails
   * as a load does.
   */
  public CompletableFuture<List<byte[]>> checkpoints() {
    return closed
        ? CompletableFuture.failedFuture(Failures.closed())
        : checkpoints.get(settings.loadNanosMax());
  }

  /** Forgets every clean blob; returns how many. Those that become clean meanwhile may stay. */
  public long dropCache() {
    return clean.clear();
  }

  /** A snapshot; cheap, and not atomic over its fields. */
  @Override
  public CacheStats stats() {
    return CacheStats.of(counters, clean, dirty, loads);
  }

  /**
   * Refuses loads and stores from now on with {@link StoreException.Closed}, and goes on to store
   * what was accepted or waits, with retries, until all of it is in the backing store, or the time is
   * over, or no store is registered. The answer says what is not; stores that still wait, for room or
   * for their confirmation, and flushes then fail with it too. Loads in flight end when the backing
   * store answers, or at their time. Closing again gives the same answer, and of their times the one
   * that is over first counts. The future never fails. The backing store stays open,
   * and is asked nothing more, except by a call that is on its way to it.
   *
   * @param timeoutNanos how long to go on; zero or less means not at all
   */
  @Override
  public CompletableFuture<CloseResult> close(long timeoutNanos) {
    closed = true;
    CompletableFuture<CloseResult> closing = dirty.beginClose();
    if (!closing.isDone()) {
      timers.after(timeoutNanos, dirty::endClose);
    }
    return closing.copy();
  }

  /**
   * Closes with {@code closeNanosMax} and waits for the end; an interrupt does not shorten the wait.
   * Not for a callback of a future, of the store or of the timers: the end may need their thread.
   *
   * @throws NotFlushedException where the backing store does not have all that was accepted
   */
  @Override
  public void close() {
    CloseResult result = close(settings.closeNanosMax()).join();
    if (!result.notFlushed().isEmpty()) {
      throw new NotFlushedException(result);
    }
  }
}
