package stampede.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.instrument.Interval;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.JobRun;
import stampede.results.SeriesRow;

/**
 * What a run of jobs reads at the cut of each interval, by the thread that cuts; any thread asks for the
 * last of it.
 */
final class JobsMeters {
  private final Meters meters;
  private final Idlers idlers;
  private long gcPauseNanos;
  private volatile @Nullable Target target;
  private volatile @Nullable JobRun load;
  private volatile SeriesRow.Meters last = SeriesRow.Meters.NONE;

  JobsMeters(Meters meters, Idlers idlers) {
    this.meters = meters;
    this.idlers = idlers;
    this.gcPauseNanos = meters.gcPauseNanos();
  }

  /** The cache is open. */
  void open(Target opened) {
    target = opened;
  }

  /** The jobs begin; no interval is cut before. */
  void start(JobRun begun) {
    load = begun;
  }

  /** Of the cache, which counts. */
  CacheStats stats() {
    return Objects.requireNonNull(Objects.requireNonNull(target).stats());
  }

  SeriesRow.Meters read(Interval interval) {
    CacheStats stats = Objects.requireNonNull(target).stats();
    long pausesBefore = gcPauseNanos;
    gcPauseNanos = meters.gcPauseNanos();
    last = new SeriesRow.Meters(
        null,
        (long) Objects.requireNonNull(load).inFlight(),
        stats == null ? null : stats.cleanBytes(),
        stats == null ? null : stats.dirtyBytes(),
        gcPauseNanos - pausesBefore,
        idlers.takeMaxNanos(),
        null);
    return last;
  }

  SeriesRow.Meters last() {
    return last;
  }
}
