package stampede.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.results.TimingComparison.Check;

/** A comparison of timings on a terminal; its cells are those of the page too. */
public final class TimingText {
  static final List<String> HEADER = List.of(
      "scenario",
      "rate/s",
      "operation",
      "method",
      "count",
      "mean",
      "p50",
      "p95",
      "p99",
      "max",
      "to law",
      "starts");

  /** How many of the first columns are words. */
  static final int WORDS = 4;

  static final String FOOTNOTE =
      "to law: the largest distance between the sample and what its law makes of the truth. "
          + "starts: the distance between the calls and a Poisson process of the rate.";

  private TimingText() {}

  /** The table, the checks and the verdict; ASCII lines. */
  public static String of(TimingComparison comparison) {
    var text = new StringBuilder();
    text.append(TextTable.of(HEADER, rows(comparison), WORDS));
    text.append(FOOTNOTE.replace(". ", ".\n")).append("\n\n");
    for (Check check : comparison.checks()) {
      text.append(check.holds() ? "holds: " : "DOES NOT HOLD: ")
          .append(check.text())
          .append(": ")
          .append(figure(check.figure()))
          .append(" <= ")
          .append(figure(check.bound()))
          .append('\n');
    }
    return text.append("verdict: ").append(comparison.verdict()).append('\n').toString();
  }

  static List<List<String>> rows(TimingComparison comparison) {
    return comparison.rows().stream().map(TimingText::row).toList();
  }

  private static List<String> row(TimingRow row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.scenario());
    cells.add(row.ratePerSecond().toPlainString());
    cells.add(row.operation());
    cells.add(row.method());
    cells.add(Units.count(row.count()));
    cells.add(Units.nanos(row.meanNanos()));
    cells.add(nanos(row.p50Nanos()));
    cells.add(nanos(row.p95Nanos()));
    cells.add(nanos(row.p99Nanos()));
    cells.add(Units.nanos(row.maxNanos()));
    cells.add(distance(row.theoryMaxDistance()));
    cells.add(distance(row.startsKsDistance()));
    return cells;
  }

  private static String nanos(@Nullable Long nanos) {
    return nanos == null ? "-" : Units.nanos(nanos);
  }

  private static String distance(@Nullable Double distance) {
    return distance == null ? "-" : String.format(Locale.ROOT, "%.4f", distance);
  }

  /** A count as it is, a distance with four digits. */
  static String figure(double figure) {
    return figure == Math.rint(figure)
        ? Units.count((long) figure)
        : String.format(Locale.ROOT, "%.4f", figure);
  }
}
