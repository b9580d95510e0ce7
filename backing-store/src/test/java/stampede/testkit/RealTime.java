package stampede.testkit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** The machine's clock and timers, for tests of real threads. Thread-safe. */
public enum RealTime implements NanoClock, Timers {
  INSTANCE;

  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "test-timers");
        thread.setDaemon(true);
        return thread;
      });

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void after(long nanos, Runnable task) {
    var unused = timers.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }
}
