package stampede.instrument;

import java.util.Arrays;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What one thread recorded of one interval. Not thread-safe: written by its thread, drained by the
 * cutting thread, never by both at once.
 *
 * <p>Counts are ints: 135 KiB a histogram instead of the 270 KiB of longs. A count that passed 2^31
 * would take one thread more than three minutes of nothing but equal samples in one interval.
 */
final class Bank {
  private static final int SIGNIFICANT_DIGITS = 3;

  private @Nullable IntCountsHistogram[] histograms = new IntCountsHistogram[Series.COUNT];
  private final long[] outcomes = new long[OutcomeCounts.LENGTH];
  private long calls;
  private long outOfRange;
  private long misplaced;

  /** Notes that a call is about to record here. */
  void open(boolean isMisplaced) {
    calls++;
    if (isMisplaced) {
      misplaced++;
    }
  }

  void count(Operation operation, Outcome outcome) {
    outcomes[OutcomeCounts.index(operation, outcome)]++;
  }

  void add(int seriesId, long durationNanos) {
    if (durationNanos < 0 || durationNanos > IntervalRecorder.NANOS_MAX) {
      outOfRange++;
      return;
    }
    IntCountsHistogram histogram = histograms[seriesId];
    if (histogram == null) {
      histogram = new IntCountsHistogram(IntervalRecorder.NANOS_MAX, SIGNIFICANT_DIGITS);
      histograms[seriesId] = histogram;
    }
    histogram.recordValue(durationNanos);
  }

  boolean isEmpty() {
    return calls == 0;
  }

  /** Moves everything into {@code sums}; the histograms stay, empty. */
  void drainTo(IntervalSums sums) {
    if (isEmpty()) {
      return;
    }
    for (int id = 0; id < histograms.length; id++) {
      IntCountsHistogram histogram = histograms[id];
      if (histogram != null && histogram.getTotalCount() > 0) {
        sums.add(id, histogram);
        histogram.reset();
      }
    }
    sums.add(outcomes, outOfRange, misplaced);
    Arrays.fill(outcomes, 0);
    calls = 0;
    outOfRange = 0;
    misplaced = 0;
  }

  /** Gives the histograms' memory back. */
  void release() {
    histograms = new IntCountsHistogram[Series.COUNT];
  }
}
