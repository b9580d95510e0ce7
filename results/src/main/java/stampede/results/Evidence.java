package stampede.results;

import org.jspecify.annotations.Nullable;

/**
 * What the surroundings of a run showed. A null was not measured, and is never a reason.
 *
 * @param interruption why the run did not reach its end, a sentence; null where it did
 * @param populated whether every key was in the store before the run
 * @param runNanos the length of the run
 * @param dirtyBytesMax the cache's bound on dirty bytes
 * @param processCpuShare the process's share of the machine's CPU time, 0 to 1
 * @param foreignCpuShare that of all other processes
 * @param stealShare what the hypervisor took, as a share of the machine's CPU time
 * @param gcPauseSumNanos all collector pauses of the run
 * @param gcPauseMaxNanos the longest of them
 */
public record Evidence(
    @Nullable String interruption,
    boolean populated,
    long runNanos,
    @Nullable Long dirtyBytesMax,
    @Nullable Double processCpuShare,
    @Nullable Double foreignCpuShare,
    @Nullable Double stealShare,
    @Nullable Long gcPauseSumNanos,
    @Nullable Long gcPauseMaxNanos) {
  /** Checks the bounds. */
  public Evidence {
    if (runNanos < 0) {
      throw new IllegalArgumentException("runNanos must be >= 0: " + runNanos);
    }
  }

  /** Of a run whose process was killed. */
  static Evidence ofCrashed(int truncatedLines) {
    String lost = truncatedLines == 0 ? "" : ", " + truncatedLines + " torn lines are left out";
    return new Evidence(
        "the process ended before the run did" + lost,
        false,
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
