package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.cli.Stampede.Result;

class CalibrateIT {
  @TempDir
  private Path folder;

  @Test
  void whatWasKeptStandsBesideTheFiguresOfLaterRuns() throws IOException {
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    JsonNode made = Stampede.run(folder, environment, "calibrate", "--json").json();
    JsonNode calibration = made.get("calibration");
    JsonNode floor = calibration.get("floor");
    for (String figure :
        new String[] {"hitNanos", "nullMissNanos", "recorderNanos", "relayNanos"}) {
      assertTrue(floor.get(figure).doubleValue() > 0, made::toString);
    }
    assertTrue(calibration.at("/clock/readNanos").doubleValue() > 0);
    assertTrue(calibration.at("/clock/stepNanos").longValue() > 0);
    assertTrue(calibration.get("pacing").size() >= 2);
    Path kept = folder.resolve("cache/stampede/calibration.json");
    assertEquals(made, Stampede.parse(Files.readString(kept)));

    Result run = run(environment, "kept");
    JsonNode ofRun =
        Stampede.parse(Files.readString(folder.resolve("kept/manifest.json"))).get("calibration");
    assertEquals(floor, ofRun.get("floor"));
    assertFalse(ofRun.get("pacer").textValue().isEmpty());
    assertTrue(run.stdout().contains("\nfloor: clock "), run.stdout());
    assertTrue(
        Files.readString(folder.resolve("kept/report.html")).contains("waits by"),
        "the report shows how late waits ended");
    System.out.println(
        run.stdout().lines().filter(line -> line.startsWith("floor")).toList());
  }

  @Test
  void aRunWithoutAKeptOneMeasuresItself() throws IOException {
    run(Map.of("XDG_CACHE_HOME", folder.resolve("none").toString()), "own");
    JsonNode manifest = Stampede.parse(Files.readString(folder.resolve("own/manifest.json")));
    assertEquals(
        manifest.get("startedAt").textValue().substring(0, 10),
        manifest.at("/calibration/floor/measuredAt").textValue().substring(0, 10));
    assertTrue(manifest.at("/calibration/floor/hitNanos").doubleValue() > 0);
    assertFalse(Files.exists(folder.resolve("none")), "a run keeps none");
  }

  private Result run(Map<String, String> environment, String out) {
    Result run = Stampede.run(
        folder,
        environment,
        "run",
        "--quiet",
        "--duration",
        "1s",
        "--warmup",
        "0s",
        "--keys",
        "100",
        "--out",
        out);
    Stampede.assertRan(run, Stampede.summary(folder.resolve(out)));
    return run;
  }
}
