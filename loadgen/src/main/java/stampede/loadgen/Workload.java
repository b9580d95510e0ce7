package stampede.loadgen;

/** The requests of a run: a pure function of the index. Thread-safe. */
@FunctionalInterface
public interface Workload {
  /**
   * Request {@code index}, ready to be sent.
   *
   * @param index from 0 to one less than the planned count
   */
  Request request(long index);
}
