package stampede.loadgen.jobs;

/**
 * How many jobs are in each state. Counts alone: it knows nothing of how they are shipped. For one
 * thread.
 *
 * <p>What a right count keeps: no state holds fewer than none, and the states together hold every
 * job that is there. {@link #check} looks at both, and counts a violation where one is broken.
 */
@SuppressWarnings("EnumOrdinal") // states never leave the process by number
public final class StateCounts {
  private final long[] counts = new long[JobState.COUNT];
  private final long[] entered = new long[JobState.COUNT];
  private final long[] highest = new long[JobState.COUNT];
  private final long[] highestSince = new long[JobState.COUNT];
  private long violations;

  /** One more is in a state. */
  void add(JobState state) {
    int i = state.ordinal();
    entered[i]++;
    long count = ++counts[i];
    if (count > highest[i]) {
      highest[i] = count;
    }
    if (count > highestSince[i]) {
      highestSince[i] = count;
    }
  }

  /** One fewer is in a state. */
  void remove(JobState state) {
    counts[state.ordinal()]--;
  }

  /** Compares the counts with how many jobs are there; false, and a violation, where they are wrong. */
  boolean check(long jobs) {
    long sum = 0;
    boolean negative = false;
    for (long count : counts) {
      sum += count;
      negative |= count < 0;
    }
    boolean right = sum == jobs && !negative;
    if (!right) {
      violations++;
    }
    return right;
  }

  /** How many are in a state. */
  public long count(JobState state) {
    return counts[state.ordinal()];
  }

  /** The most that were in a state at once. */
  public long highest(JobState state) {
    return highest[state.ordinal()];
  }

  /** How often a check found the counts wrong. */
  public long violations() {
    return violations;
  }

  /** How often something was added to each state, in order: a copy. */
  long[] entered() {
    return entered.clone();
  }

  /** How often something was removed from each state, in order. */
  long[] left() {
    long[] left = entered.clone();
    for (int i = 0; i < left.length; i++) {
      left[i] -= counts[i];
    }
    return left;
  }

  /** The counts of all states, in order: a copy. */
  long[] counts() {
    return counts.clone();
  }

  /** The most that were in each state at once since the last call, in order. */
  long[] takeHighest() {
    long[] taken = highestSince.clone();
    for (int i = 0; i < counts.length; i++) {
      highestSince[i] = Math.max(0, counts[i]);
    }
    return taken;
  }
}
