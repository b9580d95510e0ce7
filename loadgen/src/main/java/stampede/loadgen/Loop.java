package stampede.loadgen;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import stampede.instrument.CompletionSink;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * Sends requests on threads of its own until it has sent them all or is stopped, then drains. What
 * the bounds refuse, or what is past its deadline unsent, is told as shed. One use; thread-safe.
 */
public abstract sealed class Loop permits OpenLoop, ClosedLoop {
  /** How long the draining thread waits between two looks. */
  static final long LOOK_NANOS = 1_000_000;

  /** How long it waits between two sweeps of timeouts, whose told end does not depend on it. */
  private static final long SWEEP_NANOS = 20_000_000;

  private final Target target;
  private final CompletionSink sink;
  private final NanoClock clock;
  private final Waiter waiter;
  private final InFlight inFlight;

  private final LongAdder pastDeadline = new LongAdder();
  private volatile boolean stopped;
  private volatile long originNanos;
  private volatile long drainEndNanos;
  // Of the draining thread.
  private long nextSweepNanos;
  private boolean inline;

  Loop(Target target, CompletionSink sink, InFlightLimits limits, NanoClock clock, Waiter waiter) {
    this.target = target;
    this.sink = sink;
    this.clock = clock;
    this.waiter = waiter;
    this.inFlight = new InFlight(limits, this::tell, clock);
  }

  /**
   * What became of the requests: planned = offered + unsent. Of the offered, the sink was told
   * exactly once each.
   *
   * @param planned as many as were offered where there is no plan
   * @param open how many of the offered were not answered when the drain ended
   * @param pastDeadline how many of those shed were due for longer than their deadline
   */
  public record Ending(long planned, long offered, long unsent, long open, long pastDeadline) {}

  /**
   * Sends on {@code workers} threads of its own and waits for the answers. Returns when all is
   * answered, at the end of the drain, or soon after {@link #stop}.
   *
   * @param originNanos the clock's reading at which sending begins
   * @param drainEndNanos when the answers, and requests still due, are no longer waited for
   */
  public final Ending run(int workers, long originNanos, long drainEndNanos) {
    begin(originNanos, drainEndNanos);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      var thread = new Thread(this::offer, "stampede-worker-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      look();
      if (mustEnd()) {
        stopped = true;
        threads.forEach(Thread::interrupt);
      }
    }
    return drain();
  }

  /** Sends on the calling thread, then drains: for virtual time. */
  final Ending runInline(long originNanos, long drainEndNanos) {
    begin(originNanos, drainEndNanos);
    inline = true;
    offer();
    return drain();
  }

  /**
   * Sends nothing more and brings the end of the drain forward.
   *
   * @param drainEndNanos when the answers are no longer waited for
   */
  public final synchronized void stop(long drainEndNanos) {
    this.drainEndNanos = drainEndNanos;
    stopped = true;
  }

  /** How many requests are sent, not answered and not given up. */
  public final int inFlight() {
    return inFlight.waiting();
  }

  /** How many requests were sent or shed. */
  public abstract long offered();

  /** Sends until nothing is left or {@link #mustEnd}; each worker calls it once. */
  abstract void offer();

  /** How many requests there are to send; 0 where there is no plan. */
  abstract long planned();

  /** Hears that a request was told, on the thread that told it; returns at once. */
  abstract void requestEnded();

  /** As {@link #mustEnd}; found by the draining thread, so that workers read no clock for it. */
  final boolean ended() {
    return inline ? mustEnd() : stopped;
  }

  final long originNanos() {
    return originNanos;
  }

  /** Whether the only worker is the draining thread. */
  final boolean inline() {
    return inline;
  }

  /** Whether nothing more is to be sent: stopped, or the drain has ended. */
  boolean mustEnd() {
    return stopped || clock.nanos() - drainEndNanos >= 0;
  }

  /** Sends a request that was due; returns the clock's reading at its start. */
  final long send(Request request, long intendedNanos) {
    boolean admitted = inFlight.hasPlace(request);
    long startNanos = clock.nanos();
    if (!admitted) {
      shed(request, intendedNanos, startNanos);
    } else if (inFlight.pastDeadline(intendedNanos, startNanos)) {
      pastDeadline.increment();
      shed(request, intendedNanos, startNanos);
    } else {
      inFlight.follow(request, submit(request), intendedNanos, startNanos);
    }
    return startNanos;
  }

  /** Sends a request that is due whenever it is sent; false where a bound refused it. */
  final boolean sendUnplanned(Request request) {
    boolean admitted = inFlight.hasPlace(request);
    long startNanos = clock.nanos();
    if (admitted) {
      inFlight.follow(request, submit(request), startNanos, startNanos);
    } else {
      shed(request, startNanos, startNanos);
    }
    return admitted;
  }

  private void shed(Request request, long intendedNanos, long nowNanos) {
    tell(request.operation(), Outcome.SHED, intendedNanos, nowNanos, nowNanos);
  }

  private void tell(
      Operation operation, Outcome outcome, long intendedNanos, long startNanos, long endNanos) {
    sink.completed(operation, outcome, intendedNanos, startNanos, endNanos);
    requestEnded();
  }

  private CompletableFuture<Outcome> submit(Request request) {
    try {
      return Objects.requireNonNull(target.submit(request), "a target answers with a future");
    } catch (RuntimeException | LinkageError | AssertionError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void begin(long startNanos, long endNanos) {
    originNanos = startNanos;
    nextSweepNanos = clock.nanos();
    if (!stopped) {
      drainEndNanos = endNanos;
    }
  }

  private Ending drain() {
    while (inFlight.waiting() > 0 && clock.nanos() - drainEndNanos < 0) {
      look();
    }
    inFlight.expire();
    long open = inFlight.giveUp(clock.nanos());
    long sent = offered();
    long planned = Math.max(sent, planned());
    return new Ending(planned, sent, planned - sent, open, pastDeadline.sum());
  }

  /** Waits for a moment, and tells what has timed out meanwhile. */
  final void look() {
    waiter.until(clock.nanos() + LOOK_NANOS);
    if (clock.nanos() - nextSweepNanos >= 0) {
      inFlight.expire();
      nextSweepNanos = clock.nanos() + SWEEP_NANOS;
    }
  }
}
