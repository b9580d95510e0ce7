package stampede.honesty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import stampede.instrument.CompletionSink;
import stampede.instrument.Outcome;
import stampede.loadgen.Loop;
import stampede.loadgen.Request;

/** Loops that send and time as other tools do. For one thread of virtual time. */
final class Sins {
  private static final long STEP_NANOS = 10_000;

  /** How many requests a loop of users holds. */
  private static final int USERS = 16;

  private Sins() {}

  /** What a loop of its own sends and tells; what is not answered in the end is told as open. */
  private static class Calls {
    private record Call(Request request, long intendedNanos, long startNanos) {}

    final Offer offer;
    private final Set<Call> inFlight = new HashSet<>();
    private long sent;

    Calls(Offer offer) {
      this.offer = offer;
    }

    void send(Request request, long intendedNanos) {
      var call = new Call(request, intendedNanos, offer.time().nanos());
      sent++;
      if (inFlight.size() == offer.limits().requestsMax()) {
        tell(call, Outcome.SHED);
        return;
      }
      inFlight.add(call);
      offer.target().submit(request).whenComplete((outcome, failure) -> {
        if (inFlight.remove(call)) {
          tell(call, outcome);
          ended();
        }
      });
    }

    private void tell(Call call, Outcome outcome) {
      offer
          .sink()
          .completed(
              call.request().operation(),
              outcome,
              call.intendedNanos(),
              call.startNanos(),
              offer.time().nanos());
    }

    void ended() {}

    boolean isFull() {
      return inFlight.size() >= USERS;
    }

    boolean isOver() {
      return offer.time().nanos() - offer.drainEndNanos() >= 0;
    }

    /** Waits for a moment in which something may be answered. */
    void step() {
      offer.time().advance(STEP_NANOS);
    }

    /** Waits for the answers; what was not sent of {@code planned} requests is unsent. */
    Loop.Ending drained(long planned) {
      while (!inFlight.isEmpty() && !isOver()) {
        step();
      }
      inFlight.forEach(call -> tell(call, Outcome.OPEN));
      long open = inFlight.size();
      inFlight.clear();
      return new Loop.Ending(planned, sent, planned - sent, open, 0);
    }
  }

  /** The ending of a tool whose plan is what it has sent. */
  private static Loop.Ending ending(long sent) {
    return new Loop.Ending(sent, sent, 0, 0, 0);
  }

  /** A ticker that drops the ticks it missed while all users were busy; timed from the call. */
  static Loop.Ending skippedTicks(Offer offer) {
    var calls = new Calls(offer);
    long wokeNanos = offer.originNanos();
    for (long i = 0; i < offer.schedule().count() && !calls.isOver(); i++) {
      if (offer.intendedNanos(i) - wokeNanos < 0) {
        continue;
      }
      offer.waiter().until(offer.intendedNanos(i));
      while (calls.isFull() && !calls.isOver()) {
        calls.step();
      }
      wokeNanos = offer.time().nanos();
      calls.send(offer.request(i), wokeNanos);
    }
    return calls.drained(calls.sent);
  }

  /** An arrival that finds all users busy waits for one, and has no intended start any more. */
  static Loop.Ending lostUsers(Offer offer) {
    Deque<Request> throttled = new ArrayDeque<>();
    var calls = new Calls(offer) {
      private boolean catchingUp;

      @Override
      void ended() {
        if (catchingUp) {
          return;
        }
        catchingUp = true;
        while (!throttled.isEmpty() && !isFull()) {
          send(throttled.remove(), offer.time().nanos());
        }
        catchingUp = false;
      }
    };
    for (long i = 0; i < offer.schedule().count() && !calls.isOver(); i++) {
      offer.waiter().until(offer.intendedNanos(i));
      if (calls.isFull()) {
        throttled.add(offer.request(i));
      } else {
        calls.send(offer.request(i), offer.intendedNanos(i));
      }
    }
    return calls.drained(offer.schedule().count());
  }

  /** Whoever waited takes the moment at which the wait ended as the plan, also for what follows. */
  static Loop.Ending spinResetsPlan(Offer offer) {
    var calls = new Calls(offer);
    long plannedNanos = offer.originNanos();
    long previousNanos = 0;
    for (long i = 0; i < offer.schedule().count() && !calls.isOver(); i++) {
      long atNanos = offer.schedule().startNanos(i);
      plannedNanos += atNanos - previousNanos;
      previousNanos = atNanos;
      if (offer.time().nanos() - plannedNanos < 0) {
        offer.waiter().until(plannedNanos);
        plannedNanos = offer.time().nanos();
      }
      calls.send(offer.request(i), plannedNanos);
    }
    return calls.drained(offer.schedule().count());
  }

  /** Every answer is charged with the backlog of all requests, read when it comes. */
  static Loop.Ending globalBacklog(Offer offer) {
    var sent = new AtomicLong();
    var due = new AtomicLong();
    long count = offer.schedule().count();
    double gapNanos = (double) offer.schedule().startNanos(count - 1) / count;
    CompletionSink charging = (operation, outcome, intended, start, end) -> {
      while (due.get() < count && offer.intendedNanos(due.get()) - offer.time().nanos() < 0) {
        due.incrementAndGet();
      }
      long backlogNanos = Math.round(Math.max(0, due.get() - sent.get()) * gapNanos);
      offer.sink().completed(operation, outcome, start - backlogNanos, start, end);
    };
    return Chain.openLoop(offer.withSink(charging).withTarget(request -> {
      sent.incrementAndGet();
      return offer.target().submit(request);
    }));
  }

  /** What comes after the last request was due is discarded, answered or not. */
  static Loop.Ending discardedAtTheEnd(Offer offer) {
    var told = new AtomicLong();
    CompletionSink stopping = (operation, outcome, intended, start, end) -> {
      if (end - offer.planEndNanos() <= 0) {
        told.incrementAndGet();
        offer.sink().completed(operation, outcome, intended, start, end);
      }
    };
    Chain.openLoop(offer.withSink(stopping));
    return ending(told.get());
  }

  /** What the generator's own bound refuses is dropped, and the plan is what it has sent. */
  static Loop.Ending droppedAtTheCap(Offer offer) {
    var dropped = new AtomicLong();
    CompletionSink blind = (operation, outcome, intended, start, end) -> {
      if (outcome == Outcome.SHED) {
        dropped.incrementAndGet();
      } else {
        offer.sink().completed(operation, outcome, intended, start, end);
      }
    };
    Loop.Ending ending = Chain.openLoop(offer.withSink(blind));
    return ending(ending.offered() - dropped.get());
  }
}
