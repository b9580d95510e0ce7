package stampede.loadgen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import stampede.instrument.Clock;
import stampede.instrument.CompletionSink;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.time.Durations;
import stampede.time.NanoClock;

/**
 * The traffic of an arm in slices of an open loop: each a plan of its own at one rate, drained and
 * flushed before the slice ends, so that nothing of it is left for the next arm's. For one thread.
 */
final class ArmSlices implements LongUnaryOperator {
  private static final long DRAIN_NANOS = 60_000_000_000L;

  private record Timing(String tag, long nanos) {}

  private final Plan plan;
  private final List<Setting> settings;
  private final Target target;
  private final NanoClock clock;
  private final LongConsumer until;
  private final ObjLongConsumer<String> timings;
  private int slices;

  /** Slices of {@code plan}'s population, whose response times go to {@code timings}. */
  ArmSlices(
      Plan plan,
      List<Setting> settings,
      Target target,
      NanoClock clock,
      LongConsumer until,
      ObjLongConsumer<String> timings) {
    this.plan = plan;
    this.settings = settings;
    this.target = target;
    this.clock = clock;
    this.until = until;
    this.timings = timings;
  }

  /**
   * Offers a slice of so many nanoseconds and tells its response times.
   *
   * @return how many requests were planned
   * @throws IllegalStateException where a store did not come to the backing store
   */
  @Override
  public long applyAsLong(long sliceNanos) {
    List<Setting> slice = new ArrayList<>(settings);
    slice.add(new Setting("duration", Durations.format(sliceNanos), "slice"));
    Plan part = plan.probe(Scenario.of(slice), ++slices);
    List<Timing> taken = new ArrayList<>();
    CompletionSink sink = (operation, outcome, intendedNanos, startNanos, endNanos) ->
        take(taken, operation, outcome, endNanos - intendedNanos);
    try (PreparedWorkload workload = part.prepare(clock, until::accept)) {
      workload.start();
      var loop = new OpenLoop(
          part.schedule(),
          workload::request,
          target,
          sink,
          part.scenario().inFlightLimits(),
          clock,
          until::accept,
          until::accept);
      long originNanos = clock.nanos();
      loop.run(1, originNanos, originNanos + sliceNanos + DRAIN_NANOS);
    }
    ArmTraffic.requireDone(target.flush(DRAIN_NANOS).join());
    synchronized (taken) {
      taken.forEach(timing -> timings.accept(timing.tag(), timing.nanos()));
    }
    return part.planned();
  }

  private static void take(
      List<Timing> taken, Operation operation, Outcome outcome, long responseNanos) {
    String tag = new Series(Clock.RESPONSE, operation, outcome).tag();
    synchronized (taken) {
      taken.add(new Timing(tag, responseNanos));
    }
  }
}
