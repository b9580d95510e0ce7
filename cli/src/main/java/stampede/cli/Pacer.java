package stampede.cli;

import java.util.concurrent.locks.LockSupport;
import stampede.time.Waiter;

/**
 * A way to wait for a moment of the system clock: parked until shortly before, then spinning. Parking
 * costs no CPU and wakes late; spinning is the other way round. Thread-safe.
 *
 * @param word its name in files
 * @param spinNanos how long before the moment the spinning begins
 */
record Pacer(String word, long spinNanos) implements Waiter {
  /** Spins only where a park would cost more. */
  static final Pacer PARK = new Pacer("park", 20_000);

  /** Never parks. */
  static final Pacer SPIN = new Pacer("spin", Long.MAX_VALUE);

  /** Parks for the greater part of a wait. */
  static Pacer parkThenSpin(long spinNanos) {
    return new Pacer("park-then-spin", spinNanos);
  }

  @Override
  public void until(long nanos) {
    long leftNanos = nanos - System.nanoTime();
    while (leftNanos > 0 && !Thread.currentThread().isInterrupted()) {
      if (leftNanos > spinNanos) {
        LockSupport.parkNanos(leftNanos - spinNanos);
      } else {
        Thread.onSpinWait();
      }
      leftNanos = nanos - System.nanoTime();
    }
  }
}
