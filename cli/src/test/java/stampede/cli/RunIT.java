package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Run;
import stampede.results.RunReader;
import stampede.testkit.StatsdListener;

/** The main job, end to end, on the built program. */
class RunIT {
  private static final List<String> OTHERS =
      List.of("completed", "failed", "timeout", "expired", "shed", "open", "unsent");

  @TempDir
  private Path folder;

  /** Planned is the sum of the others. */
  static void assertAddsUp(JsonNode summary) {
    JsonNode requests = summary.get("requests");
    long sum = OTHERS.stream().mapToLong(name -> requests.get(name).longValue()).sum();
    assertEquals(requests.get("planned").longValue(), sum, requests.toString());
  }

  /** Of this store's loads 3.7 % take more than 20 ms. */
  @Test
  void whatPassesItsDeadlineIsExpiredAndStandsAboveWhatWasAnswered() {
    Stampede.Result result = Stampede.run(
        folder,
        "run",
        "--duration",
        "3s",
        "--warmup",
        "0s",
        "--keys",
        "2000",
        "--zipf",
        "0",
        "--loads",
        "1",
        "--clean-bytes-max",
        "0B",
        "--deadline",
        "20ms",
        "--json",
        "--store",
        "sim:?latency=lognormal,p50=2ms,p99=40ms");
    JsonNode summary = result.json();
    assertAddsUp(summary);
    long expired = summary.at("/requests/expired").longValue();
    System.out.println("deadline 20 ms: " + summary.get("requests"));
    assertTrue(expired > 30, summary.get("requests").toString());
    assertEquals(0, summary.at("/requests/timeout").longValue());
    JsonNode loads = summary.at("/totals/0");
    assertEquals("response", loads.get("clock").textValue());
    assertTrue(loads.get("atLeast").toString().contains("p99Nanos"), loads.toString());
    assertTrue(loads.get("maxNanos").longValue() <= 20_020_000, loads.toString());
  }

  @Test
  void aRunAccountsForEveryPlannedRequestAndLeavesAWholeFolder() {
    Stampede.Result result = Stampede.run(
        folder,
        "run",
        "--duration",
        "10s",
        "--warmup",
        "5s",
        "--rate",
        "2000",
        "--json",
        "--slo",
        "load.p50<10s");
    JsonNode summary = result.json();
    Stampede.assertRan(result, summary);
    assertEquals(20_000, summary.at("/requests/planned").longValue());
    assertEquals(0, summary.at("/requests/failed").longValue());
    assertAddsUp(summary);
    assertEquals("pass", summary.at("/slo/0/verdict").textValue());

    Path dir = folder.resolve(summary.get("runDir").textValue());
    for (String file : List.of(
        "manifest.json",
        "latency.hlog",
        "series.csv",
        "summary.json",
        "report.html",
        "slo.junit.xml",
        "summary.md")) {
      assertTrue(Files.isRegularFile(dir.resolve(file)), file);
    }
    assertFalse(Files.exists(dir.resolve("store.sqlite")), "the run's own store outlives it");
    Run run = RunReader.read(dir);
    assertNotEquals(null, run.manifest().endedAt());
    assertTrue(run.rows().size() >= 10, run.rows().size() + " intervals");
    for (int i = 1; i < run.rows().size(); i++) {
      assertEquals(0, run.rows().get(i).startMillis() % 1000, "an edge off the whole wall second");
    }
    long completed = run.rows().stream().mapToLong(row -> row.completed()).sum();
    assertEquals(summary.at("/requests/completed").longValue(), completed);
    assertMeasured(summary);
    assertTrue(
        run.rows().stream().allMatch(row -> row.meters().hiccupMaxNanos() >= 0),
        "each interval has its longest hiccup");
    System.out.println("accounts: " + summary.get("requests") + ", " + summary.get("verdict"));
  }

  /** Of a run on Linux nothing that the verdict looks at is left unmeasured. */
  private static void assertMeasured(JsonNode summary) {
    List<String> unmeasured = new ArrayList<>();
    for (JsonNode check : summary.get("checks")) {
      if (check.get("measured").isNull()) {
        unmeasured.add(check.get("name").textValue());
      } else if (check.get("name").textValue().startsWith("hiccups")) {
        assertTrue(
            check.get("measured").textValue().contains(", in an idle JVM "), check::toString);
      }
    }
    if (Files.isReadable(Path.of("/proc/stat"))) {
      assertEquals(List.of(), unmeasured);
    }
  }

  @Test
  void statsdReceivesEveryLineThatWasShippedAndNoneThatIsMalformed() {
    try (StatsdListener statsd = StatsdListener.open()) {
      Stampede.Result result = Stampede.run(
          folder,
          "run",
          "--duration=10s",
          "--rate=5000",
          "--warmup=5s",
          "--store=memory:",
          "--json",
          "--quiet",
          "--statsd=" + statsd.hostPort());
      Stampede.assertRan(result, result.json());
      assertTrue(
          result
              .stderr()
              .lines()
              .findFirst()
              .orElse("")
              .contains(statsd.hostPort() + " under flux.0"),
          result.stderr());
      JsonNode shipped = result.json().get("statsd");
      long lines = shipped.get("shipped").longValue();
      assertTrue(lines > 5_000, shipped.toString());
      assertTrue(statsd.awaitLines(shipped.get("lines").longValue(), Stampede.LIMIT));
      assertTrue(statsd.awaitQuiet(Duration.ofMillis(500), Stampede.LIMIT));
      assertEquals(
          lines, statsd.timings(".content-cache.load") + statsd.timings(".content-cache.store"));
      assertEquals(shipped.get("lines").longValue(), statsd.lines());
      assertEquals(List.of(), statsd.badLines());
      assertEquals(0, statsd.signedGauges());
      assertEquals(shipped.get("packets").longValue(), statsd.datagrams());
      System.out.println("statsd: shipped and received " + lines + " timings; " + shipped);
      assertEquals(shipped.get("recorded").longValue(), lines + droppedOf(shipped));
    }
  }

  private static long droppedOf(JsonNode timings) {
    long dropped = 0;
    for (JsonNode reason : timings.get("dropped")) {
      dropped += reason.longValue();
    }
    return dropped;
  }

  @Test
  void aScenarioFileIsOverriddenByOptionsAndPrintsBackWhatIsInEffect() throws Exception {
    Path yaml = Files.writeString(folder.resolve("small.yaml"), "rate: 50\nduration: 2s\n");
    Stampede.Result printed =
        Stampede.run(folder, "run", yaml.toString(), "--rate", "70", "--print-scenario");
    assertEquals(0, printed.exitCode(), printed.stderr());
    assertTrue(printed.stdout().contains("rate: 70"), printed.stdout());
    assertTrue(printed.stdout().contains("duration: 2s"), printed.stdout());
    Path again = Files.writeString(folder.resolve("again.yaml"), printed.stdout());
    assertEquals(
        printed.stdout(),
        Stampede.run(folder, "run", again.toString(), "--print-scenario").stdout());
  }
}
