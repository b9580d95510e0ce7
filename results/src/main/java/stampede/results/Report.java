package stampede.results;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A run as one HTML file that needs nothing else: no network, no file beside it. */
public final class Report {
  static final String FILE = "report.html";

  private Report() {}

  /**
   * Writes {@code report.html} into the run's folder.
   *
   * @return its path
   * @throws UncheckedIOException where it cannot be written
   */
  public static Path write(Run run) {
    Path file = run.dir().resolve(FILE);
    AtomicFile.write(file, html(run));
    return file;
  }

  /** The whole document. */
  public static String html(Run run) {
    Summary summary = run.summarized();
    Manifest manifest = run.manifest();
    Map<String, String> parts = new HashMap<>(Map.of(
        "runId", Html.escape(manifest.runId()),
        "verdict", summary.verdict().toString(),
        "reasons", reasons(summary.reasons()),
        "accounts",
            Html.escape(
                closed(summary, manifest.ofJobs()) + SummaryText.accounts(summary.requests())),
        "summary",
            Html.table(
                SummaryTable.WIDE.header(), SummaryTable.WIDE.rows(summary), SummaryTable.WORDS),
        "footnote", Html.escape(SummaryTable.FOOTNOTE),
        "details",
            slos(summary.slo())
                + checks(summary.checks())
                + calibration(manifest)
                + facts(manifest, summary),
        "style", Page.style(),
        "script", Page.script("report.js"),
        "data", Html.scriptJson(Json.compact(ReportCharts.of(run, summary.requestClock())))));
    parts.put("jobs", JobsPage.html(run.jobs()));
    return Page.fill("report.html", parts);
  }

  private static String closed(Summary summary, boolean jobs) {
    Integer users = summary.closed();
    return users == null ? "" : SummaryText.closed(users, jobs) + " ";
  }

  private static String reasons(List<String> reasons) {
    return reasons.isEmpty()
        ? ""
        : reasons.stream()
            .map(reason -> "<li>" + Html.escape(reason) + "</li>")
            .collect(Collectors.joining("\n", "<ul class=\"reasons\">", "</ul>"));
  }

  private static String slos(List<Slo.Result> slos) {
    if (slos.isEmpty()) {
      return "";
    }
    List<List<String>> rows = slos.stream().map(Report::slo).toList();
    return "<h2>Objectives</h2>" + Html.table(List.of("objective", "answer", "value"), rows, 2);
  }

  private static List<String> slo(Slo.Result slo) {
    Long nanos = slo.valueNanos();
    return List.of(slo.text(), slo.verdict().word(), nanos == null ? "-" : Units.nanos(nanos));
  }

  private static String checks(List<Summary.Check> checks) {
    List<List<String>> rows = checks.stream()
        .map(check -> List.of(
            check.name(),
            Objects.requireNonNullElse(check.measured(), "not measured"),
            check.suspectAt(),
            check.invalidAt(),
            check.measured() == null ? "" : check.verdict().toString()))
        .toList();
    return "<h2>What the verdict rests on</h2>"
        + Html.table(List.of("check", "measured", "SUSPECT", "INVALID", "verdict"), rows, 5);
  }

  private static String calibration(Manifest manifest) {
    Calibration calibration = manifest.calibration();
    return calibration == null
        ? ""
        : "<h2>What the machine can measure</h2><p>" + Html.escape(calibration.line()) + "</p>"
            + Html.table(Calibration.HEADER, calibration.rows(), 1);
  }

  private static String facts(Manifest manifest, Summary summary) {
    var environment = manifest.environment();
    List<List<String>> run = new ArrayList<>();
    run.add(List.of("run", manifest.runId()));
    run.add(List.of("started", manifest.startedAt().toString()));
    run.add(List.of("ended", Objects.toString(manifest.endedAt(), "not recorded")));
    run.add(List.of("version", manifest.version() + ", commit " + manifest.commit()));
    run.add(
        List.of("shard", manifest.shard().index() + " of " + manifest.shard().count()));
    run.add(List.of(
        "machine",
        environment.os() + ", " + environment.cpu() + ", " + environment.cores() + " cores"));
    run.add(List.of("JVM", environment.jvm() + " " + String.join(" ", environment.flags())));
    run.add(List.of("clock", environment.clockNanos() + " ns a reading"));
    Long dirtyBytes = summary.finish().dirtyBytes();
    Long flushNanos = summary.finish().flushNanos();
    if (dirtyBytes != null && flushNanos != null) {
      run.add(
          List.of("last flush", Units.bytes(dirtyBytes) + " dirty, " + Units.nanos(flushNanos)));
    }
    return "<div class=\"facts\"><section><h2>The run</h2>"
        + Html.table(List.of("fact", "value"), run, 2)
        + "</section><section><h2>Scenario</h2>" + pairs("setting", manifest.scenario())
        + pairs("seed", manifest.seeds())
        + "</section><section><h2>Counters</h2>" + counters(summary) + "</section></div>";
  }

  private static String counters(Summary summary) {
    Summary.Statsd statsd = summary.statsd();
    String shipped = statsd == null
        ? "<p>Nothing was shipped to StatsD.</p>"
        : Html.table(
            List.of("StatsD", "count"),
            List.of(
                List.of("backing timings recorded", Units.count(statsd.recorded())),
                List.of("shipped", Units.count(statsd.shipped())),
                List.of("dropped: ring full", Units.count(statsd.dropped().ringFull())),
                List.of("dropped: send error", Units.count(statsd.dropped().sendError())),
                List.of("dropped: closed", Units.count(statsd.dropped().closed())),
                List.of("dropped: sampled", Units.count(statsd.dropped().sampled())),
                List.of("dropped: out of range", Units.count(statsd.dropped().outOfRange())),
                List.of("dropped: registry", Units.count(statsd.dropped().registry())),
                List.of("requests recorded", Units.count(statsd.requests().recorded())),
                List.of("requests shipped", Units.count(statsd.requests().shipped())),
                List.of("times in states recorded", Units.count(statsd.states().recorded())),
                List.of("times in states shipped", Units.count(statsd.states().shipped())),
                List.of("samples of states taken", Units.count(statsd.samples().taken())),
                List.of(
                    "samples of states dropped", Units.count(statsd.samples().dropped())),
                List.of("lines of all kinds", Units.count(statsd.lines())),
                List.of("datagrams", Units.count(statsd.packets())),
                List.of("refused by the host", Units.count(statsd.refusals()))),
            1);
    Map<String, Long> cache = summary.cache();
    return (cache == null ? "" : pairs("cache", cache)) + shipped;
  }

  private static String pairs(String name, Map<String, ?> pairs) {
    List<List<String>> rows = pairs.entrySet().stream()
        .map(pair -> List.of(pair.getKey(), pair.getValue().toString()))
        .toList();
    return Html.table(List.of(name, "value"), rows, 2);
  }
}
