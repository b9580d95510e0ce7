package stampede.loadgen;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import stampede.instrument.CompletionSink;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * Keeps a fixed number of requests in flight: each of N users sends its next request when its last
 * one has ended. There is no plan, so that the sink hears the start as the intended start too: what a
 * stall holds back is never sent, and in no figure (coordinated omission). One use; thread-safe.
 */
public final class ClosedLoop extends Loop {
  private final long count;
  private final long durationNanos;
  private final LongFunction<Request> requests;
  private final NanoClock clock;
  private final Waiter waiter;
  private final Semaphore idleUsers;
  private final AtomicLong next = new AtomicLong();

  /**
   * A loop of users, all of whom send for the first time at its origin.
   *
   * @param users at least 1
   * @param count after how many requests it ends
   * @param durationNanos how long after the origin it ends
   * @param requests the request of an index; called on the workers, once an index
   * @param limits bound what the target holds: also what a user has given up and it goes on with
   */
  public ClosedLoop(
      int users,
      long count,
      long durationNanos,
      LongFunction<Request> requests,
      Target target,
      CompletionSink sink,
      InFlightLimits limits,
      NanoClock clock,
      Waiter waiter) {
    super(target, sink, limits, clock, waiter);
    this.count = count;
    this.durationNanos = durationNanos;
    this.requests = requests;
    this.clock = clock;
    this.waiter = waiter;
    this.idleUsers = new Semaphore(users);
  }

  @Override
  void offer() {
    waiter.until(originNanos());
    while (awaitUser()) {
      long index = next.getAndIncrement();
      if (index >= count) {
        idleUsers.release(); // another worker may wait for the last user
        return;
      }
      if (!sendUnplanned(requests.apply(index))) {
        waiter.until(
            clock.nanos() + LOOK_NANOS); // or users who are refused would send at once again
      }
    }
  }

  /** Takes an idle user; false where nothing more is to be sent. */
  private boolean awaitUser() {
    while (!mustEnd()) {
      if (idleUsers.tryAcquire()) {
        return true;
      }
      if (!inline()) {
        return acquired() && !mustEnd();
      }
      look();
    }
    return false;
  }

  /** Waits until a user is idle and takes it; false where interrupted. */
  private boolean acquired() {
    try {
      idleUsers.acquire();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  boolean mustEnd() {
    return super.mustEnd() || clock.nanos() - originNanos() >= durationNanos;
  }

  @Override
  public long offered() {
    return Math.min(next.get(), count);
  }

  @Override
  long planned() {
    return 0;
  }

  @Override
  void requestEnded() {
    idleUsers.release();
  }
}
