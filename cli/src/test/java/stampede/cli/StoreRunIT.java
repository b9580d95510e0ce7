package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over the stores that are not the demo's. */
class StoreRunIT {
  @TempDir
  private Path folder;

  private JsonNode run(String store) {
    JsonNode summary = Stampede.run(
            folder,
            "run",
            "--duration=3s",
            "--warmup=1s",
            "--rate=500",
            "--keys=2000",
            "--zipf=0",
            "--clean-bytes-max=64KiB",
            "--store=" + store,
            "--json",
            "--quiet")
        .json();
    RunIT.assertAddsUp(summary);
    assertEquals(1500, summary.at("/requests/planned").longValue());
    return summary;
  }

  @Test
  void filesHoldTheBlobsOfTheRunAndNothingHalfDone() throws Exception {
    Path dir = folder.resolve("blobs");
    JsonNode summary = run("files:" + dir);
    assertEquals(0, summary.at("/requests/failed").longValue());
    try (Stream<Path> blobs = Files.list(dir);
        Stream<Path> temporaries = Files.list(dir.resolve("new"))) {
      long count = blobs
          .filter(file -> file.getFileName().toString().startsWith("sha256-"))
          .count();
      assertTrue(count > 2000, count + " blobs");
      assertEquals(0, temporaries.count());
    }
  }

  @Test
  void aSimulatedStoreTakesAtLeastItsLatencyAndFailsItsShare() {
    JsonNode summary = run("sim:?latency=constant,value=2ms&errors=0.05&seed=3");
    JsonNode loaded = StreamSupport.stream(summary.get("series").spliterator(), false)
        .filter(series -> series.get("clock").textValue().equals("backing")
            && series.get("operation").textValue().equals("load")
            && series.get("outcome").textValue().equals("loaded"))
        .findFirst()
        .orElseThrow();
    assertTrue(loaded.get("minNanos").longValue() >= 2_000_000, loaded.toString());
    long failed = summary.at("/requests/failed").longValue();
    long loads = loaded.get("count").longValue() + failed;
    assertTrue(failed > 0.02 * loads && failed < 0.09 * loads, failed + " of " + loads);
    System.out.println("sim: failed " + failed + " of " + loads + " loads of 5 %");
  }
}
