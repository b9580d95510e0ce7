package stampede.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import stampede.time.Timers;

/** The backing loads that are not answered yet, each of which ends once: answered or late. Thread-safe. */
final class LoadDeadlines {
  /*
   * Deadlines cost a load no timer and no reading of a clock. While loads are in flight, a tick
   * passes each eighth of the time they have; a load is late at the ninth tick after its issue,
   * which is then between 8 and 9 eighths ago. The ticks stop when nothing is in flight.
   *
   * Whoever removes a load from the set ends it.
   */
  private static final int TICKS_MAX = 8;

  private final Set<Loading> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final Timers timers;
  private final long tickNanos;
  private final Consumer<Loading> late;
  private volatile int tick;

  /**
   * @param loadNanosMax the time that a load has
   * @param late ends a load that has had its time; called on the timers' thread
   */
  LoadDeadlines(Timers timers, long loadNanosMax, Consumer<Loading> late) {
    this.timers = timers;
    this.tickNanos = (loadNanosMax + TICKS_MAX - 1) / TICKS_MAX;
    this.late = late;
  }

  void begin(Loading loading) {
    loading.issuedTick = tick;
    inFlight.add(loading);
    keepTicking();
  }

  /** Whether the caller is to end it: true once. */
  boolean end(Loading loading) {
    return inFlight.remove(loading);
  }

  int count() {
    return inFlight.size();
  }

  private void keepTicking() {
    if (!inFlight.isEmpty() && ticking.compareAndSet(false, true)) {
      try {
        timers.after(tickNanos, this::passTick);
      } catch (Throwable e) {
        ticking.set(false);
        throw e;
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one tick passes at a time
  private void passTick() {
    int now = ++tick;
    for (Loading loading : inFlight) {
      if (now - loading.issuedTick > TICKS_MAX && end(loading)) {
        late.accept(loading);
      }
    }
    ticking.set(false);
    keepTicking();
  }
}
