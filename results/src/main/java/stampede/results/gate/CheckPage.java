package stampede.results.gate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stampede.results.Html;
import stampede.results.Page;

/** A verdict as one HTML file that needs nothing else. */
final class CheckPage {
  private CheckPage() {}

  /** The whole document. */
  static String html(GateVerdict verdict) {
    return Page.fill(
        "check.html",
        Map.of(
            "verdict", verdict.verdict().toString(),
            "sentence", Html.escape(verdict.sentence()),
            "reasons", list(verdict.reasons()),
            "checks", Html.table(CheckTable.HEADER, CheckTable.rows(verdict), CheckTable.WORDS),
            "footnote", Html.escape(CheckTable.FOOTNOTE),
            "notes", list(CheckTable.notes(verdict)),
            "style", Page.style()));
  }

  private static String list(List<String> lines) {
    return lines.stream()
        .map(line -> "<li>" + Html.escape(line) + "</li>")
        .collect(Collectors.joining("\n", "<ul class=\"reasons\">", "</ul>"));
  }
}
