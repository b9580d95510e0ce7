package stampede.cli;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import stampede.results.Evidence.Hiccups;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * The thread {@code stampede-hiccup}, which has nothing to do: it wakes each millisecond, and what it
 * is late beyond the shortest lateness ever seen is what held every thread up. The steps are absolute,
 * so that a pause of 20 ms counts as 20 late ones. Other methods may be called on any thread.
 */
final class HiccupMeter implements AutoCloseable {
  private static final long STEP_NANOS = 1_000_000;

  private final NanoClock clock;
  private final Waiter waiter;
  private final Thread thread = new Thread(this::measure, "stampede-hiccup");
  private final AtomicLong maxNanos = new AtomicLong();
  private volatile @Nullable Lateness window;
  private volatile @Nullable Hiccups figures;
  private volatile boolean closed;

  HiccupMeter(NanoClock clock, Waiter waiter) {
    this.clock = clock;
    this.waiter = waiter;
    thread.setDaemon(true);
  }

  HiccupMeter start() {
    thread.start();
    return this;
  }

  /** Waits and notes on the calling thread until closed. */
  void measure() {
    long dueNanos = clock.nanos();
    long shortestNanos = Long.MAX_VALUE;
    while (!closed) {
      dueNanos += STEP_NANOS;
      waiter.until(dueNanos);
      long lateNanos = Math.max(0, clock.nanos() - dueNanos);
      shortestNanos = Math.min(shortestNanos, lateNanos);
      long hiccupNanos = lateNanos - shortestNanos;
      maxNanos.accumulateAndGet(hiccupNanos, Math::max);
      Lateness open = window;
      if (open != null) {
        open.add(hiccupNanos);
      }
    }
  }

  /** Opens the window that {@link #figures} tells of. */
  void begin() {
    maxNanos.set(0);
    window = new Lateness();
  }

  /** Ends the window, where it is open. */
  void end() {
    Lateness open = window;
    if (open != null) {
      window = null;
      figures = open.figures();
    }
  }

  /** What the window showed; null where it showed nothing yet. */
  @Nullable
  Hiccups figures() {
    return figures;
  }

  /** The longest hiccup since the last call. */
  long takeMaxNanos() {
    return maxNanos.getAndSet(0);
  }

  /** Ends the thread, within a step. */
  @Override
  public void close() {
    closed = true;
  }
}
