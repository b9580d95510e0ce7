package stampede.results.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stampede.results.Html;
import stampede.results.Json;
import stampede.results.Manifest.Environment;
import stampede.results.Page;

/** A verdict as one HTML file that needs nothing else. */
final class CheckPage {
  private CheckPage() {}

  /** The whole document. */
  static String html(GateVerdict verdict) {
    return Page.fill(
        "check.html",
        Map.ofEntries(
            Map.entry("checkId", Html.escape(verdict.checkId())),
            Map.entry("verdict", verdict.verdict().toString()),
            Map.entry("sentence", Html.escape(withoutVerdict(verdict))),
            Map.entry("reasons", list(CheckTable.moreReasons(verdict))),
            Map.entry(
                "checks",
                Html.table(CheckTable.HEADER, CheckTable.rows(verdict), CheckTable.WORDS)),
            Map.entry("footnote", Html.escape(CheckTable.FOOTNOTE)),
            Map.entry("why", Html.table(List.of("check", "reason"), reasons(verdict), 2)),
            Map.entry("notes", list(CheckTable.notes(verdict))),
            Map.entry("provenance", provenance(verdict)),
            Map.entry("style", Page.style()),
            Map.entry("script", Page.script("check.js")),
            Map.entry("data", Html.scriptJson(Json.compact(new CheckPlots(verdict).sections())))));
  }

  private static String withoutVerdict(GateVerdict verdict) {
    String prefix = verdict.verdict() + ": ";
    String sentence = verdict.sentence();
    return sentence.startsWith(prefix) ? sentence.substring(prefix.length()) : sentence;
  }

  private static String list(List<String> lines) {
    return lines.isEmpty()
        ? ""
        : lines.stream()
            .map(line -> "<li>" + Html.escape(line) + "</li>")
            .collect(Collectors.joining("\n", "<ul class=\"reasons\">", "</ul>"));
  }

  private static List<List<String>> reasons(GateVerdict verdict) {
    List<List<String>> rows = new ArrayList<>();
    for (GateVerdict.Entry entry : verdict.checks()) {
      String waivedBy = entry.waivedBy();
      rows.add(
          List.of(entry.id(), entry.reason() + (waivedBy == null ? "" : "; waived: " + waivedBy)));
    }
    return rows;
  }

  private static String provenance(GateVerdict verdict) {
    List<List<String>> settings = verdict.settings().entrySet().stream()
        .map(setting -> List.of(setting.getKey(), setting.getValue()))
        .toList();
    return "<div class=\"facts\"><section><h2>Base</h2>" + arm(verdict.base())
        + "</section><section><h2>Candidate</h2>" + arm(verdict.candidate())
        + "</section><section><h2>The machine</h2>"
        + Html.table(List.of("fact", "value"), machine(verdict, verdict.environment()), 2)
        + "</section><section><h2>Traffic</h2>"
        + Html.table(List.of("setting", "value"), settings, 2)
        + "</section></div><details><summary>The check's files</summary>"
        + files(verdict.files()) + "</details>";
  }

  private static String arm(CheckRecord.ArmText arm) {
    return "<p><code>" + Html.escape(arm.text()) + "</code></p>" + files(arm.files());
  }

  private static String files(List<CheckRecord.FileHash> files) {
    List<List<String>> rows =
        files.stream().map(file -> List.of(file.name(), file.sha256())).toList();
    return Html.table(List.of("file", "SHA-256"), rows, 2);
  }

  private static List<List<String>> machine(
      GateVerdict verdict, @Nullable Environment environment) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("version", verdict.version() + ", commit " + verdict.commit()));
    if (environment != null) {
      rows.add(List.of(
          "machine",
          environment.os() + ", " + environment.cpu() + ", " + environment.cores() + " cores"));
      rows.add(List.of("JVM", environment.jvm() + " " + String.join(" ", environment.flags())));
      rows.add(List.of("clock", environment.clockNanos() + " ns a reading"));
    }
    return rows;
  }
}
