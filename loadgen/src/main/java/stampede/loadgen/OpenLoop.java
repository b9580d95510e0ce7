package stampede.loadgen;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import stampede.instrument.CompletionSink;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * Offers each request at its intended start, whether or not earlier ones have been answered. One
 * shared counter hands out the indices: any free worker takes the next, so a slow one holds back
 * none but its own request. One use; thread-safe.
 */
public final class OpenLoop extends Loop {
  /** The longs of two cache lines of 64 bytes: processors fetch them in pairs. */
  private static final int LINES_LONGS = 16;

  private final Schedule schedule;
  private final LongFunction<Request> requests;
  private final Waiter pacer;
  /** The next index, alone on its cache lines: every worker writes it with every request. */
  private final AtomicLongArray next = new AtomicLongArray(2 * LINES_LONGS);

  /** How many indices were taken and not sent. */
  private final LongAdder takenInVain = new LongAdder();

  /**
   * A loop over a plan.
   *
   * @param requests the request of an index; called on the workers, once an index, before its
   *     intended start where they keep up
   * @param waiter how the draining thread waits
   * @param pacer how workers wait for an intended start
   */
  public OpenLoop(
      Schedule schedule,
      LongFunction<Request> requests,
      Target target,
      CompletionSink sink,
      InFlightLimits limits,
      NanoClock clock,
      Waiter waiter,
      Waiter pacer) {
    super(target, sink, limits, clock, waiter);
    this.schedule = schedule;
    this.requests = requests;
    this.pacer = pacer;
  }

  @Override
  void offer() {
    long originNanos = originNanos();
    long count = schedule.count();
    // What was due when the last one was sent is sent without another look at the clock.
    long sentNanos = originNanos - 1;
    while (!ended()) {
      long index = next.getAndIncrement(LINES_LONGS);
      if (index >= count) {
        return;
      }
      Request request = requests.apply(index);
      long intendedNanos = originNanos + schedule.startNanos(index);
      if (intendedNanos - sentNanos > 0) {
        pacer.until(intendedNanos);
      }
      if (ended()) {
        takenInVain.increment();
        return;
      }
      sentNanos = send(request, intendedNanos);
    }
  }

  @Override
  public long offered() {
    return Math.min(next.get(LINES_LONGS), schedule.count()) - takenInVain.sum();
  }

  @Override
  long planned() {
    return schedule.count();
  }

  @Override
  void requestEnded() {
    // The plan alone says when the next one is sent.
  }
}
