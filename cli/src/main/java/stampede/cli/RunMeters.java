package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.instrument.Interval;
import stampede.results.SeriesRow;

/**
 * What a run reads at the cut of each interval, and the last of it. Read and written by whoever
 * holds the run's writer: the reporter, or when it has ended the caller.
 */
final class RunMeters {
  private volatile @Nullable IntervalMeters intervals;
  private volatile SeriesRow.Meters last = SeriesRow.Meters.NONE;
  private long misplacedSamples;

  /** The run begins; nothing is read before. */
  void start(IntervalMeters meters) {
    intervals = meters;
  }

  SeriesRow.Meters read(Interval interval) {
    misplacedSamples += interval.misplaced();
    IntervalMeters reading = intervals;
    if (reading == null) {
      throw new IllegalStateException("an interval ended before the run began");
    }
    last = reading.read(interval);
    return last;
  }

  SeriesRow.Meters last() {
    return last;
  }

  /** How many samples are in another interval than that of their end. */
  long misplacedSamples() {
    return misplacedSamples;
  }
}
