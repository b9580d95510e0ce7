package stampede.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.results.CapacityReport.Found;

/** A search for the highest rate that holds, on a terminal. */
public final class CapacityText {
  private static final List<String> HEADER =
      List.of("phase", "answer", "rate/s", "p50", "p99", "95 % from", "to", "sent");

  private static final int WORDS = 2;

  private CapacityText() {}

  /** The curve of latency over rate, and what was found; ASCII lines. */
  public static String of(CapacityReport report) {
    List<List<String>> rows = report.probes().stream()
        .sorted(Comparator.comparingDouble(CapacityEntry::ratePerSecond)
            .thenComparingInt(CapacityEntry::number))
        .map(CapacityText::row)
        .toList();
    var reasons = new StringBuilder();
    for (CapacityEntry probe : report.probes()) {
      if (probe.answer() != CapacityEntry.Answer.HOLDS) {
        reasons
            .append(rate(probe.ratePerSecond()))
            .append("/s: ")
            .append(probe.reason())
            .append('\n');
      }
    }
    Found found = report.found();
    return TextTable.of(HEADER, rows, WORDS)
        + reasons
        + (found == null ? "" : "\n" + ending(found));
  }

  /** One probe, as the search goes on. */
  public static String line(CapacityEntry probe) {
    return String.join("  ", row(probe)) + (probe.reason() == null ? "" : "  " + probe.reason());
  }

  private static List<String> row(CapacityEntry probe) {
    return List.of(
        probe.phase(),
        probe.answer().word(),
        rate(probe.ratePerSecond()),
        nanos(probe.p50Nanos()),
        nanos(probe.p99Nanos()),
        nanos(probe.p99LowNanos()),
        nanos(probe.p99HighNanos()),
        Units.percent(probe.sentShare()));
  }

  private static String ending(Found found) {
    var text = new StringBuilder();
    Double descent = found.descent();
    if (descent != null) {
      text.append(String.format(
          Locale.ROOT, "on the way down: %.2f x what was measured before%n", descent));
    }
    text.append(found.sentence()).append('\n');
    Double rate = found.ratePerSecond();
    Double low = found.lowPerSecond();
    Double high = found.highPerSecond();
    if (rate == null) {
      return text.toString();
    }
    text.append(high == null ? "holds at least up to: " : "highest rate that holds: ")
        .append(rate(rate))
        .append("/s");
    if (low != null && high != null) {
      text.append(", from ").append(rate(low)).append(" to ").append(rate(high));
    }
    return text.append('\n').toString();
  }

  private static String rate(double perSecond) {
    return String.format(
        Locale.ROOT,
        perSecond < 100 && perSecond != Math.rint(perSecond) ? "%.2f" : "%,.0f",
        perSecond);
  }

  private static String nanos(@Nullable Long nanos) {
    return nanos == null ? "-" : Units.nanos(nanos);
  }
}
