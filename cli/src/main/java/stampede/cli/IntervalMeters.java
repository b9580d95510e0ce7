package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.instrument.Interval;
import stampede.loadgen.Loop;
import stampede.loadgen.Plan;
import stampede.loadgen.Schedules;
import stampede.loadgen.Target;
import stampede.results.SeriesRow;

/** Reads, at the end of each interval, what the interval itself does not know. For one thread. */
final class IntervalMeters {
  private final Plan plan;
  private final long originNanos;
  private final Loop loop;
  private final Target target;
  private final Meters meters;
  private final Idlers idlers;
  private long offered;
  private long gcPauseNanos;

  IntervalMeters(
      Plan plan, long originNanos, Loop loop, Target target, Meters meters, Idlers idlers) {
    this.plan = plan;
    this.originNanos = originNanos;
    this.loop = loop;
    this.target = target;
    this.meters = meters;
    this.idlers = idlers;
    this.gcPauseNanos = meters.gcPauseNanos();
  }

  /** What happened in an interval; they come in order. */
  SeriesRow.Meters read(Interval interval) {
    @Nullable CacheStats stats = target.stats();
    long offeredBefore = offered;
    long gcPauseNanosBefore = gcPauseNanos;
    offered = offeredBefore(interval.endNanos());
    gcPauseNanos = meters.gcPauseNanos();
    return new SeriesRow.Meters(
        offered - offeredBefore,
        (long) loop.inFlight(),
        stats == null ? null : stats.cleanBytes(),
        stats == null ? null : stats.dirtyBytes(),
        gcPauseNanos - gcPauseNanosBefore,
        idlers.takeMaxNanos(),
        null);
  }

  /** How many requests were due before a moment; of a closed loop, were sent until now. */
  private long offeredBefore(long nanos) {
    return plan.closed()
        ? loop.offered()
        : Schedules.countBefore(plan.schedule(), nanos - originNanos, offered);
  }
}
