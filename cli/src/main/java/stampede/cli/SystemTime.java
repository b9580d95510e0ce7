package stampede.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import stampede.time.NanoClock;
import stampede.time.Timers;
import stampede.time.Waiter;

/** The machine's own time behind the three doors. Thread-safe. */
final class SystemTime implements NanoClock, Timers, Waiter, AutoCloseable {
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
    Pacer.PARK.until(nanos);
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
