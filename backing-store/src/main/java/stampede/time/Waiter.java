package stampede.time;

/** Holds the calling thread until a moment of a {@link NanoClock}. Thread-safe. */
@FunctionalInterface
public interface Waiter {
  /**
   * Returns when the clock reads {@code nanos} or later, at once where it already does, and early
   * where the thread is interrupted; the interrupt flag is then still set.
   */
  void until(long nanos);
}
