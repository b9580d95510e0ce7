package stampede.instrument;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How long things were in each of some states, and, as one more distribution behind those, how long
 * they took from first to last. One thread records: it allocates nothing, takes no lock and waits
 * for nobody. One other cuts.
 *
 * <p>A state is given by its number, from 0.
 */
public final class StateTimes {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final int states;
  private final List<SingleWriterRecorder> recorders;
  private final LongAdder outOfRange = new LongAdder();

  /**
   * Distributions of so many states and of the whole, each from 0 to {@link
   * IntervalRecorder#NANOS_MAX}, to three significant digits.
   *
   * @param states at least 1
   */
  public StateTimes(int states) {
    if (states < 1) {
      throw new IllegalArgumentException("states must be >= 1: " + states);
    }
    this.states = states;
    this.recorders = Stream.generate(
            () -> new SingleWriterRecorder(IntervalRecorder.NANOS_MAX, SIGNIFICANT_DIGITS))
        .limit(states + 1)
        .toList();
  }

  /** Records the time that something was in a state. By the recording thread. */
  public void record(int state, long nanos) {
    if (state < 0 || state >= states) {
      throw new IllegalArgumentException("state must be from 0 to " + (states - 1) + ": " + state);
    }
    add(state, nanos);
  }

  /** Records the time that something took from first to last. By the recording thread. */
  public void recordWhole(long nanos) {
    add(states, nanos);
  }

  private void add(int index, long nanos) {
    if (nanos < 0 || nanos > IntervalRecorder.NANOS_MAX) {
      outOfRange.increment();
    } else {
      recorders.get(index).recordValue(nanos);
    }
  }

  /**
   * What was recorded since the last cut: a histogram a state, and last that of the whole. They are
   * the caller's. Each time is in exactly one cut. By the cutting thread.
   */
  public List<Histogram> cut() {
    return recorders.stream().map(SingleWriterRecorder::getIntervalHistogram).toList();
  }

  /** Times below zero or above an hour, which are in no distribution. By any thread. */
  public long outOfRange() {
    return outOfRange.sum();
  }
}
