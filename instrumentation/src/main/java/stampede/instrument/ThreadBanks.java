package stampede.instrument;

import org.HdrHistogram.WriterReaderPhaser;

/**
 * The two banks of one recording thread. The thread records between {@link #enter} and {@link
 * #exit}; {@link #awaitWriter} returns when no recording that saw the window before is under way.
 *
 * <p>Refers to nothing of its recorder, so that a recorder's thread-local value never keeps its key.
 */
final class ThreadBanks {
  private final Thread owner = Thread.currentThread();
  private final WriterReaderPhaser phaser = new WriterReaderPhaser();
  private final Bank[] banks = {new Bank(), new Bank()};

  long enter() {
    return phaser.writerCriticalSectionEnter();
  }

  void exit(long entered) {
    phaser.writerCriticalSectionExit(entered);
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

  void awaitWriter() {
    phaser.readerLock();
    try {
      phaser.flipPhase();
    } finally {
      phaser.readerUnlock();
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
