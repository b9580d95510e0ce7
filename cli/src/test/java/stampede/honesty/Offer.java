package stampede.honesty;

import stampede.instrument.CompletionSink;
import stampede.instrument.Operation;
import stampede.loadgen.InFlightLimits;
import stampede.loadgen.Request;
import stampede.loadgen.Schedule;
import stampede.loadgen.Target;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.time.VirtualTime;
import stampede.time.Waiter;

/**
 * What a loop is given: a plan, where to send it, and whom to tell.
 *
 * @param originNanos the clock's reading from which intended starts count
 * @param drainEndNanos when answers are no longer waited for
 */
record Offer(
    Schedule schedule,
    Target target,
    CompletionSink sink,
    InFlightLimits limits,
    VirtualTime time,
    Waiter waiter,
    long originNanos,
    long drainEndNanos) {
  private static final BlobRef REF = BlobRef.ofContent(HashAlgorithm.SHA256, new byte[0]);

  Request request(long index) {
    return new Request(index, Operation.LOAD, REF, 10, null);
  }

  long intendedNanos(long index) {
    return originNanos + schedule.startNanos(index);
  }

  /** When the last request is due. */
  long planEndNanos() {
    return intendedNanos(schedule.count() - 1);
  }

  Offer withTarget(Target other) {
    return new Offer(schedule, other, sink, limits, time, waiter, originNanos, drainEndNanos);
  }

  Offer withSink(CompletionSink other) {
    return new Offer(schedule, target, other, limits, time, waiter, originNanos, drainEndNanos);
  }
}
