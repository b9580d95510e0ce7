package stampede.instrument;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says once for each kind of trouble what happened, in a line. What the listener throws is left to
 * the thread's handler of uncaught exceptions. For one thread.
 */
final class Notices {
  /** A kind of trouble. */
  enum Trouble {
    RING_FULL,
    SAMPLES_FULL,
    SEND_ERROR,
    LINE_REFUSED,
    REGISTRY,
    UNREACHABLE,
    GAUGE
  }

  private final Consumer<String> to;
  private final Set<Trouble> told = EnumSet.noneOf(Trouble.class);

  Notices(Consumer<String> to) {
    this.to = to;
  }

  void tell(Trouble trouble, String what) {
    if (told.add(trouble)) {
      try {
        to.accept("statsd: " + what);
      } catch (RuntimeException e) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
      }
    }
  }
}
