package stampede.loadgen;

import org.jspecify.annotations.Nullable;
import stampede.store.Blob;

/** The calls of one operation, in their order, and when they were made. For one thread. */
final class TimingCalls {
  private final Schedule starts;
  private final Blob[] blobs;
  private final @Nullable Zipf draws;
  private final long[] calledNanos;
  private int made;

  /**
   * Makes the plan of the calls.
   *
   * @param starts as many as there are calls
   * @param blobs what is asked for or stored, by key
   * @param draws gives the key of a call; null where a call has the key of its own number
   */
  TimingCalls(Schedule starts, Blob[] blobs, @Nullable Zipf draws) {
    this.starts = starts;
    this.blobs = blobs;
    this.draws = draws;
    this.calledNanos = new long[(int) starts.count()];
  }

  /** When the next call is due after the origin; {@link Long#MAX_VALUE} where there is none. */
  long dueNanos() {
    return made == calledNanos.length ? Long.MAX_VALUE : starts.startNanos(made);
  }

  /** The blob of the next call, which is made at {@code nowNanos}. */
  Blob next(long nowNanos) {
    calledNanos[made] = nowNanos;
    int key = draws == null ? made : (int) draws.rank(made);
    made++;
    return blobs[key];
  }

  /** When the calls were made, by the clock. */
  long[] calledNanos() {
    return calledNanos.clone();
  }
}
