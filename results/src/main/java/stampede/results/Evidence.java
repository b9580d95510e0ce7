package stampede.results;

import org.jspecify.annotations.Nullable;

/**
 * What the surroundings of a run showed. A null was not measured, and is never a reason.
 *
 * @param interruption why the run did not reach its end, a sentence; null where it did
 * @param populated whether every key was in the store before the run
 * @param runNanos the length of the run
 * @param cleanBytesMax the cache's bound on clean bytes; null where the run begins with a cold cache
 *     by intent
 * @param dirtyBytesMax the cache's bound on dirty bytes
 * @param cpu who used the machine
 * @param gcPauseSumNanos all collector pauses of the run
 * @param gcPauseMaxNanos the longest of them
 * @param hiccups of an idle thread of this process
 * @param controlHiccups of one in an idle JVM beside it
 */
public record Evidence(
    @Nullable String interruption,
    boolean populated,
    long runNanos,
    @Nullable Long cleanBytesMax,
    @Nullable Long dirtyBytesMax,
    Cpu cpu,
    @Nullable Long gcPauseSumNanos,
    @Nullable Long gcPauseMaxNanos,
    @Nullable Hiccups hiccups,
    @Nullable Hiccups controlHiccups) {
  /**
   * Shares of the machine's CPU time, 0 to 1.
   *
   * @param process that of this process, of the cores that it may use
   * @param foreign that of all other processes
   * @param steal what the hypervisor took
   * @param leastIdle the idle share of the core that had the least
   */
  public record Cpu(
      @Nullable Double process,
      @Nullable Double foreign,
      @Nullable Double steal,
      @Nullable Double leastIdle) {
    /** Nothing was measured. */
    public static final Cpu UNKNOWN = new Cpu(null, null, null, null);
  }

  /**
   * How late a thread woke that had nothing to do but wait: what even the shortest wait is late is
   * taken off.
   */
  public record Hiccups(long p99Nanos, long maxNanos) {}

  /** Checks the bounds. */
  public Evidence {
    if (runNanos < 0) {
      throw new IllegalArgumentException("runNanos must be >= 0: " + runNanos);
    }
  }

  /** Of a run whose process was killed. */
  static Evidence ofCrashed(int truncatedLines) {
    String lost = truncatedLines == 0 ? "" : ", " + truncatedLines + " torn lines are left out";
    return unmeasured("the process ended before the run did" + lost, false);
  }

  /** Of a run of which nothing else is known. */
  static Evidence unmeasured(@Nullable String interruption, boolean populated) {
    return new Evidence(
        interruption, populated, 0, null, null, Cpu.UNKNOWN, null, null, null, null);
  }
}
