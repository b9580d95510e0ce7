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
  private final BackingStore store;
  private final CacheSettings settings;
  private final DirtyBlobs dirty;
  private final CleanBlobs clean;
  private final Timers timers;
  private final Observer observer;
  private final Counters counters;

  Flusher(
      BackingStore store,
      CacheSettings settings,
      DirtyBlobs dirty,
      CleanBlobs clean,
      Timers timers,
      Observer observer,
      Counters counters) {
    this.store = store;
    this.settings = settings;
    this.dirty = dirty;
    this.clean = clean;
    this.timers = timers;
    this.observer = observer;
    this.counters = counters;
  }

  /** Issues what may be issued. */
  void drain() {
    for (DirtyBlob next = dirty.next(); next != null; next = dirty.next()) {
      attempt(next);
    }
  }

  private void attempt(DirtyBlob blob) {
    blob.beginAttempt();
    blob.startNanos = observer.nanos();
    observer.tell(
        listener -> listener.storeStarted(blob.ref(), blob.acceptedNanos, blob.startNanos));
    var unused = Failures.call(() -> store.store(blob.entry.blob)).whenComplete((done, failure) -> {
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
    boolean succeeded = failure == null;
    if (succeeded) {
      clean.put(blob.entry);
    }
    observer.tell(listener -> listener.storeEnded(
        blob.ref(), blob.acceptedNanos, blob.startNanos, blob.endNanos, succeeded));
    if (failure == null) {
      dirty.confirmed(blob);
      return;
    }
    counters.storeFailures.increment();
    if (dirty.failed(blob, Failures.cause(failure))) {
      timers.after(backoffNanos(blob), () -> {
        dirty.retry(blob);
        drain();
      });
    }
  }

  private long backoffNanos(DirtyBlob blob) {
    long max = settings.retryNanosMax();
    long last = blob.backoffNanos;
    blob.backoffNanos = last == 0 ? settings.retryNanosMin() : last > max / 2 ? max : last * 2;
    return blob.backoffNanos;
  }
}
