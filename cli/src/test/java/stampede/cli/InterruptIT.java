package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Run;
import stampede.results.RunReader;
import stampede.testkit.ChildProcess;

/** Runs that do not reach their end. */
class InterruptIT {
  @TempDir
  private Path folder;

  @Test
  void intAfterTenSecondsExits130WithAWholeFolderThatAddsUp() throws Exception {
    assertInterrupted("INT", 130, 10);
  }

  @Test
  void termExits143WithAWholeFolderThatAddsUp() throws Exception {
    assertInterrupted("TERM", 143, 2);
  }

  @Test
  void intBeforeTheRunHasBegunLeavesAWholeFolderToo() throws Exception {
    for (String phase : List.of("populating", "warming up")) {
      Path dir = folder.resolve(phase);
      try (ChildProcess process = Stampede.start(
          folder, "run", "--keys=1000000", "--store=memory:", "--value-size=16B", "--out=" + dir)) {
        process.await(phase, () -> process.stderr().contains(phase), Stampede.LIMIT);
        process.signal("INT");
        Stampede.Result result = Stampede.await(process);
        assertEquals(130, result.exitCode(), result.stderr());
        assertFalse(result.stderr().contains("Exception"), result.stderr());
      }
      JsonNode summary = Stampede.parse(Files.readString(dir.resolve("summary.json")));
      assertEquals(30_000, summary.at("/requests/unsent").longValue());
      RunIT.assertAddsUp(summary);
      assertTrue(Files.isRegularFile(dir.resolve("report.html")));
    }
  }

  private void assertInterrupted(String signal, int exitCode, int seconds) throws Exception {
    Path dir = folder.resolve("out");
    try (ChildProcess process = start(dir)) {
      awaitIntervals(process, dir, seconds);
      process.signal(signal);
      Stampede.Result result = Stampede.await(process);
      assertEquals(exitCode, result.exitCode(), result.stderr());
      assertEquals(60_000, result.json().at("/requests/planned").longValue());
    }
    JsonNode summary = Stampede.parse(Files.readString(dir.resolve("summary.json")));
    assertEquals(60_000, summary.at("/requests/planned").longValue());
    assertTrue(summary.at("/requests/unsent").longValue() > 10_000, summary.toString());
    RunIT.assertAddsUp(summary);
    System.out.println(signal + ": exit " + exitCode + ", " + summary.get("requests"));
    assertNotNull(RunReader.read(dir).manifest().endedAt());
    assertTrue(Files.isRegularFile(dir.resolve("report.html")));
  }

  @Test
  void killLosesAtMostTheLastInterval() throws Exception {
    Path dir = folder.resolve("out");
    try (ChildProcess process = start(dir)) {
      awaitIntervals(process, dir, 4);
      process.signal("KILL");
      assertEquals(137, process.awaitExit(Stampede.LIMIT));
    }
    Run run = RunReader.read(dir);
    assertNull(run.manifest().endedAt());
    assertTrue(run.rows().size() >= 4, run.rows().size() + " intervals");
    Stampede.Result report = Stampede.run(folder, "report", dir.toString(), "--json");
    assertEquals(0, report.exitCode(), report.stderr());
    assertTrue(Files.isRegularFile(dir.resolve("report.html")));
    JsonNode requests = report.json().get("requests");
    assertTrue(requests.get("completed").longValue() > 3_000, requests.toString());
    RunIT.assertAddsUp(report.json());
    System.out.println("KILL after 4 intervals: " + run.rows().size() + " read back, " + requests);
  }

  private ChildProcess start(Path dir) {
    return Stampede.start(
        folder,
        "run",
        "--duration=60s",
        "--warmup=1s",
        "--rate=1000",
        "--store=memory:",
        "--out=" + dir,
        "--json",
        "--quiet");
  }

  /** Waits until {@code count} whole intervals of the run are on disk. */
  private static void awaitIntervals(ChildProcess process, Path dir, int count) {
    Path series = dir.resolve("series.csv");
    process.await(
        count + " intervals",
        () -> {
          try {
            return Files.exists(series) && Files.readAllLines(series).size() > count + 1;
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        Stampede.LIMIT);
  }
}
