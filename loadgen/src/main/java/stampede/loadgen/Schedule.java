package stampede.loadgen;

/**
 * The intended starts of a run: a pure function of the index. Never decreasing. Any index is
 * reached without its predecessors. Thread-safe.
 */
public interface Schedule {
  /** How many requests are planned, exactly. */
  long count();

  /**
   * The intended start of a request in nanoseconds after the run's origin.
   *
   * @param index from 0 to {@code count() - 1}
   */
  long startNanos(long index);
}
