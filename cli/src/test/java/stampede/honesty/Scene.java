package stampede.honesty;

import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import stampede.loadgen.InFlightLimits;
import stampede.loadgen.Schedule;
import stampede.loadgen.Target;
import stampede.results.Manifest;
import stampede.time.VirtualTime;
import stampede.time.Waiter;

/**
 * A scenario whose every answer is known beforehand.
 *
 * @param target made for the clock, which reads {@link #ORIGIN_NANOS} at the run's origin
 * @param waiter how the worker waits, made for the clock, which waits exactly
 * @param wallMillis the wall clock, by nanoseconds since the run's origin
 */
record Scene(
    Schedule plan,
    Function<VirtualTime, Target> target,
    Function<VirtualTime, Waiter> waiter,
    InFlightLimits limits,
    long drainNanos,
    long intervalNanos,
    LongUnaryOperator wallMillis,
    Manifest.Shard shard) {
  static final long SECOND = 1_000_000_000L;
  static final long MILLI = 1_000_000L;

  /** Five seconds before the clock's readings wrap. */
  static final long ORIGIN_NANOS = Long.MAX_VALUE - 5 * SECOND;

  /** Where the wall clock stands at the origin: 0.4 s after a whole second, and a little more. */
  static final long WALL_MILLIS = 1_790_000_000_400L;

  /** How far a millisecond of the wall clock is gone at the origin. */
  static final long WALL_NANOS = 300_000;

  private static final InFlightLimits WIDE =
      new InFlightLimits(1_000_000, Long.MAX_VALUE, 100_000 * SECOND);

  static Scene of(Schedule plan, Function<VirtualTime, Target> target) {
    return new Scene(
        plan,
        target,
        time -> time,
        WIDE,
        10 * SECOND,
        2 * SECOND,
        Scene::wallMillis,
        Manifest.Shard.WHOLE);
  }

  Scene waitingBy(Function<VirtualTime, Waiter> other) {
    return new Scene(plan, target, other, limits, drainNanos, intervalNanos, wallMillis, shard);
  }

  Scene atMostInFlight(int requestsMax) {
    var other = new InFlightLimits(requestsMax, Long.MAX_VALUE, limits.timeoutNanos());
    return new Scene(plan, target, waiter, other, drainNanos, intervalNanos, wallMillis, shard);
  }

  Scene draining(long nanos) {
    return new Scene(plan, target, waiter, limits, nanos, intervalNanos, wallMillis, shard);
  }

  Scene cutEvery(long nanos) {
    return new Scene(plan, target, waiter, limits, drainNanos, nanos, wallMillis, shard);
  }

  Scene byWallClock(LongUnaryOperator other) {
    return new Scene(plan, target, waiter, limits, drainNanos, intervalNanos, other, shard);
  }

  Scene asShard(int index, int count) {
    return new Scene(
        plan,
        target,
        waiter,
        limits,
        drainNanos,
        intervalNanos,
        wallMillis,
        new Manifest.Shard(index, count));
  }

  /** A wall clock that goes with the monotonic one. */
  static long wallMillis(long nanos) {
    return WALL_MILLIS + Math.floorDiv(nanos + WALL_NANOS, MILLI);
  }

  /** The plan's intended starts after the origin. */
  static long[] starts(Schedule plan) {
    return IntStream.range(0, (int) plan.count()).mapToLong(plan::startNanos).toArray();
  }
}
