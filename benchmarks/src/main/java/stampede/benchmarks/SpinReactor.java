package stampede.benchmarks;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import stampede.loadgen.jobs.Reactor;

/**
 * Runs callbacks on the thread that calls {@link #run}, by the real clock. Where none is due it spins:
 * what it waits takes as much of its core as what it does. For that thread alone.
 */
final class SpinReactor implements Reactor {
  /** How many callbacks run before timers are looked at again. */
  private static final int RUN_MAX = 64;

  private record Timed(long dueNanos, long order, Runnable callback) implements Comparable<Timed> {
    @Override
    public int compareTo(Timed other) {
      int byDue = Long.compare(dueNanos - other.dueNanos, 0);
      return byDue != 0 ? byDue : Long.compare(order, other.order);
    }
  }

  private final Queue<Runnable> posted = new ArrayDeque<>();
  private final PriorityQueue<Timed> timers = new PriorityQueue<>();
  private long order;

  @Override
  public void post(Runnable callback) {
    posted.add(callback);
  }

  @Override
  public void after(long nanos, Runnable callback) {
    timers.add(new Timed(System.nanoTime() + Math.max(0, nanos), order++, callback));
  }

  /**
   * Runs what is due until the caller has enough, as it is asked between callbacks.
   *
   * @throws IllegalStateException where it has not, and nothing is left to run
   */
  void run(BooleanSupplier enough) {
    while (!enough.getAsBoolean()) {
      Fixture.require(!isIdle(), "nothing is left to run");
      runDue();
      for (int i = 0; i < RUN_MAX && !posted.isEmpty(); i++) {
        posted.remove().run();
      }
    }
  }

  private void runDue() {
    long nowNanos = System.nanoTime();
    for (Timed next = timers.peek();
        next != null && next.dueNanos() - nowNanos <= 0;
        next = timers.peek()) {
      timers.remove();
      next.callback().run();
    }
  }

  /** Whether nothing is left to run, now or later. */
  boolean isIdle() {
    return posted.isEmpty() && timers.isEmpty();
  }
}
