package stampede.cli;

/**
 * Where the intervals of a run end: on multiples of the interval's length in wall-clock time, which
 * is read once; the edges then follow the monotonic clock.
 *
 * @param atNanos a reading of the monotonic clock
 * @param atMillis the wall-clock time at that moment, in milliseconds since the epoch
 */
record WallEdges(long atNanos, long atMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The wall-clock time at a reading of the monotonic clock. */
  long millis(long nanos) {
    return atMillis + Math.floorDiv(nanos - atNanos, NANOS_PER_MILLI);
  }

  /** The first edge after {@code nanos}. */
  long firstAfter(long nanos, long intervalNanos) {
    long atWallNanos = Math.multiplyExact(atMillis, NANOS_PER_MILLI) + (nanos - atNanos);
    return nanos + intervalNanos - Math.floorMod(atWallNanos, intervalNanos);
  }
}
