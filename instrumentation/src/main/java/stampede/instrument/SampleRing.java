package stampede.instrument;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The samples of one thread that wait for the relay: a bounded ring of longs between one writer and
 * one reader [1]. A sample is a series id in the upper 16 bits and nanoseconds in the lower 48. The
 * writer also counts what does not get in. Neither side waits or allocates.
 *
 * <p>[1] Lamport, "Specifying Concurrent Program Modules" (1983), with an index of the other side
 * remembered by the writer (Giacomoni et al., "FastForward", 2008).
 */
final class SampleRing {
  /** The longest time that a sample holds, 78 hours, in nanoseconds. */
  static final long NANOS_MAX = (1L << 48) - 1;

  /** The reader makes room for the writer each 64 samples, and not only when all are drained. */
  private static final int STEP_MASK = 63;

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  /* Places in the counters: the writer's on one pair of cache lines, the reader's on another. */
  private static final int TAIL = 16;
  private static final int HEAD_SEEN = 17;
  private static final int RING_FULL = 18;
  private static final int OUT_OF_RANGE = 19;
  private static final int CLOSED = 20;
  private static final int HEAD = 40;
  private static final int PLACES = 56;

  private final Thread owner = Thread.currentThread();
  private final long[] counters = new long[PLACES];
  private final long[] samples;
  private final int mask;

  /**
   * A ring of the calling thread.
   *
   * @param samplesMax a power of two
   */
  SampleRing(int samplesMax) {
    if (samplesMax < 1 || Integer.bitCount(samplesMax) != 1) {
      throw new IllegalArgumentException("samplesMax must be a power of two: " + samplesMax);
    }
    this.samples = new long[samplesMax];
    this.mask = samplesMax - 1;
  }

  static long sample(int seriesId, long nanos) {
    return (long) seriesId << 48 | nanos;
  }

  static int seriesId(long sample) {
    return (int) (sample >>> 48);
  }

  static long nanos(long sample) {
    return sample & NANOS_MAX;
  }

  /** Appends a sample; false where the ring is full. By the writer. */
  boolean offer(long sample) {
    long tail = counters[TAIL];
    if (tail - counters[HEAD_SEEN] > mask) {
      long head = (long) LONGS.getAcquire(counters, HEAD);
      counters[HEAD_SEEN] = head;
      if (tail - head > mask) {
        return false;
      }
    }
    samples[(int) tail & mask] = sample;
    LONGS.setRelease(counters, TAIL, tail + 1);
    return true;
  }

  /** Counts a sample that found the ring full. By the writer. */
  void countRingFull() {
    increment(RING_FULL);
  }

  /** Counts a sample that no ring can hold. By the writer. */
  void countOutOfRange() {
    increment(OUT_OF_RANGE);
  }

  /** Counts a sample that came after the close. By the writer. */
  void countClosed() {
    increment(CLOSED);
  }

  private void increment(int place) {
    LONGS.setOpaque(counters, place, counters[place] + 1);
  }

  /** Gives all samples of this moment to {@code to}, in order; returns how many. By the reader. */
  int drainTo(SampleSink to) {
    long head = counters[HEAD];
    long tail = (long) LONGS.getAcquire(counters, TAIL);
    for (long next = head; next < tail; next++) {
      to.accept(samples[(int) next & mask]);
      if ((next & STEP_MASK) == 0) {
        LONGS.setRelease(counters, HEAD, next + 1);
      }
    }
    LONGS.setRelease(counters, HEAD, tail);
    return (int) (tail - head);
  }

  /** All samples that the writer brought. By any thread. */
  long recorded() {
    return count(TAIL) + ringFull() + outOfRange() + count(CLOSED);
  }

  long ringFull() {
    return count(RING_FULL);
  }

  long outOfRange() {
    return count(OUT_OF_RANGE);
  }

  private long count(int place) {
    return (long) LONGS.getAcquire(counters, place);
  }

  boolean ownerIsAlive() {
    return owner.isAlive();
  }

  /** Takes samples, as {@link #sample} packs them. */
  @FunctionalInterface
  interface SampleSink {
    void accept(long sample);
  }
}
