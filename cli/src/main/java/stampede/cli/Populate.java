package stampede.cli;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import stampede.loadgen.Population;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.StoreException;

/** Writes a population into the backing store, with a bounded number of stores in flight. */
final class Populate {
  private static final int IN_FLIGHT_MAX = 1024;
  private static final long LOOK_MILLIS = 50;

  /** How often a blob is tried where the store is unavailable: it may be one that fails at times. */
  private static final int ATTEMPTS_MAX = 8;

  private final BackingStore store;
  private final BooleanSupplier stopped;
  private final Semaphore places = new Semaphore(IN_FLIGHT_MAX);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Populate(BackingStore store, BooleanSupplier stopped) {
    this.store = store;
    this.stopped = stopped;
  }

  /**
   * Writes every key.
   *
   * @param stopped asked at each key
   * @return whether every key is in the store; false where stopped before
   * @throws stampede.store.StoreException the first failure of the store that did not pass
   */
  static boolean all(Population population, BackingStore store, BooleanSupplier stopped) {
    var populate = new Populate(store, stopped);
    try {
      population.populate(populate::store);
      populate.acquire(IN_FLIGHT_MAX);
    } catch (InterruptedException e) {
      return false;
    }
    populate.check();
    return true;
  }

  /** Waits for places, but not for a store that never answers when it was stopped. */
  private void acquire(int count) throws InterruptedException {
    do {
      if (stopped.getAsBoolean()) {
        throw new InterruptedException("stopped");
      }
    } while (!places.tryAcquire(count, LOOK_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void store(Blob blob) throws InterruptedException {
    acquire(1);
    check();
    attempt(blob, 1);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ended() takes the failure too
  private void attempt(Blob blob, int number) {
    store.store(blob).whenComplete((done, thrown) -> ended(blob, number, thrown));
  }

  private void ended(Blob blob, int number, @Nullable Throwable thrown) {
    if (thrown instanceof StoreException.Unavailable && number < ATTEMPTS_MAX) {
      attempt(blob, number + 1);
      return;
    }
    if (thrown != null) {
      failure.compareAndSet(null, thrown);
    }
    places.release();
  }

  private void check() {
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown != null) {
      throw new IllegalStateException(thrown);
    }
  }
}
