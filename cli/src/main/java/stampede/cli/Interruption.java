package stampede.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns INT and TERM into an orderly end: the JVM's shutdown waits until the run has stopped and
 * its folder is whole, then exits with the signal's own code, 130 or 143. Thread-safe.
 */
final class Interruption implements AutoCloseable {
  /** The run drains within two seconds; reading a long one back for its report takes longer. */
  private static final long FINISH_SECONDS_MAX = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Runnable onSignal;
  private final Thread hook = new Thread(this::shutDown, "stampede-shutdown");

  /** Calls {@code onSignal} once, on the shutdown's thread, where a signal comes before the end. */
  Interruption(Runnable onSignal) {
    this.onSignal = onSignal;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The run has ended, its folder is whole and its result printed. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal has come: the hook runs, and ends.
    }
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    onSignal.run();
    try {
      if (!finished.await(FINISH_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println("stampede: the run did not end in time; its folder lacks a summary");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
