package stampede.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import stampede.loadgen.Request;
import stampede.loadgen.Workload;

/**
 * What the threads of a loop take that ends by itself: counted from a thread's first request to its
 * last but a few, since a thread that has ended cannot be asked. Thread-safe.
 */
final class Senders {
  /** A thread looks at its counters with so many of the first and of the last requests. */
  private static final int LOOK = 128;

  /** It looks once in so many of the others. */
  private static final int LOOK_EVERY = 4096;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Workload workload;
  private final long count;
  private final Map<Thread, Taken> taken = new ConcurrentHashMap<>();

  Senders(Workload workload, long count) {
    this.workload = workload;
    this.count = count;
  }

  /** A request for the calling thread to send. */
  Request request(long index) {
    if (index < LOOK || index % LOOK_EVERY == 0 || index >= count - LOOK) {
      taken.computeIfAbsent(Thread.currentThread(), thread -> new Taken()).look();
    }
    return workload.request(index);
  }

  /** What all took, as ours. */
  void addTo(Sides sides) {
    for (Taken one : taken.values()) {
      sides.oursNanos += one.nanos;
      sides.oursBytes += one.bytes;
    }
    sides.oursOps += count;
  }

  /** What a thread has taken. */
  private static final class Taken {
    private final long nanosBefore = THREADS.getCurrentThreadCpuTime();
    private final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    private long nanos;
    private long bytes;

    void look() {
      nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
      bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    }
  }
}
