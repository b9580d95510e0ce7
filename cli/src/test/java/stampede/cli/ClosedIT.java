package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.cli.Stampede.Result;

class ClosedIT {
  private static final String LABEL = "closed loop, users: 4. Service times";

  @TempDir
  private Path folder;

  /** With 4 users and a store that takes 10 ms, at most 400 misses a second. */
  @Test
  void aClosedLoopIsLabelledAndHasNeitherAPlanNorAResponseTime() throws IOException {
    Result run = Stampede.run(
        folder,
        "run",
        "--closed",
        "4",
        "--duration",
        "3s",
        "--warmup",
        "1s",
        "--keys",
        "5000",
        "--zipf",
        "0",
        "--loads",
        "1",
        "--clean-bytes-max",
        "0B",
        "--store",
        "sim:?latency=constant,value=10ms",
        "--out",
        "run");
    assertTrue(run.exitCode() == 0 || run.exitCode() == 4, run.stderr());
    assertTrue(run.stdout().startsWith(LABEL), run.stdout());
    Path dir = folder.resolve("run");
    assertTrue(Files.readString(dir.resolve("report.html")).contains(LABEL));
    for (String line : Files.readAllLines(dir.resolve("latency.hlog"))) {
      assertFalse(line.contains("response.") || line.contains("lag."), line);
    }
    JsonNode summary = Stampede.parse(Files.readString(dir.resolve("summary.json")));
    assertEquals(4, summary.get("closed").intValue());
    JsonNode requests = summary.get("requests");
    assertTrue(requests.get("planned").isNull());
    assertEquals(0, requests.get("unsent").longValue());
    long completed = requests.get("completed").longValue();
    System.out.println("closed loop of 4 users, 3 s, store of 10 ms: " + completed + " completed");
    assertTrue(completed > 100 && completed <= 4 * 300 + 4, "completed: " + completed);
    for (JsonNode total : summary.get("totals")) {
      assertEquals("service", total.get("clock").textValue());
    }
    assertTrue(Stampede.parse(Files.readString(dir.resolve("manifest.json")))
        .get("planned")
        .isNull());
  }

  @Test
  void whatHasNoMeaningBesideItIsRefused() {
    for (List<String> other : List.of(
        List.of("--rate", "5"),
        List.of("--arrivals", "constant"),
        List.of("--deadline", "1s"),
        List.of("--slo", "load.p99<5ms"))) {
      Result run = Stampede.run(folder, "run", "--closed", "4", other.get(0), other.get(1));
      assertEquals(2, run.exitCode());
      assertEquals(1, run.stderr().lines().count(), run.stderr());
      assertTrue(run.stderr().contains("together with closed"), run.stderr());
    }
  }
}
