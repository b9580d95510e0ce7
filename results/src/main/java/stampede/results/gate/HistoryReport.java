package stampede.results.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stampede.results.Json;
import stampede.results.TextTable;
import stampede.results.Units;

/**
 * The figures of past checks, by machine and traffic, and where they changed. Advice: figures of
 * different sessions differ by more than what changed in a program.
 */
public record HistoryReport(int formatVersion, int checks, List<Row> rows) {
  /** The format that this version writes. */
  public static final int FORMAT_VERSION = 1;

  /**
   * A figure of a check, over time.
   *
   * @param figure {@code candidate}, in nanoseconds, or {@code ratio}
   * @param count how many past checks have it
   * @param last its last value
   */
  public record Row(
      String machine,
      String traffic,
      String id,
      String figure,
      int count,
      double first,
      double last,
      List<Change> changes) {
    /** Copies the list. */
    public Row {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A change of level.
   *
   * @param checkId of the first check of the new level
   * @param ratio of the new level's median to the old one's
   */
  public record Change(
      String checkId,
      Instant startedAt,
      String commit,
      double before,
      double after,
      double ratio) {}

  /** Copies the list. */
  public HistoryReport {
    rows = List.copyOf(rows);
  }

  private record Key(String machine, String traffic, String id) {}

  private record Value(PastCheck check, PastCheck.Figure figure) {}

  static HistoryReport of(List<PastCheck> checks) {
    Map<Key, List<Value>> series = new LinkedHashMap<>();
    for (PastCheck check : checks) {
      for (PastCheck.Figure figure : check.checks()) {
        series
            .computeIfAbsent(
                new Key(check.machine(), check.traffic(), figure.id()), key -> new ArrayList<>())
            .add(new Value(check, figure));
      }
    }
    List<Row> rows = new ArrayList<>();
    series.forEach((key, values) -> {
      add(rows, key, "candidate", values, PastCheck.Figure::candidateNanos);
      add(rows, key, "ratio", values, PastCheck.Figure::ratio);
    });
    return new HistoryReport(FORMAT_VERSION, checks.size(), rows);
  }

  private static void add(
      List<Row> rows,
      Key key,
      String name,
      List<Value> values,
      Function<PastCheck.Figure, @Nullable Double> of) {
    List<Value> known = values.stream()
        .filter(value -> {
          Double one = of.apply(value.figure());
          return one != null && one > 0;
        })
        .toList();
    double[] numbers = known.stream()
        .mapToDouble(value -> {
          Double one = of.apply(value.figure());
          return one == null ? Double.NaN : one;
        })
        .toArray();
    if (numbers.length == 0) {
      return;
    }
    List<Change> changes = ChangePoints.of(numbers).stream()
        .map(change -> {
          PastCheck at = known.get(change.index()).check();
          return new Change(
              at.checkId(),
              at.startedAt(),
              at.commit(),
              change.before(),
              change.after(),
              Rounded.to(change.ratio(), 6));
        })
        .toList();
    rows.add(new Row(
        key.machine(),
        key.traffic(),
        key.id(),
        name,
        numbers.length,
        numbers[0],
        numbers[numbers.length - 1],
        changes));
  }

  /** One JSON object. */
  public String toJson() {
    return Json.text(this);
  }

  /** A table, and a line on each change; ASCII lines. */
  public String toText() {
    List<List<String>> cells = new ArrayList<>();
    var changes = new StringBuilder();
    for (Row row : rows) {
      cells.add(List.of(
          row.machine(),
          row.traffic(),
          row.id(),
          row.figure(),
          String.valueOf(row.count()),
          shown(row, row.first()),
          shown(row, row.last()),
          String.valueOf(row.changes().size())));
      for (Change change : row.changes()) {
        changes
            .append(row.id() + " " + row.figure() + " of " + row.machine() + ": "
                + shown(row, change.before()) + " -> " + shown(row, change.after()) + " ("
                + Ratios.percent(Math.log(change.ratio())) + ") from " + change.checkId()
                + ", commit " + change.commit())
            .append('\n');
      }
    }
    return TextTable.of(
            List.of("machine", "traffic", "check", "figure", "count", "first", "last", "changes"),
            cells,
            4)
        + checks + " checks. "
        + (changes.isEmpty() ? "No change of level.\n" : "Changes of level:\n")
        + changes;
  }

  private static String shown(Row row, double value) {
    return row.figure().equals("ratio")
        ? String.format(Locale.ROOT, "%.3f", value)
        : Units.nanos(value);
  }
}
