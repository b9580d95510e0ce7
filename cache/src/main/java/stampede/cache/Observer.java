package stampede.cache;

import java.util.function.Consumer;
import stampede.cache.CacheListener.LoadEnding;
import stampede.store.BlobRef;
import stampede.time.NanoClock;

/**
 * A listener with the clock of its stamps, which is not read where nobody listens. What a listener
 * throws, against its contract, goes to the thread's handler of uncaught exceptions and not into the
 * cache, whose waiters would else never be answered. Thread-safe.
 */
final class Observer {
  private final CacheListener<? super BlobRef> listener;
  private final boolean listens;
  private final NanoClock clock;

  Observer(CacheListener<? super BlobRef> listener, NanoClock clock) {
    this.listener = listener;
    this.listens = listener != CacheListener.none();
    this.clock = clock;
  }

  /** A stamp; zero where nobody listens. */
  long nanos() {
    return listens ? clock.nanos() : 0;
  }

  /** Tells of a hit: allocates nothing. */
  void hit(BlobRef ref) {
    if (listens) {
      try {
        listener.hit(ref, clock.nanos());
      } catch (Throwable e) {
        Failures.report(e);
      }
    }
  }

  void loadStarted(Loading loading) {
    if (listens) {
      tell(to -> to.loadStarted(loading.ref, loading.startNanos));
    }
  }

  void loadJoined(BlobRef ref) {
    if (listens) {
      long nowNanos = clock.nanos();
      tell(to -> to.loadJoined(ref, nowNanos));
    }
  }

  void loadEnded(Loading loading, LoadEnding ending) {
    if (listens) {
      long endNanos = clock.nanos();
      tell(to -> to.loadEnded(loading.ref, loading.startNanos, endNanos, ending));
    }
  }

  void storeStarted(StoreAttempt attempt) {
    if (listens) {
      DirtyBlob blob = attempt.blob;
      tell(to -> to.storeStarted(blob.ref(), blob.acceptedNanos, attempt.startNanos));
    }
  }

  void storeEnded(StoreAttempt attempt, boolean succeeded) {
    if (listens) {
      DirtyBlob blob = attempt.blob;
      tell(to -> to.storeEnded(
          blob.ref(), blob.acceptedNanos, attempt.startNanos, attempt.endNanos, succeeded));
    }
  }

  private void tell(Consumer<CacheListener<? super BlobRef>> event) {
    try {
      event.accept(listener);
    } catch (Throwable e) {
      Failures.report(e);
    }
  }
}
