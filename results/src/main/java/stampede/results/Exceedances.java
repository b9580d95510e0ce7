package stampede.results;

import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * How many values of a sample, batch by batch, exceed some limits: what tells how far values that
 * follow each other say the same. For one thread.
 */
final class Exceedances {
  private final long[] limitNanos;
  private final long[] counts;
  private final long[][] above;
  private final long[][] atOrAbove;

  /** Counts values at and above each of {@code limitNanos}, which rise, in each of some batches. */
  Exceedances(long[] limitNanos, int batches) {
    this.limitNanos = limitNanos.clone();
    this.counts = new long[batches];
    this.above = new long[limitNanos.length][batches];
    this.atOrAbove = new long[limitNanos.length][batches];
  }

  /** Adds a part of a batch; what is open counts by its age. */
  void add(int batch, CensoredSample part) {
    add(batch, part.known());
    add(batch, part.open());
    counts[batch] += part.above();
    for (int limit = 0; limit < limitNanos.length; limit++) {
      above[limit][batch] += part.above();
      atOrAbove[limit][batch] += part.above();
    }
  }

  private void add(int batch, Histogram values) {
    long total = values.getTotalCount();
    if (total == 0) {
      return;
    }
    counts[batch] += total;
    int reached = 0;
    int passed = 0;
    long below = 0;
    for (var step : values.recordedValues()) {
      long nanos = step.getValueIteratedTo();
      for (; reached < limitNanos.length && limitNanos[reached] <= nanos; reached++) {
        atOrAbove[reached][batch] += total - below;
      }
      for (; passed < limitNanos.length && limitNanos[passed] < nanos; passed++) {
        above[passed][batch] += total - below;
      }
      below = step.getTotalCountToThisValue();
    }
  }

  /** How many batches have a value. */
  int batches() {
    int batches = 0;
    for (long count : counts) {
      batches += count > 0 ? 1 : 0;
    }
    return batches;
  }

  /**
   * How many independent values would tell the shares at and above a limit as well as these do. Where
   * many values are alike the two differ, and the smaller count holds.
   */
  long effectiveCount(int limit) {
    return Math.min(effectiveCount(above[limit]), effectiveCount(atOrAbove[limit]));
  }

  /** How many of those independent values lie above a limit. */
  double independentAbove(int limit) {
    return effectiveCount(limit) * sum(above[limit]) / sum(counts);
  }

  /**
   * n x the variance of independent values / that between the batches, at least 1 and at most n. Batch
   * means, as the ratio estimate of a cluster sample: batches need not be of one size.
   */
  private long effectiveCount(long[] exceeding) {
    double count = sum(counts);
    double share = sum(exceeding) / count;
    double squares = 0;
    for (int batch = 0; batch < counts.length; batch++) {
      double off = exceeding[batch] - share * counts[batch];
      squares += off * off;
    }
    double batches = batches();
    double variance = squares * batches / (batches - 1) / (count * count);
    double effective = share * (1 - share) / variance;
    return variance > 0 ? (long) Math.max(1, Math.min(count, effective)) : (long) count;
  }

  private static double sum(long[] of) {
    return (double) LongStream.of(of).sum();
  }
}
