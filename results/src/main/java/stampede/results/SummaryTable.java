package stampede.results;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.results.Timings.Bounds;

/** The rows that a person reads first, as cells: the totals, then each operation's outcomes. */
final class SummaryTable {
  /** How many of the first columns are words. */
  static final int WORDS = 3;

  static final String FOOTNOTE =
      ">= is a lower bound: requests that did not succeed stand above all others, open ones "
          + "count by their age. "
          + "- is a figure that the sample is too small for. "
          + "95 % is where the percentile of such traffic lies with that confidence. "
          + "A hit shows its service time: its response is almost all lag.";

  /** For a terminal: the bounds of p99 alone. */
  static final SummaryTable NARROW = new SummaryTable(List.of(Percentile.P99));

  /** For a page: the bounds of each percentile. */
  static final SummaryTable WIDE = new SummaryTable(List.of(Percentile.values()));

  private record Column(String header, Function<Timings, String> cell) {}

  private final List<Column> columns = new ArrayList<>();

  private SummaryTable(List<Percentile> bounded) {
    columns.add(new Column("count", timings -> Units.count(timings.count())));
    addFigure("mean", "meanNanos");
    for (Percentile percentile :
        List.of(Percentile.P50, Percentile.P90, Percentile.P99, Percentile.P99_9)) {
      addFigure(percentile.label(), percentile.field());
      if (bounded.contains(percentile)) {
        columns.add(
            new Column(percentile.label() + " 95 %", timings -> range(timings, percentile)));
      }
    }
    addFigure("max", "maxNanos");
  }

  private void addFigure(String header, String field) {
    columns.add(new Column(header, timings -> figure(timings, field)));
  }

  List<String> header() {
    return Stream.concat(
            Stream.of("operation", "outcome", "clock"), columns.stream().map(Column::header))
        .toList();
  }

  List<List<String>> rows(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      Clock clock = summary.requestClock();
      add(rows, operation, "total", clock, summary.total(clock, operation));
    }
    for (Operation operation : Operation.values()) {
      add(rows, operation, "total", Clock.LAG, summary.total(Clock.LAG, operation));
    }
    for (Operation operation : Operation.values()) {
      for (Outcome outcome : Outcome.values()) {
        Clock clock = outcome == Outcome.HIT ? Clock.SERVICE : summary.requestClock();
        add(rows, operation, outcome.word(), clock, summary.series(clock, operation, outcome));
      }
    }
    for (Distribution one : summary.series()) {
      if (one.clock() == Clock.BACKING && one.outcome() != null) {
        add(rows, one.operation(), one.outcome().word(), one.clock(), one.timings());
      }
    }
    return rows;
  }

  private void add(
      List<List<String>> rows,
      Operation operation,
      String outcome,
      Clock clock,
      @Nullable Timings timings) {
    if (timings == null) {
      return;
    }
    List<String> row = new ArrayList<>();
    row.add(operation.word());
    row.add(outcome);
    row.add(timings.maxNanos() == null ? "" : clock.word());
    columns.forEach(column -> row.add(column.cell().apply(timings)));
    rows.add(row);
  }

  private static String figure(Timings timings, String field) {
    Long nanos = timings.field(field);
    if (nanos == null) {
      return "-";
    }
    return (timings.atLeast().contains(field) ? ">= " : "") + Units.nanos(nanos);
  }

  private static String range(Timings timings, Percentile percentile) {
    Bounds bounds = timings.bounds().get(percentile);
    Long lowNanos = bounds == null ? null : bounds.lowNanos();
    if (bounds == null || lowNanos == null || timings.at(percentile) == null) {
      return "-";
    }
    Long highNanos = bounds.highNanos();
    return highNanos == null
        ? ">= " + Units.nanos(lowNanos)
        : Units.nanos(lowNanos) + " .. " + Units.nanos(highNanos);
  }
}
