package stampede.cli;

import stampede.cache.CacheStats;
import stampede.cache.ContentCache;
import stampede.instrument.Interval;
import stampede.loadgen.Loop;
import stampede.loadgen.Plan;
import stampede.loadgen.Schedules;
import stampede.results.SeriesRow;

/** Reads, at the end of each interval, what the interval itself does not know. For one thread. */
final class IntervalMeters {
  private final Plan plan;
  private final long originNanos;
  private final Loop loop;
  private final ContentCache cache;
  private final Meters meters;
  private final Idlers idlers;
  private long offered;
  private long gcPauseNanos;

  IntervalMeters(
      Plan plan, long originNanos, Loop loop, ContentCache cache, Meters meters, Idlers idlers) {
    this.plan = plan;
    this.originNanos = originNanos;
    this.loop = loop;
    this.cache = cache;
    this.meters = meters;
    this.idlers = idlers;
    this.gcPauseNanos = meters.gcPauseNanos();
  }

  /** What happened in an interval; they come in order. */
  SeriesRow.Meters read(Interval interval) {
    CacheStats stats = cache.stats();
    long offeredBefore = offered;
    long gcPauseNanosBefore = gcPauseNanos;
    offered = offeredBefore(interval.endNanos());
    gcPauseNanos = meters.gcPauseNanos();
    return new SeriesRow.Meters(
        offered - offeredBefore,
        (long) loop.inFlight(),
        stats.cleanBytes(),
        stats.dirtyBytes(),
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
