package stampede.cli;

import stampede.cache.CacheStats;
import stampede.cache.ContentCache;
import stampede.instrument.Interval;
import stampede.loadgen.OpenLoop;
import stampede.loadgen.Schedule;
import stampede.loadgen.Schedules;
import stampede.results.SeriesRow;

/** Reads, at the end of each interval, what the interval itself does not know. For one thread. */
final class IntervalMeters {
  private final Schedule schedule;
  private final long originNanos;
  private final OpenLoop loop;
  private final ContentCache cache;
  private final Meters meters;
  private long offered;
  private long gcPauseNanos;

  IntervalMeters(
      Schedule schedule, long originNanos, OpenLoop loop, ContentCache cache, Meters meters) {
    this.schedule = schedule;
    this.originNanos = originNanos;
    this.loop = loop;
    this.cache = cache;
    this.meters = meters;
    this.gcPauseNanos = meters.gcPauseNanos();
  }

  /** What happened in an interval; they come in order. */
  SeriesRow.Meters read(Interval interval) {
    CacheStats stats = cache.stats();
    long offeredBefore = offered;
    long gcPauseNanosBefore = gcPauseNanos;
    offered = Schedules.countBefore(schedule, interval.endNanos() - originNanos, offered);
    gcPauseNanos = meters.gcPauseNanos();
    return new SeriesRow.Meters(
        offered - offeredBefore,
        (long) loop.inFlight(),
        stats.cleanBytes(),
        stats.dirtyBytes(),
        gcPauseNanos - gcPauseNanosBefore,
        null,
        null);
  }
}
