package stampede.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import stampede.time.NanoClock;
import stampede.time.Timers;
import stampede.time.Waiter;

/** The machine's own time behind the three doors. Thread-safe. */
final class SystemTime implements NanoClock, Timers, Waiter, AutoCloseable {
  /** Shorter waits spin: a park costs more. Longer ones park to the end, and wake late. */
  private static final long SPIN_NANOS = 20_000;

  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "stampede-timers");
        thread.setDaemon(true);
        return thread;
      });

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // tasks do not throw, by the contract of the door
  public void after(long nanos, Runnable task) {
    timers.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void until(long nanos) {
    long leftNanos = nanos - System.nanoTime();
    while (leftNanos > 0 && !Thread.currentThread().isInterrupted()) {
      if (leftNanos > SPIN_NANOS) {
        LockSupport.parkNanos(leftNanos);
      } else {
        Thread.onSpinWait();
      }
      leftNanos = nanos - System.nanoTime();
    }
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
