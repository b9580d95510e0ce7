package stampede.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.results.SeriesRow.Untimed;

/** Computes the figures of a summary from the distributions and rows of a whole run. */
final class Figures {
  private static final int FLOORS = 3;

  private final Map<Series, Histogram> samples;
  private final List<SeriesRow> rows;
  private final long floorNanos;
  private final long lateNanos;
  private final Clock requestClock;

  /**
   * Figures of a run.
   *
   * @param floorNanos what the clock can resolve
   * @param lateNanos how late an idle worker wakes
   * @param requestClock the clock of what requests took
   */
  Figures(
      Map<Series, Histogram> samples,
      List<SeriesRow> rows,
      long floorNanos,
      long lateNanos,
      Clock requestClock) {
    this.lateNanos = lateNanos;
    this.requestClock = requestClock;
    this.samples = samples;
    this.rows = rows;
    this.floorNanos = floorNanos;
  }

  /** The accounts of a plan; where {@code unsent} is null, whatever nothing accounts for is unsent. */
  Summary.Requests requests(@Nullable Long planned, @Nullable Long unsent) {
    Untimed untimed = untimed(Operation.LOAD).plus(untimed(Operation.STORE));
    var counted = new Summary.Requests(
        planned,
        rows.stream().mapToLong(SeriesRow::completed).sum(),
        rows.stream().mapToLong(SeriesRow::failed).sum(),
        rows.stream().mapToLong(SeriesRow::timeout).sum(),
        rows.stream().mapToLong(SeriesRow::expired).sum(),
        untimed.shed(),
        untimed.open(),
        untimed.unsent());
    long rest = planned == null ? 0 : Math.max(0, planned - counted.sum());
    return new Summary.Requests(
        planned,
        counted.completed(),
        counted.failed(),
        counted.timeout(),
        counted.expired(),
        counted.shed(),
        counted.open(),
        counted.unsent() + (unsent == null ? rest : unsent));
  }

  private Untimed untimed(Operation operation) {
    return untimed(rows, operation);
  }

  /** What of an operation has no timing, in all rows. */
  static Untimed untimed(List<SeriesRow> rows, Operation operation) {
    return rows.stream().map(row -> row.untimed(operation)).reduce(Untimed.NONE, Untimed::plus);
  }

  List<Distribution> series() {
    List<Distribution> series = new ArrayList<>();
    samples.entrySet().stream()
        .filter(entry -> timed(entry.getKey().outcome()))
        .sorted(Comparator.comparingInt(entry -> entry.getKey().id()))
        .forEach(entry -> series.add(distribution(entry.getKey(), entry.getValue())));
    for (Operation operation : Operation.values()) {
      Untimed untimed = untimed(operation);
      addCount(series, operation, Outcome.SHED, untimed.shed());
      addCount(series, operation, Outcome.OPEN, untimed.open());
      addCount(series, operation, Outcome.UNSENT, untimed.unsent());
    }
    return series;
  }

  private static boolean timed(Outcome outcome) {
    return outcome != Outcome.SHED && outcome != Outcome.OPEN && outcome != Outcome.UNSENT;
  }

  private Distribution distribution(Series of, Histogram sample) {
    boolean hit = of.clock() == Clock.RESPONSE && of.outcome() == Outcome.HIT;
    return new Distribution(
        of.clock(),
        of.operation(),
        of.outcome(),
        Timings.of(sample),
        hit || atFloor(of.clock(), sample));
  }

  private void addCount(
      List<Distribution> series, Operation operation, Outcome outcome, long count) {
    if (count > 0) {
      series.add(
          new Distribution(requestClock, operation, outcome, Timings.countOnly(count), false));
    }
  }

  /** Response and service over all outcomes ({@link CensoredSample}); plain lag. */
  List<Distribution> totals() {
    List<Distribution> totals = new ArrayList<>();
    for (Clock clock : EnumSet.of(requestClock, Clock.SERVICE)) {
      for (Operation operation : Operation.values()) {
        addTotal(totals, clock, operation);
      }
    }
    for (Operation operation : Operation.values()) {
      Histogram lag =
          CensoredSample.sum(samples, of -> of.clock() == Clock.LAG && of.operation() == operation);
      if (lag.getTotalCount() > 0) {
        totals.add(
            new Distribution(Clock.LAG, operation, null, Timings.of(lag), atFloor(Clock.LAG, lag)));
      }
    }
    return totals;
  }

  private void addTotal(List<Distribution> totals, Clock clock, Operation operation) {
    var sample = CensoredSample.of(samples, clock, operation, untimed(operation));
    if (sample.count() > 0) {
      totals.add(new Distribution(
          clock,
          operation,
          null,
          sample.timings(Timings.ABOVE_MIN),
          atFloor(clock, sample.known())));
    }
  }

  private boolean atFloor(Clock clock, Histogram sample) {
    boolean fromPlan = clock == Clock.RESPONSE || clock == Clock.LAG;
    long resolvedNanos = floorNanos + (fromPlan ? lateNanos : 0);
    return sample.getTotalCount() > 0 && sample.getValueAtPercentile(50) <= FLOORS * resolvedNanos;
  }
}
