package stampede.cache;

import stampede.store.BlobRef;
import stampede.time.Timers;

/** Sends dirty blobs to the backing store, and again where that failed. Thread-safe. */
final class Flusher {
  /*
   * Whoever makes room or adds a blob drains the queue on its own thread. An attempt ends when both
   * its issuer has come back from the call and its answer has come; the second of the two ends it.
   * So an answer that comes within the call, as a synchronous store's does, is ended by the loop
   * that issued it, and the stack is no deeper after a million of them than after one.
   */
  private final DirtyBlobs dirty;
  private final CleanBlobs clean;
  private final Backoff backoff;
  private final Timers timers;
  private final Observer<BlobRef> observer;
  private final Counters counters;

  Flusher(
      CacheSettings settings,
      DirtyBlobs dirty,
      CleanBlobs clean,
      Timers timers,
      Observer<BlobRef> observer,
      Counters counters) {
    this.dirty = dirty;
    this.clean = clean;
    this.backoff = new Backoff(settings.retryNanosMin(), settings.retryNanosMax());
    this.timers = timers;
    this.observer = observer;
    this.counters = counters;
  }

  /** Issues what may be issued. */
  void drain() {
    for (StoreAttempt next = dirty.next(); next != null; next = dirty.next()) {
      issue(next);
    }
  }

  private void issue(StoreAttempt attempt) {
    attempt.startNanos = observer.nanos();
    observer.storeStarted(attempt.blob.ref(), attempt.blob.acceptedNanos, attempt.startNanos);
    var unused = Failures.call(attempt.store, to -> to.store(attempt.blob.entry.blob))
        .whenComplete((done, failure) -> {
          attempt.endNanos = observer.nanos();
          attempt.failure = failure;
          if (attempt.arriveLast()) {
            end(attempt);
            drain();
          }
        });
    if (attempt.arriveLast()) {
      end(attempt);
    }
  }

  private void end(StoreAttempt attempt) {
    DirtyBlob blob = attempt.blob;
    Throwable failure = attempt.failure;
    if (failure == null) {
      clean.put(blob.entry);
      tellEnd(attempt, true);
      dirty.confirmed(attempt);
      return;
    }
    counters.storeFailures.increment();
    tellEnd(attempt, false);
    if (dirty.failed(attempt, Failures.cause(failure))) {
      timers.after(backoff.pauseNanos(blob.ref(), blob.failures), () -> {
        dirty.retry(blob);
        drain();
      });
    }
  }

  private void tellEnd(StoreAttempt attempt, boolean succeeded) {
    DirtyBlob blob = attempt.blob;
    observer.storeEnded(
        blob.ref(), blob.acceptedNanos, attempt.startNanos, attempt.endNanos, succeeded);
  }
}
