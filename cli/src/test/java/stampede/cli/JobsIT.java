package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildProcess;

/** The throughput test. */
class JobsIT {
  private static final Set<String> UNSEEN = Set.of("depend", "priority");
  private static final Set<String> FILES = Set.of(
      "manifest.json",
      "latency.hlog",
      "series.csv",
      "summary.json",
      "report.html",
      "jobs.json",
      "states.csv",
      "dwell.hlog");

  @TempDir
  private Path folder;

  private Stampede.Result jobs(Path dir, String... more) {
    List<String> arguments = new ArrayList<>(List.of("jobs", "--quiet", "--out=" + dir));
    arguments.addAll(List.of(more));
    Stampede.Result result = Stampede.run(folder, arguments.toArray(String[]::new));
    Stampede.assertRan(result, Stampede.summary(dir));
    assertEquals("", result.stderr());
    return result;
  }

  @Test
  void countersAndTimersHaveEveryStateAndGaugesNoneThatTakesNoTurn() throws IOException {
    Path dir = folder.resolve("out");
    JsonNode jobs = jobs(dir, "--jobs=10000", "--json").json();

    assertEquals(0, jobs.get("violations").asLong());
    assertEquals(0, jobs.get("unfinished").asLong());
    assertEquals(60_000, jobs.get("transitions").asLong());
    assertEquals(12, jobs.get("storesPerLoad").asDouble(), 0.01);
    assertEquals(7, jobs.get("states").size());
    for (JsonNode state : jobs.get("states")) {
      assertEquals(10_000, state.get("entered").asLong(), state.toString());
      assertEquals(10_000, state.get("timed").asLong(), state.toString());
      assertTrue(state.at("/dwell/maxNanos").asLong() > 0, state.toString());
      boolean unseen = UNSEEN.contains(state.get("state").asText());
      assertEquals(unseen, state.get("sampledMax").asLong() == 0, state.toString());
      assertTrue(state.get("trueMax").asLong() > 0, state.toString());
    }
    assertEquals(3, jobs.get("gauges").size(), "25 ms, 100 ms and 1 s");
    for (JsonNode gauge : jobs.get("gauges")) {
      for (JsonNode state : gauge.get("states")) {
        boolean unseen = UNSEEN.contains(state.get("state").asText());
        assertTrue(!unseen || state.get("nonZero").asLong() == 0, gauge.toString());
      }
    }
    try (var files = Files.list(dir)) {
      assertEquals(
          FILES,
          Set.copyOf(files.map(file -> file.getFileName().toString()).toList()),
          "and no store");
    }
    String sentence = "depend, priority: entered 10,000 times each, seen by none of ";
    assertTrue(Files.readString(dir.resolve("report.html")).contains(sentence));
    JsonNode first = jobs.get("gauges").get(0);
    System.out.println("jobs: " + Math.round(jobs.get("jobsPerSecond").asDouble()) + "/s, "
        + jobs.get("transitions") + " transitions, violations " + jobs.get("violations")
        + ", each state entered and timed 10,000 times, depend and priority seen by 0 of "
        + first.get("samples") + " samples at 25 ms");
  }

  @Test
  void theOriginalsFiveLinesComeFirst() {
    Path dir = folder.resolve("out");
    List<String> lines = jobs(dir, "--jobs=500").stdout().lines().toList();
    assertEquals("number of jobs: 500", lines.get(0));
    assertTrue(lines.get(1).matches("submit time: [\\d.]+ s \\([\\d.]+ job/s\\)"), lines.get(1));
    assertTrue(lines.get(2).matches("script runtime: [\\d.]+ s"), lines.get(2));
    assertTrue(lines.get(3).matches("job runtime: [\\d.]+ s"), lines.get(3));
    String rates = "throughput: [\\d.]+ job/s \\(script: [\\d.]+ job/s\\)";
    assertTrue(lines.get(4).matches(rates), lines.get(4));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("load ")), lines.toString());
  }

  @Test
  void anOpenLoopSubmitsAtItsRateAndTimesJobsFromWhenTheyWereDue() {
    Path dir = folder.resolve("out");
    JsonNode jobs = jobs(
            dir, "--jobs=750", "--rate=500", "--arrivals=constant", "--json", "--warmup=500")
        .json();
    assertTrue(jobs.get("submitSeconds").asDouble() >= 1.49, jobs.toString());
    assertEquals(750, jobs.at("/whole/count").asLong());
    assertTrue(
        jobs.at("/whole/p50Nanos").asLong() >= 1_000_000, jobs.at("/whole").toString());
  }

  @Test
  void disturbedJobsAreCountedRightToo() {
    JsonNode jobs = jobs(
            folder.resolve("out"),
            "--jobs=2000",
            "--rejected=0.1",
            "--cancelled=0.1",
            "--urgent=0.1",
            "--dependent=0.1",
            "--inactive-max=100",
            "--plugin-after=1000",
            "--meters=gauges,counters,timers",
            "--json")
        .json();
    assertEquals(0, jobs.get("violations").asLong());
    assertEquals(0, jobs.get("unfinished").asLong());
    for (String count : List.of("rejected", "cancelled", "reprioritized", "purged")) {
      assertTrue(jobs.get(count).asLong() > 100, count + " in " + jobs);
    }
  }

  @Test
  void whatCountsWrongOnPurposeIsSuspectAndSaysSo() {
    for (String plugin : List.of("week5", "naive")) {
      Path dir = folder.resolve(plugin);
      Stampede.Result result =
          jobs(dir, "--jobs=2000", "--inactive-max=1500", "--plugin=" + plugin, "--json");
      assertTrue(result.json().get("violations").asLong() > 0, plugin);
      assertTrue(result.json().get("reasons").toString().contains(plugin), result.stdout());
    }
    Path dir = folder.resolve("strict");
    Stampede.Result strict = Stampede.run(
        folder,
        "jobs",
        "--jobs=100",
        "--warmup=0",
        "--plugin=week5",
        "--strict",
        "--quiet",
        "--out=" + dir);
    assertTrue(strict.exitCode() == 3 || strict.exitCode() == 4, strict.stderr());
    String verdict = Stampede.summary(dir).get("verdict").asText();
    assertEquals(strict.exitCode() == 3 ? "SUSPECT" : "INVALID", verdict);
  }

  @Test
  void withoutMetersThereIsNoSample() {
    JsonNode jobs =
        jobs(folder.resolve("out"), "--jobs=200", "--meters=none", "--json").json();
    assertEquals(0, jobs.at("/gauges/0/samples").asLong());
    assertTrue(jobs.at("/states/4/entered").isNull(), jobs.toString());
    assertTrue(jobs.at("/states/4/timed").isNull(), jobs.toString());
    assertEquals(1_200, jobs.get("transitions").asLong());
  }

  @Test
  void aLoadOfRefusedJobsEndsToo() {
    JsonNode jobs =
        jobs(folder.resolve("out"), "--jobs=200", "--rejected=1", "--json").json();
    assertEquals(200, jobs.get("rejected").asLong());
    assertEquals(0, jobs.get("unfinished").asLong());
    assertEquals(0, jobs.get("jobsPerSecond").asDouble());
    assertEquals(0, jobs.get("violations").asLong());
  }

  /** A store that never stores: what waits for it is open, and has its age. */
  @Test
  void anInterruptOverAStoreThatFailsCountsWhatWaitsForIt() {
    Path dir = folder.resolve("out");
    try (ChildProcess process = Stampede.start(
        folder,
        "jobs",
        "--jobs=3000",
        "--dirty-bytes-max=1MiB",
        "--store=sim:?errors=1",
        "--out=" + dir)) {
      process.await("an interval", () -> process.stderr().contains("jobs over"), Stampede.LIMIT);
      process.signal("TERM");
      Stampede.Result result = Stampede.await(process);
      assertEquals(143, result.exitCode(), result.stderr());
      assertFalse(result.stderr().contains("Exception"), result.stderr());
    }
    JsonNode summary = Stampede.summary(dir);
    assertTrue(
        summary.at("/requests/open").asLong() > 0, summary.get("requests").toString());
  }

  @Test
  void anInterruptOfTheWarmUpBeginsNoJob() {
    Path dir = folder.resolve("out");
    try (ChildProcess process = Stampede.start(
        folder, "jobs", "--jobs=100", "--warmup=10000000", "--json", "--out=" + dir)) {
      process.await("the warm-up", () -> process.stderr().contains("warming up"), Stampede.LIMIT);
      process.signal("INT");
      Stampede.Result result = Stampede.await(process);
      assertEquals(130, result.exitCode(), result.stderr());
      assertEquals(100, result.json().get("unfinished").asLong(), result.stdout());
      assertEquals(0, result.json().get("submitted").asLong(), result.stdout());
    }
  }

  @Test
  void anInterruptLeavesAWholeFolderAndSaysWhatIsUnfinished() throws IOException {
    Path dir = folder.resolve("out");
    try (ChildProcess process =
        Stampede.start(folder, "jobs", "--jobs=10000", "--rate=100", "--json", "--out=" + dir)) {
      process.await("an interval", () -> process.stderr().contains("jobs over"), Stampede.LIMIT);
      process.signal("INT");
      Stampede.Result result = Stampede.await(process);
      assertEquals(130, result.exitCode(), result.stderr());
      assertFalse(result.stderr().contains("Exception"), result.stderr());
      JsonNode jobs = result.json();
      assertTrue(jobs.get("unfinished").asLong() > 9_000, result.stdout());
      assertTrue(jobs.get("submitted").asLong() < 1_000, result.stdout());
      assertEquals(0, jobs.get("violations").asLong());
      long over = 10_000 - jobs.get("unfinished").asLong();
      assertEquals(
          over, jobs.get("jobsPerSecond").asDouble() * jobs.get("jobSeconds").asDouble(), 0.01);
    }
    try (var files = Files.list(dir)) {
      assertEquals(FILES.size(), files.count());
    }
  }

  @Test
  void aBrowserDrawsTheOriginalsPlotsAndAReportIsMadeAgain() throws IOException {
    Path dir = folder.resolve("out");
    jobs(dir, "--jobs=2000");
    String page = Files.readString(dir.resolve("report.html"));
    for (String plot : List.of("sched vs inactive", "cleanup vs run", "priority vs depend")) {
      assertTrue(page.contains(plot), plot);
    }
    Files.delete(dir.resolve("report.html"));
    assertEquals(0, Stampede.run(folder, "report", dir.toString()).exitCode());
    assertEquals(page, Files.readString(dir.resolve("report.html")));
    int charts = Browser.charts(folder, dir.resolve("report.html"));
    assertTrue(charts >= 12, "charts: " + charts);
  }
}
