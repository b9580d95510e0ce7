package stampede.loadgen;

/**
 * What may be in flight, and for how long. Workers that send at the same moment exceed a bound by at
 * most one request each but the first.
 *
 * @param requestsMax the most requests of one operation sent and not answered, from 1 to {@link
 *     #REQUESTS_MAX}
 * @param bytesMax the most bytes of blobs in them, over both operations
 * @param timeoutNanos how long after its send a request is waited for
 * @param deadlineNanos how long after its intended start it is waited for, or still sent
 */
public record InFlightLimits(
    int requestsMax, long bytesMax, long timeoutNanos, long deadlineNanos) {
  /** The most that {@code requestsMax} may be. */
  public static final int REQUESTS_MAX = 1_000_000;

  /** A deadline that never passes. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  public InFlightLimits {
    require(
        requestsMax >= 1 && requestsMax <= REQUESTS_MAX,
        "requestsMax must be 1 to " + REQUESTS_MAX + ": ",
        requestsMax);
    require(bytesMax >= 1, "bytesMax must be >= 1: ", bytesMax);
    require(timeoutNanos >= 1, "timeoutNanos must be >= 1: ", timeoutNanos);
    require(deadlineNanos >= 1, "deadlineNanos must be >= 1: ", deadlineNanos);
  }

  /** Limits without a deadline. */
  public InFlightLimits(int requestsMax, long bytesMax, long timeoutNanos) {
    this(requestsMax, bytesMax, timeoutNanos, NO_DEADLINE);
  }

  private static void require(boolean holds, String bound, long value) {
    if (!holds) {
      throw new IllegalArgumentException(bound + value);
    }
  }
}
