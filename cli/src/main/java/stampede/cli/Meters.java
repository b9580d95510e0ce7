package stampede.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import stampede.time.NanoClock;

/**
 * Reads what the machine and the JVM say of themselves. A meter that the system lacks is empty.
 * Thread-safe.
 */
final class Meters {
  private final NanoClock clock;
  private final OperatingSystemMXBean os =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final List<GarbageCollectorMXBean> pausing = new ArrayList<>();
  private final AtomicLong longestPauseMillis = new AtomicLong();

  Meters(NanoClock clock) {
    this.clock = clock;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (pauses(bean.getName())) {
        pausing.add(bean);
        if (bean instanceof NotificationEmitter emitter) {
          emitter.addNotificationListener((event, handback) -> heard(event), null, null);
        }
      }
    }
  }

  /**
   * Whether what a collector of this name reports are pauses: G1 tells what it does beside the program
   * under {@code G1 Concurrent GC}, ZGC and Shenandoah under {@code Cycles}.
   */
  static boolean pauses(String collector) {
    return !collector.contains("Concurrent") && !collector.endsWith("Cycles");
  }

  /** The process's and the machine's CPU time at a moment; the machine's is empty off Linux. */
  record Cpu(long atNanos, long processNanos, Optional<ProcStat> machine) {}

  Cpu cpu() {
    return new Cpu(clock.nanos(), os.getProcessCpuTime(), ProcStat.read());
  }

  /** The sum of all collection pauses of this JVM, in nanoseconds, to a millisecond. */
  long gcPauseNanos() {
    long millis = 0;
    for (GarbageCollectorMXBean bean : pausing) {
      millis += Math.max(0, bean.getCollectionTime());
    }
    return millis * 1_000_000;
  }

  /** Forgets the pauses so far. */
  void resetLongestPause() {
    longestPauseMillis.set(0);
  }

  /** The longest collection pause since the reset, in nanoseconds, to a millisecond. */
  long longestPauseNanos() {
    return longestPauseMillis.get() * 1_000_000;
  }

  int cores() {
    return os.getAvailableProcessors();
  }

  private void heard(Notification event) {
    if (event.getUserData() instanceof CompositeData data
        && data.get("gcInfo") instanceof CompositeData info
        && info.get("duration") instanceof Long millis) {
      longestPauseMillis.accumulateAndGet(millis, Math::max);
    }
  }
}
