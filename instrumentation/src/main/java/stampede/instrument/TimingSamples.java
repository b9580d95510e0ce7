package stampede.instrument;

import java.util.Arrays;

/** What every method measured of the same operations: the i-th of each array is one operation. Thread-safe. */
@SuppressWarnings("EnumOrdinal") // ordinals never leave the process
public final class TimingSamples {
  private static final int ROOM_FIRST = 1024;

  private final long[][] nanos = new long[TimingMethod.values().length][ROOM_FIRST];
  private int count;

  TimingSamples() {}

  synchronized void add(
      long truthNanos, long perEntryNanos, long singleStampNanos, long sharedHandleNanos) {
    if (count == nanos[0].length) {
      for (int method = 0; method < nanos.length; method++) {
        nanos[method] = Arrays.copyOf(nanos[method], 2 * count);
      }
    }
    nanos[TimingMethod.TRUTH.ordinal()][count] = truthNanos;
    nanos[TimingMethod.PER_ENTRY.ordinal()][count] = perEntryNanos;
    nanos[TimingMethod.SINGLE_STAMP.ordinal()][count] = singleStampNanos;
    nanos[TimingMethod.SHARED_HANDLE.ordinal()][count] = sharedHandleNanos;
    count++;
  }

  /** How many operations were measured. */
  public synchronized int count() {
    return count;
  }

  /** What a method measured, in nanoseconds, in the order of the answers; a new array. */
  public synchronized long[] nanos(TimingMethod method) {
    return Arrays.copyOf(nanos[method.ordinal()], count);
  }
}
