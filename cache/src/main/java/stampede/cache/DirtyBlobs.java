package stampede.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreException;

/** The blobs accepted and not yet confirmed, and the stores that wait to become so. Thread-safe. */
final class DirtyBlobs {
  /*
   * overlay: every dirty blob, for readers, who take no lock. A blob enters under the lock, before
   *          its store is answered, and leaves under the lock, after it was put among the clean.
   * waiting: the stores that the two bounds hold back, in order; their blobs are not accepted yet
   *          and not loadable. Nobody passes them but a store of a blob that is known.
   * An attempt is given up when its store is unregistered. Its success still counts, as the store
   * has the blob; its failure does not.
   *
   * All but overlay's readers work under one lock, held for a few steps and never across I/O or a
   * callback: a future that falls due under the lock is handed to `answers` and completed after it.
   */
  private final CacheSettings settings;
  private final Registration stores;
  private final CleanBlobs clean;
  private final LoadsInFlight loads;
  private final Observer<BlobRef> observer;
  private final Counters counters;
  private final ConcurrentHashMap<BlobRef, DirtyBlob> overlay;
  private final Answers answers = new Answers();

  private final FlushQueue queue;
  private final WaitingStores waiting;
  private final FlushWaits flushes = new FlushWaits(answers);
  private long bytes;

  /** Asked for by a close: complete when no blob is dirty, or its time is over. */
  private @Nullable CompletableFuture<CloseResult> closing;

  private boolean closed;

  DirtyBlobs(
      CacheSettings settings,
      Registration stores,
      ConcurrentHashMap<BlobRef, DirtyBlob> overlay,
      CleanBlobs clean,
      LoadsInFlight loads,
      Observer<BlobRef> observer,
      Counters counters) {
    this.settings = settings;
    this.stores = stores;
    this.overlay = overlay;
    this.clean = clean;
    this.loads = loads;
    this.observer = observer;
    this.counters = counters;
    this.queue = new FlushQueue(settings.flushBatchMax());
    this.waiting = new WaitingStores(settings.waitingStoresMax(), settings.waitingBytesMax());
  }

  /** Accepts a blob, or lets it wait for room, or refuses it. */
  CompletableFuture<StoreResult> accept(Blob blob) {
    var request = new StoreRequest(blob);
    long nowNanos = observer.nanos();
    synchronized (this) {
      if (closing != null) {
        return CompletableFuture.failedFuture(Failures.closed());
      }
      if (settings.writeMode() == WriteMode.THROUGH && stores.active() == null) {
        return CompletableFuture.failedFuture(Failures.noStore());
      }
      if (!admit(request, waiting.isEmpty(), nowNanos)) {
        if (waiting.offer(request)) {
          return request.answer;
        }
        counters.storesOverloaded.increment();
        request.overloaded();
      }
    }
    request.settle(loads, clean, settings.writeMode());
    return request.answer;
  }

  /** Under the lock: gives a request its place if its blob is known, or has its turn and room. */
  private boolean admit(StoreRequest request, boolean hasTurn, long nowNanos) {
    BlobRef ref = request.blob.ref();
    DirtyBlob present = overlay.get(ref);
    if (present != null) {
      counters.storesKnown.increment();
      request.knownDirty(present);
      return true;
    }
    Entry known = clean.peek(ref);
    if (known != null) {
      counters.storesKnown.increment();
      request.knownClean(known);
      return true;
    }
    long sizeBytes = request.blob.sizeBytes();
    boolean fits =
        sizeBytes <= settings.dirtyBytesMax() - bytes && overlay.size() < settings.dirtyBlobsMax();
    if (!hasTurn || !fits) {
      return false;
    }
    counters.storesAccepted.increment();
    var made = new DirtyBlob(new Entry(request.blob), flushes.nextEvent(), nowNanos);
    overlay.put(ref, made);
    bytes += sizeBytes;
    flushes.accepted(made);
    queue.add(made);
    request.admitted(made);
    return true;
  }

  /** The next attempt, which has a place in the flush batch from now on; null where none has. */
  synchronized @Nullable StoreAttempt next() {
    BackingStore store = stores.active();
    return closed || store == null ? null : queue.next(store);
  }

  /** An attempt succeeded, and its blob is among the clean. */
  void confirmed(StoreAttempt attempt) {
    DirtyBlob blob = attempt.blob;
    synchronized (this) {
      boolean givenUp = !queue.end(attempt);
      if (isDirty(blob)) {
        leave(blob);
        if (givenUp) {
          queue.remove(blob);
        }
        answers.add(() -> blob.confirmed.complete(null));
        flushes.confirmed(blob, bytes);
        admitWaiting(attempt.endNanos);
        closeIfOver();
      }
    }
    answers.give();
  }

  /** An attempt failed; says whether its blob is to be tried again. */
  boolean failed(StoreAttempt attempt, Throwable cause) {
    DirtyBlob blob = attempt.blob;
    boolean again;
    synchronized (this) {
      if (!queue.end(attempt) || !isDirty(blob)) {
        return false;
      }
      again = settings.writeMode() == WriteMode.BACK;
      blob.failures++;
      blob.lastCause = cause;
      if (again) {
        flushes.failed(blob, bytes);
      } else {
        lose(blob, cause);
        admitWaiting(attempt.endNanos);
        closeIfOver();
      }
    }
    answers.give();
    return again;
  }

  private boolean isDirty(DirtyBlob blob) {
    return overlay.get(blob.ref()) == blob;
  }

  private void leave(DirtyBlob blob) {
    overlay.remove(blob.ref(), blob);
    bytes -= blob.sizeBytes();
  }

  private void lose(DirtyBlob blob, Throwable cause) {
    leave(blob);
    answers.add(() -> blob.confirmed.completeExceptionally(cause));
    flushes.lost(blob, cause, bytes);
  }

  private void admitWaiting(long nowNanos) {
    StoreRequest first = waiting.first();
    while (first != null && admit(first, true, nowNanos)) {
      StoreRequest admitted = first;
      answers.add(() -> admitted.settle(loads, clean, settings.writeMode()));
      waiting.removeFirst();
      first = waiting.first();
    }
  }

  /** Puts a blob that failed back in the queue. */
  synchronized void retry(DirtyBlob blob) {
    if (isDirty(blob)) {
      queue.add(blob);
    }
  }

  /** Begins a flush; null where the cache is closed. */
  @Nullable
  FlushWait flush() {
    FlushWait wait;
    synchronized (this) {
      if (closed) {
        return null;
      }
      wait = flushes.begin();
      if (stores.active() == null) {
        flushes.storeGone(bytes);
      }
    }
    answers.give();
    return wait;
  }

  void timeOut(FlushWait wait) {
    synchronized (this) {
      flushes.timeOut(wait, bytes);
    }
    answers.give();
  }

  /**
   * Unregisters the store, gives its attempts up, and fails who waits for it.
   *
   * @throws IllegalStateException where none is registered
   */
  void unregister() {
    synchronized (this) {
      stores.unregister();
      flushes.storeGone(bytes);
      queue.giveUpAttempts(this::isDirty);
      if (settings.writeMode() == WriteMode.THROUGH) {
        StoreException failure = Failures.noStore();
        overlay.values().forEach(blob -> lose(blob, failure));
        failWaiting(failure);
      }
      closeIfOver();
    }
    answers.give();
  }

  private void failWaiting(StoreException failure) {
    queue.clear();
    waiting.removeAll(one -> answers.add(() -> one.answer.completeExceptionally(failure)));
  }

  /** Accepts nothing more; the answer comes when nothing is dirty, or by {@link #endClose()}. */
  CompletableFuture<CloseResult> beginClose() {
    CompletableFuture<CloseResult> answer;
    synchronized (this) {
      if (closing == null) {
        closing = new CompletableFuture<>();
      }
      answer = closing;
      closeIfOver();
    }
    answers.give();
    return answer;
  }

  private void closeIfOver() {
    boolean clean = overlay.isEmpty() && waiting.isEmpty();
    if (closing != null && !closed && (clean || stores.active() == null)) {
      endClose(closing);
    }
  }

  /** Ends a close whose time is over: issues nothing more, and fails all who wait. */
  void endClose() {
    synchronized (this) {
      if (closing != null && !closed) {
        endClose(closing);
      }
    }
    answers.give();
  }

  private void endClose(CompletableFuture<CloseResult> answer) {
    closed = true;
    CloseResult result = CloseResult.of(overlay.values(), stores.active() == null);
    StoreException failure = Failures.closed();
    flushes.close(failure);
    failWaiting(failure);
    for (DirtyBlob blob : overlay.values()) {
      answers.add(() -> blob.confirmed.completeExceptionally(failure));
    }
    answers.add(() -> answer.complete(result));
  }

  int entries() {
    return overlay.size();
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized int waiting() {
    return waiting.count();
  }

  synchronized long waitingBytes() {
    return waiting.bytes();
  }

  synchronized int inFlight() {
    return queue.inFlight();
  }
}
