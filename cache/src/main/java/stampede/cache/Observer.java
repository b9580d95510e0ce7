package stampede.cache;

import java.util.function.Consumer;
import stampede.store.BlobRef;
import stampede.time.NanoClock;

/**
 * A listener with the clock of its stamps, which is not read where nobody listens. What a listener
 * throws, against its contract, goes to the thread's handler of uncaught exceptions and not into the
 * cache, whose waiters would else never be answered. Thread-safe.
 */
final class Observer {
  private final CacheListener listener;
  private final boolean listens;
  private final NanoClock clock;

  Observer(CacheListener listener, NanoClock clock) {
    this.listener = listener;
    this.listens = listener != CacheListener.none();
    this.clock = clock;
  }

  /** Tells the listener; the call is made only where one listens. */
  void tell(Consumer<CacheListener> event) {
    if (!listens) {
      return;
    }
    try {
      event.accept(listener);
    } catch (Throwable e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /** Tells of a hit: allocates nothing. */
  void hit(BlobRef ref) {
    if (listens) {
      listener.hit(ref, clock.nanos());
    }
  }

  /** A stamp; zero where nobody listens. */
  long nanos() {
    return listens ? clock.nanos() : 0;
  }
}
