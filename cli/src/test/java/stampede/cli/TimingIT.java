package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildProcess;

/** The command that compares ways to time an operation. */
class TimingIT {
  private static final int[] RATES = {100, 1500, 6000, 20_000};
  private static final List<String> FIGURES =
      List.of("count", "meanNanos", "p50Nanos", "p95Nanos", "p99Nanos", "maxNanos");

  @TempDir
  private Path folder;

  /** On a machine that does other things besides. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Rows by scenario, rate, operation and method. */
  private static Map<String, JsonNode> rows(JsonNode timing) {
    Map<String, JsonNode> rows = new HashMap<>();
    for (JsonNode row : timing.get("rows")) {
      String name =
          row.get("scenario").asText() + " " + row.get("ratePerSecond").asInt() + " "
              + row.get("operation").asText() + " " + row.get("method").asText();
      assertNull(rows.put(name, row), name);
    }
    return rows;
  }

  private static void assertSameFigures(JsonNode expected, JsonNode row) {
    for (String figure : FIGURES) {
      assertEquals(expected.get(figure), row.get(figure), row.toString());
    }
  }

  private static void assertHolds(JsonNode timing) {
    assertEquals("VALID", timing.get("verdict").asText(), timing.get("checks").toPrettyString());
    for (JsonNode check : timing.get("checks")) {
      assertTrue(check.get("holds").asBoolean(), check.toString());
      assertTrue(check.get("figure").asDouble() <= check.get("bound").asDouble());
    }
  }

  @Test
  void everyClaimIsInTheFile() throws IOException {
    Path dir = folder.resolve("out");
    Stampede.Result result;
    long startNanos = System.nanoTime();
    try (ChildProcess process = Stampede.start(folder, "timing", "--json", "--out=" + dir)) {
      result = Stampede.await(process, LIMIT);
    }
    System.out.println("timing: " + (System.nanoTime() - startNanos) / 1_000_000 + " ms");
    assertEquals(0, result.exitCode(), result.stderr());
    assertEquals("", result.stderr());
    assertEquals(result.stdout(), Files.readString(dir.resolve("timing.json")));
    JsonNode timing = result.json();
    assertHolds(timing);
    assertTrue(timing.get("checks").size() >= 17, timing.get("checks").toPrettyString());
    Map<String, JsonNode> rows = rows(timing);
    for (int rate : RATES) {
      for (String scenario : List.of("distinct", "re-asked")) {
        for (String operation : List.of("load", "store")) {
          assertEntryIsRightAndSlotsAreNot(rows, scenario + " " + rate + " " + operation + " ");
        }
      }
      for (String scenario : List.of("uncoalesced-uniform", "uncoalesced-zipf")) {
        JsonNode single = rows.get(scenario + " " + rate + " load single-stamp");
        assertTrue(single.get("count").asLong() >= 100_000, single.toString());
        assertTrue(single.get("theoryMaxDistance").asDouble() <= 0.01, single.toString());
      }
      String loader = "loader-only " + rate + " load ";
      assertSameFigures(rows.get(loader + "truth"), rows.get(loader + "single-stamp"));
      assertTrue(rows.get("re-asked " + rate + " join truth").get("count").asLong() > 100);
    }
  }

  private static void assertEntryIsRightAndSlotsAreNot(Map<String, JsonNode> rows, String of) {
    JsonNode truth = rows.get(of + "truth");
    assertTrue(truth.get("count").asLong() >= 100_000, truth.toString());
    assertTrue(truth.get("startsKsDistance").asDouble() <= 0.01, truth.toString());
    assertSameFigures(truth, rows.get(of + "per-entry"));
    JsonNode handle = rows.get(of + "shared-handle");
    assertTrue(handle.get("theoryMaxDistance").asDouble() <= 0.01, handle.toString());
    assertTrue(handle.get("p99Nanos").asLong() < truth.get("p99Nanos").asLong() / 2);
    if (of.startsWith("distinct")) {
      assertSameFigures(truth, rows.get(of + "single-stamp"));
    } else {
      assertTrue(rows.get(of + "single-stamp").get("meanNanos").asLong()
          < truth.get("meanNanos").asLong());
    }
  }

  @Test
  void aSeedGivesTheSameFilesAgainAndAnotherSeedOthers() throws IOException {
    Set<String> texts = new TreeSet<>();
    for (String seed : List.of("7", "7", "8")) {
      Path dir = folder.resolve("out" + texts.size() + seed);
      Stampede.Result result = Stampede.run(
          folder,
          "timing",
          "--rates=50,3000.5",
          "--operations=2000",
          "--seed=" + seed,
          "--out=" + dir);
      assertEquals(0, result.exitCode(), result.stdout());
      assertTrue(result.stdout().contains("3000.5"), result.stdout());
      texts.add(Files.readString(dir.resolve("timing.json"))
          + Files.readString(dir.resolve("timing.html")));
      delete(dir);
    }
    assertEquals(2, texts.size());
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(dir);
  }

  @Test
  void onTheWallClockTheSlotsAreBoundedAndTheDistancesAreTold() {
    for (String store : List.of("sim:?latency=lognormal,p50=1ms,p99=20ms", "sqlite:real.db")) {
      Path dir = folder.resolve(store.substring(0, 3));
      Stampede.Result result = Stampede.run(
          folder,
          "timing",
          "--real",
          "--rates=200,2000",
          "--duration=1s",
          "--store=" + store,
          "--json",
          "--out=" + dir);
      assertEquals(0, result.exitCode(), result.stdout() + result.stderr());
      JsonNode timing = result.json();
      assertEquals("real", timing.get("clock").asText());
      assertHolds(timing);
      JsonNode row = rows(timing).get("distinct 2000 load shared-handle");
      assertEquals(2000, row.get("count").asLong());
      System.out.println(store + ": distance to the law " + row.get("theoryMaxDistance")
          + ", of the starts " + row.get("startsKsDistance"));
      assertTrue(row.get("theoryMaxDistance").isNumber(), row.toString());
      assertTrue(row.get("startsKsDistance").asDouble() < 1, row.toString());
    }
  }

  @Test
  void aBrowserDrawsItsPlotsWithoutAnErrorOrARequest() {
    Path dir = folder.resolve("out");
    Stampede.Result result = Stampede.run(folder, "timing", "--operations=2000", "--out=" + dir);
    assertEquals(0, result.exitCode(), result.stdout());
    // Four rates of four scenarios, four figures of each scenario, four rates of two scatters.
    assertEquals(16 + 16 + 8, Browser.charts(folder, dir.resolve("timing.html")));
  }
}
