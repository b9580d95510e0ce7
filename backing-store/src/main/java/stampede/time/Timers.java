package stampede.time;

/** Runs short tasks later. Thread-safe. */
@FunctionalInterface
public interface Timers {
  /**
   * Runs a task once, on the timers' own thread, no earlier than {@code nanos} from now. The task
   * must neither block nor throw.
   *
   * @param nanos the delay in nanoseconds; zero or less means as soon as possible
   */
  void after(long nanos, Runnable task);
}
