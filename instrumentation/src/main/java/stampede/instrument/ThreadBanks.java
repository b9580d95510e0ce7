package stampede.instrument;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The two banks of one recording thread. The thread records between {@link #enter} and {@link
 * #exit}; {@link #awaitWriter} returns when no recording that saw the window before is under way.
 *
 * <p>Refers to nothing of its recorder, so that a recorder's thread-local value never keeps its key.
 */
final class ThreadBanks {
  private static final VarHandle STEPS;

  static {
    try {
      STEPS = MethodHandles.lookup().findVarHandle(ThreadBanks.class, "steps", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread owner = Thread.currentThread();
  private final Bank[] banks = {new Bank(), new Bank()};

  /** How often the owner entered and exited: odd while it records. Written by the owner alone. */
  private long steps;

  /**
   * Begins a recording, which looks at the window after this. Ordered like volatile accesses: either
   * the recording sees the window that was published before {@link #awaitWriter}, or that sees the
   * recording.
   */
  long enter() {
    long entered = steps + 1;
    STEPS.setVolatile(this, entered);
    return entered;
  }

  void exit(long entered) {
    STEPS.setRelease(this, entered + 1);
  }

  /** The bank of the interval that holds {@code endNanos}, else of the nearest one. */
  Bank open(Window window, long endNanos) {
    boolean inOpen = endNanos - window.endNanos() < 0;
    boolean misplaced =
        inOpen ? endNanos - window.startNanos() < 0 : endNanos - window.nextEndNanos() >= 0;
    Bank bank = banks[inOpen ? window.bank() : window.nextBank()];
    bank.open(misplaced);
    return bank;
  }

  @SuppressWarnings("ThreadPriorityCheck") // a hint: the owner may want this processor
  void awaitWriter() {
    long seen = (long) STEPS.getVolatile(this);
    while (seen % 2 != 0 && (long) STEPS.getVolatile(this) == seen) {
      Thread.yield();
    }
  }

  void drainTo(IntervalSums sums, int bank) {
    banks[bank].drainTo(sums);
  }

  void release() {
    for (Bank bank : banks) {
      bank.release();
    }
  }

  boolean ownerIsAlive() {
    return owner.isAlive();
  }

  boolean isEmpty() {
    return banks[0].isEmpty() && banks[1].isEmpty();
  }
}
