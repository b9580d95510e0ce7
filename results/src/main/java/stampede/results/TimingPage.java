package stampede.results;

import java.util.List;
import java.util.Map;
import stampede.results.TimingComparison.Check;

/** A comparison of timings as one HTML file that needs nothing else. */
final class TimingPage {
  static final String FILE = "timing.html";

  private TimingPage() {}

  /** The whole document. */
  static String html(TimingComparison comparison, TimingPlots plots) {
    return Page.fill(
        "timing.html",
        Map.of(
            "verdict", comparison.verdict().toString(),
            "how", Html.escape(how(comparison)),
            "checks", checks(comparison.checks()),
            "rows", Html.table(TimingText.HEADER, TimingText.rows(comparison), TimingText.WORDS),
            "footnote", Html.escape(TimingText.FOOTNOTE),
            "style", Page.style(),
            "script", Page.script("timing.js"),
            "data", Html.scriptJson(Json.compact(plots.sections(comparison.rows())))));
  }

  private static String how(TimingComparison comparison) {
    return comparison.clock() + " time, " + comparison.store() + ", seed " + comparison.seed()
        + ", version " + comparison.version() + ", commit " + comparison.commit();
  }

  private static String checks(List<Check> checks) {
    List<List<String>> rows = checks.stream()
        .map(check -> List.of(
            check.text(),
            check.holds() ? "holds" : "DOES NOT HOLD",
            TimingText.figure(check.figure()),
            TimingText.figure(check.bound())))
        .toList();
    return Html.table(List.of("check", "answer", "figure", "at most"), rows, 2);
  }
}
