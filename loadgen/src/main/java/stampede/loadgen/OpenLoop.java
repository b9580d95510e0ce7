package stampede.loadgen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import stampede.instrument.CompletionSink;
import stampede.instrument.Outcome;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * Offers each request at its intended start, whether or not earlier ones have been answered. One
 * shared counter hands out the indices: any free worker takes the next, so a slow one holds back
 * none but its own request. What the bounds refuse is told as shed. One use; thread-safe.
 */
public final class OpenLoop {
  /** How long the draining thread waits between two looks. */
  private static final long LOOK_NANOS = 1_000_000;

  /** How long it waits between two sweeps of timeouts, whose told end does not depend on it. */
  private static final long SWEEP_NANOS = 20_000_000;

  private final Schedule schedule;
  private final LongFunction<Request> requests;
  private final Target target;
  private final CompletionSink sink;
  private final NanoClock clock;
  private final Waiter waiter;
  private final InFlight inFlight;

  private final AtomicLong next = new AtomicLong();
  private final LongAdder offered = new LongAdder();
  private volatile boolean stopped;
  private volatile long drainEndNanos;
  private long nextSweepNanos; // of the draining thread

  /**
   * A loop over a plan.
   *
   * @param requests the request of an index; called on the workers, once an index, before its
   *     intended start where they keep up
   */
  public OpenLoop(
      Schedule schedule,
      LongFunction<Request> requests,
      Target target,
      CompletionSink sink,
      InFlightLimits limits,
      NanoClock clock,
      Waiter waiter) {
    this.schedule = schedule;
    this.requests = requests;
    this.target = target;
    this.sink = sink;
    this.clock = clock;
    this.waiter = waiter;
    this.inFlight = new InFlight(limits, sink, clock);
  }

  /**
   * What became of a plan: planned = offered + unsent. Of the offered, the sink was told exactly
   * once each.
   *
   * @param open how many of the offered were not answered when the drain ended
   */
  public record Ending(long planned, long offered, long unsent, long open) {}

  /**
   * Offers the whole plan on {@code workers} threads of its own and waits for the answers. Returns
   * when all is answered, at the end of the drain, or soon after {@link #stop}.
   *
   * @param originNanos the clock's reading from which intended starts count
   * @param drainEndNanos when the answers, and requests still due, are no longer waited for
   */
  public Ending run(int workers, long originNanos, long drainEndNanos) {
    begin(drainEndNanos);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      var thread = new Thread(() -> offer(originNanos), "stampede-worker-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      look();
      if (ended()) {
        threads.forEach(Thread::interrupt);
      }
    }
    return drain();
  }

  /** Offers the plan on the calling thread, then drains: for virtual time. */
  Ending runInline(long originNanos, long drainEndNanos) {
    begin(drainEndNanos);
    offer(originNanos);
    return drain();
  }

  /**
   * Sends nothing more and brings the end of the drain forward.
   *
   * @param drainEndNanos when the answers are no longer waited for
   */
  public synchronized void stop(long drainEndNanos) {
    this.drainEndNanos = drainEndNanos;
    stopped = true;
  }

  /** How many requests are sent, not answered and not timed out. */
  public int inFlight() {
    return inFlight.waiting();
  }

  private synchronized void begin(long endNanos) {
    nextSweepNanos = clock.nanos();
    if (!stopped) {
      drainEndNanos = endNanos;
    }
  }

  private void offer(long originNanos) {
    long count = schedule.count();
    while (!stopped) {
      long index = next.getAndIncrement();
      if (index >= count) {
        return;
      }
      Request request = requests.apply(index);
      long intendedNanos = originNanos + schedule.startNanos(index);
      waiter.until(intendedNanos);
      if (stopped || ended()) {
        return;
      }
      send(request, intendedNanos);
    }
  }

  private void send(Request request, long intendedNanos) {
    offered.increment();
    boolean admitted = inFlight.admit(request);
    long startNanos = clock.nanos();
    if (admitted) {
      inFlight.follow(request, submit(request), intendedNanos, startNanos);
    } else {
      sink.completed(request.operation(), Outcome.SHED, intendedNanos, startNanos, startNanos);
    }
  }

  private CompletableFuture<Outcome> submit(Request request) {
    try {
      return target.submit(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private boolean ended() {
    return clock.nanos() - drainEndNanos >= 0;
  }

  private Ending drain() {
    while (inFlight.waiting() > 0 && !ended()) {
      look();
    }
    inFlight.expire();
    long open = inFlight.giveUp(clock.nanos());
    long sent = offered.sum();
    return new Ending(schedule.count(), sent, schedule.count() - sent, open);
  }

  private void look() {
    waiter.until(clock.nanos() + LOOK_NANOS);
    if (clock.nanos() - nextSweepNanos >= 0) {
      inFlight.expire();
      nextSweepNanos = clock.nanos() + SWEEP_NANOS;
    }
  }
}
