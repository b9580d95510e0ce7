package stampede.results;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/** The rows that a person reads first, as cells: the totals, then each operation's outcomes. */
final class SummaryTable {
  static final List<String> HEADER = List.of(
      "operation", "outcome", "clock", "count", "mean", "p50", "p90", "p99", "p99.9", "max");

  /** How many of the first columns are words. */
  static final int WORDS = 3;

  static final String FOOTNOTE =
      ">= is a lower bound: requests that did not succeed stand above all others, open ones "
          + "count by their age. "
          + "- is a figure that the sample is too small for. "
          + "A hit shows its service time: its response is almost all lag.";

  private static final List<String> FIGURES =
      List.of("meanNanos", "p50Nanos", "p90Nanos", "p99Nanos", "p99_9Nanos", "maxNanos");

  private SummaryTable() {}

  static List<List<String>> rows(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      add(rows, operation, "total", Clock.RESPONSE, summary.total(Clock.RESPONSE, operation));
    }
    for (Operation operation : Operation.values()) {
      for (Outcome outcome : Outcome.values()) {
        Clock clock = outcome == Outcome.HIT ? Clock.SERVICE : Clock.RESPONSE;
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

  private static void add(
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
    row.add(Units.count(timings.count()));
    for (String field : FIGURES) {
      row.add(cell(timings, field));
    }
    rows.add(row);
  }

  private static String cell(Timings timings, String field) {
    Long nanos = timings.field(field);
    if (nanos == null) {
      return "-";
    }
    return (timings.atLeast().contains(field) ? ">= " : "") + Units.nanos(nanos);
  }
}
