package stampede.results;

import java.util.ArrayList;
import java.util.List;
import stampede.instrument.StateSample;

/** What gauges would have seen that are read at every so-many-th sample only, the first included. For one thread. */
final class GaugeTally {
  /** What operators read gauges at. */
  private static final List<Long> USUAL_NANOS = List.of(100_000_000L, 1_000_000_000L);

  private final long intervalNanos;
  private final long every;
  private final long[] min;
  private final long[] max;
  private final long[] nonZero;
  private long offered;
  private long samples;

  private GaugeTally(int states, long intervalNanos, long every) {
    this.intervalNanos = intervalNanos;
    this.every = every;
    this.min = new long[states];
    this.max = new long[states];
    this.nonZero = new long[states];
  }

  /** One for the sampled interval, and one for each of 100 ms and 1 s that is a multiple of it. */
  static List<GaugeTally> of(int states, long sampleNanos) {
    List<GaugeTally> tallies = new ArrayList<>();
    tallies.add(new GaugeTally(states, sampleNanos, 1));
    for (long nanos : USUAL_NANOS) {
      if (nanos > sampleNanos && nanos % sampleNanos == 0) {
        tallies.add(new GaugeTally(states, nanos, nanos / sampleNanos));
      }
    }
    return tallies;
  }

  void add(StateSample sample) {
    if (offered++ % every != 0) {
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

  JobsSummary.Gauge gauge(List<String> states) {
    List<JobsSummary.Seen> seen = new ArrayList<>();
    for (int i = 0; i < max.length; i++) {
      seen.add(new JobsSummary.Seen(
          states.get(i), samples == 0 ? null : min[i], samples == 0 ? null : max[i], nonZero[i]));
    }
    return new JobsSummary.Gauge(intervalNanos, samples, seen);
  }
}
