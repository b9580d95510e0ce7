package stampede.cli;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import stampede.results.Evidence.Hiccups;

/**
 * A distribution of durations in nanoseconds: sixteen buckets an octave, so that a value reads at
 * most a sixteenth too high. One thread adds, any thread reads.
 */
final class Lateness {
  private static final int STEPS_LOG2 = 4;
  private static final int STEPS = 1 << STEPS_LOG2;

  private final AtomicLongArray counts = new AtomicLongArray((64 - STEPS_LOG2) * STEPS);
  private volatile long maxNanos;

  /** Adds a duration, at least 0. */
  void add(long nanos) {
    int bucket = bucket(nanos);
    counts.lazySet(bucket, counts.get(bucket) + 1);
    if (nanos > maxNanos) {
      maxNanos = nanos;
    }
  }

  /** What is in it; null where nothing is. */
  @Nullable
  Hiccups figures() {
    long count = 0;
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      count += counts.get(bucket);
    }
    long left = (long) Math.ceil(0.99 * count);
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      left -= counts.get(bucket);
      if (left <= 0 && count > 0) {
        return new Hiccups(Math.min(highest(bucket), maxNanos), maxNanos);
      }
    }
    return null;
  }

  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int shift = 63 - Long.numberOfLeadingZeros(nanos) - STEPS_LOG2;
    return (shift << STEPS_LOG2) + (int) (nanos >>> shift);
  }

  private static long highest(int bucket) {
    if (bucket < 2 * STEPS) {
      return bucket;
    }
    int shift = (bucket >> STEPS_LOG2) - 1;
    return (((long) (bucket & (STEPS - 1)) + STEPS + 1) << shift) - 1;
  }
}
