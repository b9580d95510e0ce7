package stampede.cache;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Completes futures outside all locks, in the order in which they were added, and never one inside
 * the callback of another: the depth of the stack does not grow with their number. Thread-safe.
 */
final class Answers {
  private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();

  /** Adds an answer, which a later {@link #give} gives; called under a lock, it keeps the order. */
  void add(Runnable answer) {
    due.add(answer);
  }

  /** Gives what was added, or leaves it to the thread that is giving answers already. */
  void give() {
    int seen = calls.incrementAndGet();
    if (seen != 1) {
      return;
    }
    do {
      for (Runnable answer = due.poll(); answer != null; answer = due.poll()) {
        run(answer);
      }
      seen = calls.addAndGet(-seen);
    } while (seen != 0);
  }

  /** An error within one answer, as of a stack that is used up, keeps no other from being given. */
  private static void run(Runnable answer) {
    try {
      answer.run();
    } catch (Throwable e) {
      Failures.report(e);
    }
  }
}
