package stampede.benchmarks;

import java.util.concurrent.locks.LockSupport;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Relay;
import stampede.instrument.RelayCounts;
import stampede.instrument.Series;
import stampede.instrument.StatsdSettings;

/** A relay that takes backing loads, to a live receiver. */
final class RelayTaker implements Taker {
  /** Samples that a thread's ring holds. */
  static final int RING = 65_536;

  static final String PREFIX = "stampede";

  private static final int LOADED = Series.id(Clock.BACKING, Operation.LOAD, Outcome.LOADED);
  private static final long LOOK_NANOS = 50_000;
  private static final long SETTLE_NANOS_MAX = 20_000_000_000L;

  private final Relay relay;
  private final Gate gate;
  private final Course course;

  /** What becomes of the timings. */
  private enum Course {
    /** All are taken: between batches the relay ships what there is. */
    ACCEPTED,
    /** None is taken: the relay is held. */
    REFUSED,
    /** Some are. */
    FLAT_OUT
  }

  private RelayTaker(Receiver receiver, Gate gate, Course course) {
    this.gate = gate;
    this.course = course;
    this.relay = relay(receiver, gate);
  }

  /** A relay whose thread waits at the gate. */
  static Relay relay(Receiver receiver, Gate gate) {
    return new Relay(
        StatsdSettings.of(receiver.address(), PREFIX),
        () -> {
          throw new IllegalStateException("there are no gauges");
        },
        System::nanoTime,
        gate,
        notice -> {});
  }

  static Taker accepting(Receiver receiver, Crew crew) {
    return new RelayTaker(receiver, new Gate(LOOK_NANOS), Course.ACCEPTED);
  }

  static Taker flatOut(Receiver receiver, Crew crew) {
    return new RelayTaker(receiver, new Gate(LOOK_NANOS), Course.FLAT_OUT);
  }

  static Taker refusing(Receiver receiver, Crew crew) {
    var taker = new RelayTaker(receiver, new Gate(LOOK_NANOS), Course.REFUSED);
    taker.gate.close();
    crew.ours(new Sides(), () -> {
      for (int i = 0; i < RING; i++) {
        taker.take(i);
      }
      return RING;
    });
    RelayCounts.Timings filled = taker.relay.counts().backing();
    Fixture.require(filled.dropped().sum() == 0, "a ring was full too early: " + filled);
    return taker;
  }

  @Override
  public void take(long nanos) {
    relay.offer(LOADED, nanos);
  }

  static void take(Relay relay, long nanos) {
    relay.offer(LOADED, nanos);
  }

  @Override
  public void settle(long given) {
    if (course == Course.ACCEPTED) {
      awaitShipped(relay);
    }
  }

  /** Returns when all that was recorded was shipped or dropped. */
  static void awaitShipped(Relay relay) {
    long startNanos = System.nanoTime();
    RelayCounts.Timings counts = relay.counts().backing();
    while (counts.recorded() > counts.shipped() + counts.dropped().sum()) {
      Fixture.require(
          System.nanoTime() - startNanos < SETTLE_NANOS_MAX, "the relay hangs: " + counts);
      LockSupport.parkNanos(LOOK_NANOS);
      counts = relay.counts().backing();
    }
  }

  /** Checks that what was measured is what happened. */
  @Override
  public void close() {
    RelayCounts.Timings counts = relay.counts().backing();
    RelayCounts.Dropped dropped = counts.dropped();
    boolean asMeant = switch (course) {
      case ACCEPTED -> dropped.sum() == 0 && counts.shipped() == counts.recorded();
      case REFUSED ->
        counts.shipped() == 0
            && dropped.ringFull() == dropped.sum()
            && dropped.ringFull() > 0
            && (counts.recorded() - dropped.ringFull()) % RING == 0;
      case FLAT_OUT ->
        dropped.ringFull() > 0 && dropped.ringFull() == dropped.sum() && counts.shipped() > 0;
    };
    Fixture.require(asMeant, course + " ended with " + counts);
    gate.open();
    relay.close();
    RelayCounts.Timings atEnd = relay.counts().backing();
    Fixture.require(
        atEnd.recorded() == atEnd.shipped() + atEnd.dropped().sum(), "uncounted: " + atEnd);
  }
}
