package stampede.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import stampede.time.Waiter;

/**
 * How a relay's thread waits while it has nothing to do: open, as long as it asks or shorter; closed,
 * until it is let through or the gate opens. Thread-safe.
 */
final class Gate implements Waiter {
  private final long nanosMax;

  private boolean closed;
  private int passes;
  private @Nullable Thread held;

  /** An open gate, at which nobody waits longer. */
  Gate(long nanosMax) {
    this.nanosMax = nanosMax;
  }

  @Override
  public void until(long nanos) {
    if (!isClosed()) {
      LockSupport.parkNanos(Math.min(nanosMax, nanos - System.nanoTime()));
    }
    hold();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void hold() {
    while (closed && passes == 0) {
      held = Thread.currentThread();
      notifyAll();
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    passes = 0;
    held = null;
  }

  synchronized void open() {
    closed = false;
    held = null;
    notifyAll();
  }

  /** Closes, and returns the thread when it is held. */
  synchronized Thread close() {
    closed = true;
    return awaitHeld();
  }

  /** Lets the thread through that is held, and returns when it has come back. */
  synchronized void pass() {
    passes = 1;
    held = null;
    notifyAll();
    awaitHeld();
  }

  private synchronized Thread awaitHeld() {
    while (true) {
      Thread thread = held;
      if (thread != null) {
        return thread;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
