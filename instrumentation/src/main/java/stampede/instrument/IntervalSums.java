package stampede.instrument;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The sum of an interval over all threads, while it is being cut. For the cutting thread. */
final class IntervalSums {
  private final @Nullable Histogram[] histograms = new Histogram[Series.COUNT];
  private final long[] outcomes = new long[OutcomeCounts.LENGTH];
  private long outOfRange;
  private long misplaced;

  void add(int seriesId, AbstractHistogram part) {
    Histogram sum = histograms[seriesId];
    if (sum == null) {
      sum =
          new Histogram(part.getHighestTrackableValue(), part.getNumberOfSignificantValueDigits());
      histograms[seriesId] = sum;
    }
    sum.add(part);
  }

  void add(long[] outcomeCounts, long outOfRangeCount, long misplacedCount) {
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] += outcomeCounts[i];
    }
    outOfRange += outOfRangeCount;
    misplaced += misplacedCount;
  }

  Interval toInterval(boolean warmup, long startNanos, long endNanos, long startMillis) {
    Map<Series, Histogram> found = new LinkedHashMap<>();
    for (int id = 0; id < histograms.length; id++) {
      Histogram sum = histograms[id];
      if (sum != null) {
        found.put(Series.of(id), sum);
      }
    }
    return new Interval(
        warmup,
        startNanos,
        endNanos,
        startMillis,
        Collections.unmodifiableMap(found),
        new OutcomeCounts(outcomes),
        outOfRange,
        misplaced);
  }
}
