package stampede.results;

import org.jspecify.annotations.Nullable;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/**
 * One interval of the run: a line of {@code series.csv}. Requests count where they ended.
 *
 * @param startMillis its start, in milliseconds since the epoch
 * @param misses loads that issued a backing load and were answered: loaded or absent
 * @param shed loads and stores
 * @param loads the loads that have no timing
 * @param stores the stores that have no timing
 * @param outOfRange timings that are in no histogram
 * @param expired requests that were not answered within their deadline
 */
public record SeriesRow(
    long startMillis,
    Meters meters,
    long completed,
    long hits,
    long misses,
    long joins,
    long shed,
    long failed,
    long timeout,
    Untimed loads,
    Untimed stores,
    long outOfRange,
    long expired) {

  /**
   * What the interval itself does not know. A null is not measured.
   *
   * @param offered requests whose intended start lies in the interval
   * @param inFlight requests sent and not answered at its end
   * @param cleanBytes at its end
   * @param dirtyBytes at its end
   * @param gcPauseNanos the sum of the pauses in it
   * @param hiccupMaxNanos the longest lateness of an idle thread
   * @param fault the fault that was injected; a word
   */
  public record Meters(
      @Nullable Long offered,
      @Nullable Long inFlight,
      @Nullable Long cleanBytes,
      @Nullable Long dirtyBytes,
      @Nullable Long gcPauseNanos,
      @Nullable Long hiccupMaxNanos,
      @Nullable String fault) {
    /** Nothing is measured. */
    public static final Meters NONE = new Meters(null, null, null, null, null, null, null);
  }

  /** Requests of one operation that have a count and no timing. */
  public record Untimed(long shed, long open, long unsent) {
    static final Untimed NONE = new Untimed(0, 0, 0);

    private static Untimed of(Interval interval, Operation operation) {
      return new Untimed(
          interval.counts().count(operation, Outcome.SHED),
          interval.counts().count(operation, Outcome.OPEN),
          interval.counts().count(operation, Outcome.UNSENT));
    }

    Untimed plus(Untimed other) {
      return new Untimed(shed + other.shed, open + other.open, unsent + other.unsent);
    }
  }

  /** The row of an interval. */
  static SeriesRow of(Interval interval, Meters meters) {
    long completed = 0;
    for (Outcome outcome : Outcome.values()) {
      if (outcome.completed()) {
        completed += both(interval, outcome);
      }
    }
    return new SeriesRow(
        interval.startMillis(),
        meters,
        completed,
        both(interval, Outcome.HIT),
        both(interval, Outcome.LOADED) + both(interval, Outcome.ABSENT),
        both(interval, Outcome.JOINED),
        both(interval, Outcome.SHED),
        both(interval, Outcome.FAILED),
        both(interval, Outcome.TIMEOUT),
        Untimed.of(interval, Operation.LOAD),
        Untimed.of(interval, Operation.STORE),
        interval.outOfRange(),
        both(interval, Outcome.EXPIRED));
  }

  private static long both(Interval interval, Outcome outcome) {
    return interval.counts().count(Operation.LOAD, outcome)
        + interval.counts().count(Operation.STORE, outcome);
  }

  /** The untimed requests of an operation. */
  Untimed untimed(Operation operation) {
    return operation == Operation.LOAD ? loads : stores;
  }
}
