package stampede.instrument;

import java.util.Arrays;

/**
 * One reading of how many things were in each of some states, beside what was true. Immutable.
 *
 * <p>A state is given by its number, from 0.
 */
public final class StateSample {
  private final long atNanos;
  private final long[] counts;
  private final long[] trueMax;
  private final long[] entered;

  /**
   * A reading; the arrays are copied, and have one element a state.
   *
   * @param atNanos the clock's reading
   * @param counts how many were in each state, as somebody counted them
   * @param trueMax the most that were in each state at once since the reading before
   * @param entered how often each state was entered until now
   * @throws IllegalArgumentException where the arrays differ in length
   */
  public StateSample(long atNanos, long[] counts, long[] trueMax, long[] entered) {
    if (trueMax.length != counts.length || entered.length != counts.length) {
      throw new IllegalArgumentException("one element a state must be given, of " + counts.length
          + " states: " + trueMax.length + " and " + entered.length);
    }
    this.atNanos = atNanos;
    this.counts = counts.clone();
    this.trueMax = trueMax.clone();
    this.entered = entered.clone();
  }

  /** When it was taken. */
  public long atNanos() {
    return atNanos;
  }

  /** How many states it tells of. */
  public int states() {
    return counts.length;
  }

  /** How many were in a state as they were counted; below zero where somebody counted wrong. */
  public long count(int state) {
    return counts[state];
  }

  /** The most that were in a state at once since the reading before; never below zero. */
  public long trueMax(int state) {
    return trueMax[state];
  }

  /** How often a state was entered until now. */
  public long entered(int state) {
    return entered[state];
  }

  @Override
  public String toString() {
    return atNanos + " ns: " + Arrays.toString(counts);
  }
}
