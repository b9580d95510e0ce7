package stampede.time;

import java.util.PriorityQueue;

/**
 * A clock, timers and a waiter that advance only when told. Tasks run on the advancing thread, in
 * the order of their due times and, at equal times, of their submission. For one thread.
 */
public final class VirtualTime implements NanoClock, Timers, Waiter {
  private record Task(long dueNanos, long order, Runnable body) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byDue = Long.compare(dueNanos - other.dueNanos, 0);
      return byDue != 0 ? byDue : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nowNanos;
  private long submitted;

  public VirtualTime() {
    this(0);
  }

  public VirtualTime(long originNanos) {
    this.nowNanos = originNanos;
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public void after(long nanos, Runnable task) {
    tasks.add(new Task(nowNanos + Math.max(0, nanos), submitted++, task));
  }

  /** Advances to {@code nanos}, running what falls due on the way; never goes back. */
  @Override
  public void until(long nanos) {
    while (!tasks.isEmpty() && tasks.peek().dueNanos() - nanos <= 0) {
      runNext();
    }
    if (nanos - nowNanos > 0) {
      nowNanos = nanos;
    }
  }

  /** Advances by {@code nanos}. */
  public void advance(long nanos) {
    until(nowNanos + nanos);
  }

  /** Runs tasks until none is left; the clock then reads the last one's time. */
  public void runAll() {
    while (!tasks.isEmpty()) {
      runNext();
    }
  }

  private void runNext() {
    Task task = tasks.remove();
    if (task.dueNanos() - nowNanos > 0) {
      nowNanos = task.dueNanos();
    }
    task.body().run();
  }
}
