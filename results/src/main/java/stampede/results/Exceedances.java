package stampede.results;

import org.HdrHistogram.Histogram;

/**
 * How many values of a sample, batch by batch, exceed some limits: what tells how far values that
 * follow each other say the same. For one thread.
 */
final class Exceedances {
  private final long[] limitNanos;
  private final long[] counts;
  private final long[][] above;

  /** Counts values above each of {@code limitNanos}, which rise, in each of some batches. */
  Exceedances(long[] limitNanos, int batches) {
    this.limitNanos = limitNanos.clone();
    this.counts = new long[batches];
    this.above = new long[limitNanos.length][batches];
  }

  /** Adds a part of a batch; what is open counts by its age. */
  void add(int batch, CensoredSample part) {
    add(batch, part.known());
    add(batch, part.open());
    counts[batch] += part.above();
    for (long[] of : above) {
      of[batch] += part.above();
    }
  }

  private void add(int batch, Histogram values) {
    long total = values.getTotalCount();
    if (total == 0) {
      return;
    }
    counts[batch] += total;
    int limit = 0;
    long below = 0;
    for (var step : values.recordedValues()) {
      for (; limit < limitNanos.length && limitNanos[limit] < step.getValueIteratedTo(); limit++) {
        above[limit][batch] += total - below;
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
   * How many independent values would tell the share above a limit as well as these do: n x the
   * variance of independent values / that between the batches, at least 1 and at most n. Batch means,
   * as the ratio estimate of a cluster sample: batches need not be of one size.
   */
  long effectiveCount(int limit) {
    double count = 0;
    double exceeding = 0;
    for (int batch = 0; batch < counts.length; batch++) {
      count += counts[batch];
      exceeding += above[limit][batch];
    }
    double share = exceeding / count;
    double squares = 0;
    for (int batch = 0; batch < counts.length; batch++) {
      double off = above[limit][batch] - share * counts[batch];
      squares += off * off;
    }
    double batches = batches();
    double variance = squares * batches / (batches - 1) / (count * count);
    double effective = share * (1 - share) / variance;
    return variance > 0 ? (long) Math.max(1, Math.min(count, effective)) : (long) count;
  }
}
