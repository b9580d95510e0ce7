package stampede.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the two sides of a benchmark took in an iteration: a benchmark runs short batches of both in
 * turn, in the same threads, so that what disturbs the machine disturbs both. Time is the CPU time of those
 * threads: what they waited for the processor is not in it, nor is the collector, which the bytes stand
 * for. JMH sets the counters to zero before each iteration.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Sides {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  public long oursNanos;
  public long oursBytes;
  public long oursOps;
  public long oursLost;
  public long peerNanos;
  public long peerBytes;
  public long peerOps;
  public long peerLost;

  /** Wall-clock time for what waits for a disk, the process's with the collector; else the thread's. */
  LongSupplier clock = THREADS::getCurrentThreadCpuTime;

  /** A batch of operations; answers how many. */
  interface Batch {
    int run();
  }

  void ours(Batch batch) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = clock.getAsLong();
    oursOps += batch.run();
    oursNanos += clock.getAsLong() - nanos;
    oursBytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
  }

  /** What another thread takes while a batch runs that waits for it. */
  void oursOf(Thread thread, Batch batch) {
    long id = thread.getId();
    long bytes = THREADS.getThreadAllocatedBytes(id);
    long nanos = THREADS.getThreadCpuTime(id);
    oursOps += batch.run();
    oursNanos += THREADS.getThreadCpuTime(id) - nanos;
    oursBytes += THREADS.getThreadAllocatedBytes(id) - bytes;
  }

  void peer(Batch batch) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = clock.getAsLong();
    peerOps += batch.run();
    peerNanos += clock.getAsLong() - nanos;
    peerBytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
  }
}
