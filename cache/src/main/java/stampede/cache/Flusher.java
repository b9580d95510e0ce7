package stampede.cache;

import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;
import stampede.time.Timers;

/** Sends dirty blobs to the backing store, and again where that failed. Thread-safe. */
final class Flusher {
  /*
   * Whoever makes room or adds a blob drains the queue on its own thread. An attempt ends when both
   * its issuer has come back from the call and its answer has come; the second of the two ends it.
   * So an answer that comes within the call, as a synchronous store's does, is ended by the loop
   * that issued it, and the stack is no deeper after a million of them than after one.
   */
  private final Registration stores;
  private final DirtyBlobs dirty;
  private final CleanBlobs clean;
  private final Backoff backoff;
  private final Timers timers;
  private final Observer observer;
  private final Counters counters;

  Flusher(
      Registration stores,
      CacheSettings settings,
      DirtyBlobs dirty,
      CleanBlobs clean,
      Timers timers,
      Observer observer,
      Counters counters) {
    this.stores = stores;
    this.dirty = dirty;
    this.clean = clean;
    this.backoff = new Backoff(settings.retryNanosMin(), settings.retryNanosMax());
    this.timers = timers;
    this.observer = observer;
    this.counters = counters;
  }

  /** Issues what may be issued. */
  void drain() {
    BackingStore store = stores.active();
    while (store != null) {
      DirtyBlob next = dirty.next();
      if (next == null) {
        return;
      }
      attempt(store, next);
      store = stores.active();
    }
  }

  private void attempt(BackingStore store, DirtyBlob blob) {
    blob.beginAttempt();
    blob.startNanos = observer.nanos();
    observer.storeStarted(blob);
    var unused = Failures.call(store, to -> to.store(blob.entry.blob))
        .whenComplete((done, failure) -> {
          blob.endNanos = observer.nanos();
          blob.failure = failure;
          if (blob.arriveLast()) {
            ended(blob, failure);
            drain();
          }
        });
    if (blob.arriveLast()) {
      ended(blob, blob.failure);
    }
  }

  private void ended(DirtyBlob blob, @Nullable Throwable failure) {
    if (failure == null) {
      clean.put(blob.entry);
      observer.storeEnded(blob, true);
      dirty.confirmed(blob);
      return;
    }
    counters.storeFailures.increment();
    observer.storeEnded(blob, false);
    if (dirty.failed(blob, Failures.cause(failure))) {
      timers.after(backoff.pauseNanos(blob.ref(), blob.failures), () -> {
        dirty.retry(blob);
        drain();
      });
    }
  }
}
