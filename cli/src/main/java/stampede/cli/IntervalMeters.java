package stampede.cli;

import stampede.cache.CacheStats;
import stampede.cache.ContentCache;
import stampede.loadgen.OpenLoop;
import stampede.results.SeriesRow;

/** Reads, at the end of each interval, what the interval itself does not know. For one thread. */
final class IntervalMeters {
  private final OpenLoop loop;
  private final ContentCache cache;
  private final Meters meters;
  private long offered;
  private long gcPauseNanos;

  IntervalMeters(OpenLoop loop, ContentCache cache, Meters meters) {
    this.loop = loop;
    this.cache = cache;
    this.meters = meters;
    this.gcPauseNanos = meters.gcPauseNanos();
  }

  /** What happened since the call before, or since the making. */
  SeriesRow.Meters read() {
    CacheStats stats = cache.stats();
    long offeredBefore = offered;
    long gcPauseNanosBefore = gcPauseNanos;
    offered = loop.offered();
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
