package stampede.loadgen;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import stampede.cache.FlushResult;
import stampede.instrument.Outcome;

/**
 * Makes an arm slower by a known share: the thread that answers a request holds the answer back. Of a
 * share of 0 it only takes times. Thread-safe.
 */
final class Delay {
  private final LongSupplier clock;
  private final double share;

  /** How long all answers together were held back. */
  private final AtomicLong heldNanos = new AtomicLong();

  /** Answers take {@code share} more: 0.2 is 20 %. */
  Delay(LongSupplier clock, double share) {
    this.clock = clock;
    this.share = share;
  }

  /** A timing that begins now. */
  Timing start() {
    long heldBeforeNanos = heldNanos.get();
    return new Timing(clock.getAsLong(), heldBeforeNanos);
  }

  /** The target, each of whose answers is held back; itself where the share is 0. */
  Target around(Target target) {
    return share == 0 ? target : new Delayed(target);
  }

  /**
   * From a start to an end. The thread that answers leaves the end; what orders the answer before its
   * reader orders this too.
   */
  final class Timing {
    private final long startNanos;
    private final long heldBeforeNanos;
    private long endNanos;

    private Timing(long startNanos, long heldBeforeNanos) {
      this.startNanos = startNanos;
      this.heldBeforeNanos = heldBeforeNanos;
    }

    /** A timing with the same start. */
    Timing again() {
      return new Timing(startNanos, heldBeforeNanos);
    }

    /**
     * Takes the end when it is due: its share after what this took without the time for which answers
     * were held back meanwhile, its own earlier ones or those that it stood behind. Delays so do not
     * delay each other.
     */
    void end() {
      endNanos = clock.getAsLong();
      if (share > 0) {
        long takenNanos = endNanos - startNanos - (heldNanos.get() - heldBeforeNanos);
        long dueNanos = startNanos + takenNanos + (long) (share * takenNanos);
        heldNanos.addAndGet(Math.max(0, dueNanos - endNanos));
        while (endNanos - dueNanos < 0) {
          endNanos = clock.getAsLong();
        }
      }
    }

    long nanos() {
      return endNanos - startNanos;
    }
  }

  private final class Delayed implements Target {
    private final Target target;

    Delayed(Target target) {
      this.target = target;
    }

    @Override
    public CompletableFuture<Outcome> submit(Request request) {
      Timing timing = start();
      return target.submit(request).whenComplete((outcome, thrown) -> timing.end());
    }

    @Override
    public CompletableFuture<FlushResult> flush(long timeoutNanos) {
      return target.flush(timeoutNanos);
    }
  }
}
