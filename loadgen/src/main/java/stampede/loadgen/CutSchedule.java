package stampede.loadgen;

/**
 * The first starts of another schedule.
 *
 * @param count from 0 to that of {@code whole}
 */
record CutSchedule(Schedule whole, long count) implements Schedule {
  @Override
  public long startNanos(long index) {
    return whole.startNanos(index);
  }
}
