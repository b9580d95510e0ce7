package stampede.loadgen;

/** Starts where a rate says that the next whole request is due, to the nearest nanosecond. Immutable. */
final class ProfileSchedule implements Schedule {
  private final RateProfile profile;
  private final long count;

  ProfileSchedule(RateProfile profile) {
    this.profile = profile;
    this.count = Schedules.requireCount(Schedules.rounded(profile.requests()));
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long startNanos(long index) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("index must be 0 to " + (count - 1) + ": " + index);
    }
    return Math.round(profile.nanosAt((double) index));
  }
}
