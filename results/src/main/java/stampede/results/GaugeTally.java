package stampede.results;

import java.util.ArrayList;
import java.util.List;
import stampede.instrument.StateSample;

/**
 * What gauges would have seen that are read at a longer interval: the first sample, and the first one at
 * or past each multiple of the interval from there. For one thread.
 */
final class GaugeTally {
  /** What operators read gauges at. */
  private static final List<Long> USUAL_NANOS = List.of(100_000_000L, 1_000_000_000L);

  private final long intervalNanos;
  private final boolean everySample;
  private final long[] min;
  private final long[] max;
  private final long[] nonZero;
  private long dueNanos;
  private long samples;

  private GaugeTally(int states, long intervalNanos, boolean everySample) {
    this.intervalNanos = intervalNanos;
    this.everySample = everySample;
    this.min = new long[states];
    this.max = new long[states];
    this.nonZero = new long[states];
  }

  /**
   * One for the sampled interval, which takes every sample, and one for each of 100 ms and 1 s that is a
   * multiple of it.
   */
  static List<GaugeTally> of(int states, long sampleNanos) {
    List<GaugeTally> tallies = new ArrayList<>();
    tallies.add(new GaugeTally(states, sampleNanos, true));
    for (long nanos : USUAL_NANOS) {
      if (nanos > sampleNanos && nanos % sampleNanos == 0) {
        tallies.add(new GaugeTally(states, nanos, false));
      }
    }
    return tallies;
  }

  void add(StateSample sample) {
    if (!everySample && !due(sample.atNanos())) {
      return;
    }
    for (int i = 0; i < max.length; i++) {
      long count = sample.count(i);
      min[i] = samples == 0 ? count : Math.min(min[i], count);
      max[i] = samples == 0 ? count : Math.max(max[i], count);
      nonZero[i] += count == 0 ? 0 : 1;
    }
    samples++;
  }

  private boolean due(long atNanos) {
    if (samples == 0) {
      dueNanos = atNanos;
    }
    long past = atNanos - dueNanos;
    if (past < 0) {
      return false;
    }
    dueNanos += (past / intervalNanos + 1) * intervalNanos;
    return true;
  }

  JobsSummary.Gauge gauge(List<String> states) {
    List<JobsSummary.Seen> seen = new ArrayList<>();
    for (int i = 0; i < max.length; i++) {
      seen.add(new JobsSummary.Seen(
          states.get(i), samples == 0 ? null : min[i], samples == 0 ? null : max[i], nonZero[i]));
    }
    return new JobsSummary.Gauge(intervalNanos, samples, seen);
  }
}
