package stampede.cli;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import stampede.loadgen.jobs.Reactor;
import stampede.time.NanoClock;

/**
 * The thread {@code stampede-jobs}: runs callbacks one at a time, in fairness to those that are due
 * and to those that other threads brought. A callback that throws ends it.
 */
final class JobReactor implements Reactor, AutoCloseable {
  /** What other threads may have brought: more than operations are ever in flight. */
  private static final int BROUGHT_MAX = 16_384;

  /** How many callbacks run before timers and other threads are looked at again. */
  private static final int RUN_MAX = 64;

  private static final long IDLE_NANOS_MAX = 20_000_000;

  private record Timed(long dueNanos, long order, Runnable callback) implements Comparable<Timed> {
    @Override
    public int compareTo(Timed other) {
      int byDue = Long.compare(dueNanos - other.dueNanos, 0);
      return byDue != 0 ? byDue : Long.compare(order, other.order);
    }
  }

  private final NanoClock clock;
  private final Runnable onFailure;
  private final BlockingQueue<Runnable> brought = new ArrayBlockingQueue<>(BROUGHT_MAX);
  private final Thread thread = new Thread(this::run, "stampede-jobs");
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  // Of the thread alone.
  private final Queue<Runnable> own = new ArrayDeque<>();
  private final PriorityQueue<Timed> timers = new PriorityQueue<>();
  private long order;

  /** A reactor that does not run yet; {@code onFailure} hears, on any thread, when it ends early. */
  JobReactor(NanoClock clock, Runnable onFailure) {
    this.clock = clock;
    this.onFailure = onFailure;
    thread.setDaemon(true);
  }

  JobReactor start() {
    thread.start();
    return this;
  }

  @Override
  public void post(Runnable callback) {
    if (Thread.currentThread() == thread) {
      own.add(callback);
    } else if (!brought.offer(callback)) {
      fail(new IllegalStateException("more than " + BROUGHT_MAX + " callbacks wait"));
    }
  }

  @Override
  public void after(long nanos, Runnable callback) {
    timers.add(new Timed(clock.nanos() + Math.max(0, nanos), order++, callback));
  }

  private void run() {
    try {
      while (!closed && failure == null) {
        runDue();
        runSome(brought);
        runSome(own);
        if (own.isEmpty()) {
          await();
        }
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    failure = e;
    onFailure.run();
  }

  private void runDue() {
    Timed next = timers.peek();
    if (next == null) {
      return;
    }
    long nowNanos = clock.nanos();
    while (next != null && next.dueNanos() - nowNanos <= 0) {
      timers.remove();
      next.callback().run();
      next = timers.peek();
    }
  }

  private static void runSome(Queue<Runnable> callbacks) {
    for (int i = 0; i < RUN_MAX; i++) {
      Runnable callback = callbacks.poll();
      if (callback == null) {
        return;
      }
      callback.run();
    }
  }

  private void await() throws InterruptedException {
    Timed next = timers.peek();
    long waitNanos = next == null ? IDLE_NANOS_MAX : next.dueNanos() - clock.nanos();
    Runnable callback = brought.poll(Math.min(waitNanos, IDLE_NANOS_MAX), TimeUnit.NANOSECONDS);
    if (callback != null) {
      callback.run();
    }
  }

  /** Runs nothing behind the callback that it is in. */
  void stop() {
    closed = true;
  }

  /** Whether it ended early. */
  boolean failed() {
    return failure != null;
  }

  /**
   * Ends the thread after the callback that it is in, and waits for that.
   *
   * @throws IllegalStateException with what a callback threw, if one did
   */
  @Override
  public void close() {
    stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("the job manager failed: " + thrown, thrown);
    }
  }
}
