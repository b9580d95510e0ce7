package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  @TempDir
  Path temporary;

  private Run run(int seconds) {
    var writer = RunWriter.create(
        temporary.resolve("run"),
        Fixtures.manifest(Fixtures.planned(seconds)),
        interval -> Fixtures.METERS);
    Fixtures.intervals(seconds).forEach(writer::accept);
    return writer.finish(
        Fixtures.facts(Fixtures.planned(seconds)),
        Fixtures.quiet(),
        Fixtures.STARTED.plusSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10})
  void theDocumentLoadsNothing(int seconds) {
    String html = Report.html(run(seconds));
    for (String load : new String[] {
      "\\ssrc\\s*=",
      "\\shref\\s*=",
      "<link",
      "<img",
      "<iframe",
      "@import",
      "url\\(",
      "fetch\\(",
      "XMLHttpRequest",
      "WebSocket",
      "import\\(",
      "sendBeacon"
    }) {
      assertFalse(Pattern.compile(load).matcher(html).find(), load);
    }
    assertTrue(html.contains("Content-Security-Policy"));
    assertTrue(html.contains("default-src 'none'"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10})
  void everyPlaceIsFilledAndScriptsAreWhole(int seconds) {
    String html = Report.html(run(seconds));
    assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(html).find());
    assertEquals(2, html.split("<script", -1).length - 1);
    assertEquals(2, html.split("</script>", -1).length - 1);
    assertTrue(html.endsWith("</html>\n"));
  }

  @Test
  void whatWasShippedIsCounted() {
    String html = Report.html(run(1));
    for (String row : new String[] {
      "<td>times in states recorded</td><td class=\"figure\">40</td>",
      "<td>times in states shipped</td><td class=\"figure\">39</td>",
      "<td>samples of states taken</td><td class=\"figure\">20</td>",
      "<td>samples of states dropped</td><td class=\"figure\">1</td>"
    }) {
      assertTrue(html.contains(row), row);
    }
  }

  @Test
  void theOriginalsPlotsAreThereForLoadsAndForStores() {
    String html = Report.html(run(3));
    for (String operation : new String[] {"loads", "stores"}) {
      for (String plot : new String[] {"percentiles", "mean and median", "count", "max", "min"}) {
        assertTrue(html.contains("\"title\":\"Backing " + operation + ": " + plot + "\""), plot);
      }
      assertTrue(html.contains("\"title\":\"Response time of all " + operation + "\""));
    }
    for (String line : new String[] {"p50", "p75", "p95", "p98", "p99", "p99.9", "median"}) {
      assertTrue(html.contains("\"label\":\"" + line + "\""), line);
    }
  }

  @Test
  void factsVerdictAndThresholdsArePrinted() {
    String html = Report.html(run(10));
    for (String text : new String[] {
      "20260921T131320Z-00ff",
      "class=\"verdict VALID\"",
      "10,000 planned = 10,000 completed",
      "load.p99&lt;50ms",
      "CPU time stolen",
      "&gt; 5.000 %",
      "a cpu",
      "MIT License",
    }) {
      assertTrue(html.contains(text), text);
    }
  }

  @Test
  void textOfTheRunCannotBecomeMarkup() {
    Run run = run(1);
    Manifest manifest = run.manifest();
    var hostile = new Manifest(
        1,
        "</script><script>alert(1)</script>{{data}}",
        manifest.version(),
        "<b>",
        manifest.startedAt(),
        null,
        java.util.Map.of("store", "x'\"<i>"),
        manifest.seeds(),
        manifest.shard(),
        null,
        manifest.environment(),
        manifest.calibration(),
        null);
    String html = Report.html(run.with(hostile, run.summarized()));
    assertFalse(html.contains("alert(1)</script>"));
    assertFalse(html.contains("<b>"));
    assertFalse(html.contains("<i>"));
    assertEquals("\\u003c/script>\\u2028", Html.scriptJson("</script>\u2028"));
  }

  @Test
  void aKilledRunsReportSaysSo() throws IOException {
    Path dir = temporary.resolve("killed");
    var writer = RunWriter.create(dir, Fixtures.manifest(90_000L), i -> Fixtures.METERS);
    Fixtures.intervals(3).forEach(writer::accept);
    Path file = Report.write(RunReader.read(dir));
    String html = Files.readString(file);
    assertTrue(html.contains("the process ended before the run did"));
    assertTrue(html.contains("87,000 unsent"));
    assertTrue(html.contains("not measured"));
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(4, files.count());
    }
  }

  @Test
  void aRunOfJobsShowsItsFiguresAndItsStatesFirst() {
    String html =
        Report.html(JobsFixture.run(temporary.resolve("run"), JobsFixture.facts(0, 0, false)));
    for (String text : new String[] {
      "<h2>Jobs</h2>",
      "throughput: 160.0 job/s (script: 153.8 job/s)",
      "seen by none of 120 samples",
      "closed loop of jobs, operations in flight: at most 64",
      "job states counted right",
      "\"title\":\"priority vs depend\"",
      "\"title\":\"new: entered per second\"",
    }) {
      assertTrue(html.contains(text), text);
    }
    assertTrue(html.indexOf("\"id\":\"states\"") < html.indexOf("\"id\":\"loads\""));
    assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(html).find());
  }

  @Test
  void aKilledRunOfJobsHasItsPlotsAndNoFigures() {
    Path dir = temporary.resolve("killed");
    var writer = RunWriter.create(dir, JobsFixture.manifest(), i -> Fixtures.METERS);
    Fixtures.intervals(3).forEach(writer::accept);
    JobsFixture.write(JobsFixture.writer(dir));
    String html = Report.html(RunReader.read(dir));
    assertTrue(html.contains("\"title\":\"sched vs inactive\""));
    assertFalse(html.contains("<h2>Jobs</h2>"));
    assertFalse(html.contains("job states counted right"));
  }

  @Test
  void aRunWithoutJobsShowsNone() {
    String html = Report.html(run(3));
    assertFalse(html.contains("<h2>Jobs</h2>"));
    assertFalse(html.contains("\"id\":\"states\""));
    assertTrue(html.contains("\"title\":\"Loads over time\",\"id\":\"loads\""));
  }
}
