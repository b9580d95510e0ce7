package stampede.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import stampede.testkit.StoreConformance;

/** With latencies that let answers overtake each other, on a thread of real timers. */
class SimStoreInRealTimeTest extends StoreConformance {
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  @Override
  protected String uri() {
    return "sim:?latency=exponential,mean=500us&stall=1ms+1ms&seed=1";
  }

  @Override
  protected boolean outlivesClosing() {
    return false;
  }

  @Override
  protected BackingStore open() {
    return Stores.open(
        StoreUri.parse(uri()),
        System::nanoTime,
        (nanos, task) -> timers.schedule(task, nanos, TimeUnit.NANOSECONDS));
  }

  @AfterEach
  void endTimers() {
    timers.shutdown();
  }
}
