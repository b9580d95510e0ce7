package stampede.time;

/**
 * A monotonic clock in nanoseconds from an arbitrary origin. Readings of one clock are compared by
 * difference only, since they may be negative and may wrap. Thread-safe.
 */
@FunctionalInterface
public interface NanoClock {
  /** The present reading, in nanoseconds. */
  long nanos();
}
