package stampede.cache;

import java.util.function.Consumer;
import stampede.cache.CacheListener.LoadEnding;
import stampede.time.NanoClock;

/**
 * A listener with the clock of its stamps, which is not read where nobody listens. What a listener
 * throws, against its contract, goes to the thread's handler of uncaught exceptions and not into the
 * cache, whose waiters would else never be answered. Thread-safe.
 */
final class Observer<K> {
  private final CacheListener<? super K> listener;
  private final boolean listens;
  private final NanoClock clock;

  Observer(CacheListener<? super K> listener, NanoClock clock) {
    this.listener = listener;
    this.listens = listener != CacheListener.none();
    this.clock = clock;
  }

  /** A stamp; zero where nobody listens. */
  long nanos() {
    return listens ? clock.nanos() : 0;
  }

  /** Tells of a hit: allocates nothing. */
  void hit(K key) {
    if (listens) {
      try {
        listener.hit(key, clock.nanos());
      } catch (Throwable e) {
        Failures.report(e);
      }
    }
  }

  void loadStarted(K key, long startNanos) {
    if (listens) {
      tell(to -> to.loadStarted(key, startNanos));
    }
  }

  void loadJoined(K key) {
    if (listens) {
      long nowNanos = clock.nanos();
      tell(to -> to.loadJoined(key, nowNanos));
    }
  }

  void loadEnded(K key, long startNanos, LoadEnding ending) {
    loadEnded(key, startNanos, nanos(), ending);
  }

  void loadEnded(K key, long startNanos, long endNanos, LoadEnding ending) {
    if (listens) {
      tell(to -> to.loadEnded(key, startNanos, endNanos, ending));
    }
  }

  void storeStarted(K key, long acceptedNanos, long startNanos) {
    if (listens) {
      tell(to -> to.storeStarted(key, acceptedNanos, startNanos));
    }
  }

  void storeEnded(K key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
    if (listens) {
      tell(to -> to.storeEnded(key, acceptedNanos, startNanos, endNanos, succeeded));
    }
  }

  private void tell(Consumer<CacheListener<? super K>> event) {
    try {
      event.accept(listener);
    } catch (Throwable e) {
      Failures.report(e);
    }
  }
}
