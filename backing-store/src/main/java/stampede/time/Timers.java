package stampede.time;

/** Runs short tasks later. Thread-safe. */
@FunctionalInterface
public interface Timers {
  /**
   * Runs a task once, on a thread of the timers, no earlier than {@code nanos} from now. Returns at
   * once, and never runs the task on the calling thread. The task must neither block nor throw. It
   * cannot be taken back: what it holds is held until it has run.
   *
   * @param nanos the delay in nanoseconds; zero or less means as soon as possible
   */
  void after(long nanos, Runnable task);
}
