package stampede.loadgen;

/**
 * The intended starts of a closed loop: every request is due at the origin, and sent when a user is
 * idle. Immutable.
 */
record NoSchedule(long count) implements Schedule {
  @Override
  public long startNanos(long index) {
    return 0;
  }
}
