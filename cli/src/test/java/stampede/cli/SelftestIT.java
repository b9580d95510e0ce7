package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.cli.Stampede.Result;
import stampede.testkit.LongRun;

class SelftestIT {
  @TempDir
  private Path folder;

  @Test
  void theSimulatedSelftestHoldsItsBounds() {
    int jobs = LongRun.pick(100, 3000);
    String[] arguments = {"selftest", "--json", "--jobs", String.valueOf(jobs), "--seed", "1"};
    Result result = Stampede.run(folder, arguments);
    JsonNode report = result.json();
    boolean holds = true;
    for (JsonNode bound : report.get("bounds")) {
      holds &= bound.get("holds").booleanValue();
    }
    assertEquals(holds ? ExitCode.PASS : ExitCode.BROKEN, result.exitCode(), result.stderr());
    assertTrue(holds || jobs < 3000, report.get("bounds")::toString);
    assertEquals(67, report.get("rows").size());
    for (JsonNode row : report.get("rows")) {
      assertEquals(jobs, row.get("jobs").intValue());
      assertEquals(
          row.get("flagged").intValue(), row.get("flaggedShare").doubleValue() * jobs, 1e-6);
      assertTrue(row.get("inconclusiveShare").doubleValue() >= 0, row::toString);
      if (row.get("effectPercent").intValue() == 20
          && row.get("stat").textValue().equals("any")) {
        assertTrue(row.get("flaggedShare").doubleValue() > 0.97, row::toString);
      }
    }
  }

  @Test
  void badArgumentsAreRefusedInOneLine() {
    Result bad = Stampede.run(folder, "selftest", "--jobs", "0");
    assertEquals(ExitCode.USAGE, bad.exitCode());
    assertEquals(1, bad.stderr().lines().count(), bad.stderr());
    assertEquals(
        ExitCode.USAGE, Stampede.run(folder, "selftest", "--out", "here").exitCode());
  }

  @Test
  void aFolderThatIsNoChecksIsNotDeleted() throws IOException {
    Path precious = folder.resolve("check-1").resolve("precious");
    Files.createDirectories(precious.getParent());
    Files.writeString(precious, "data");
    Result refused = Stampede.run(folder, "selftest", "--real", "--out", ".");
    assertEquals(ExitCode.USAGE, refused.exitCode(), refused.stderr());
    assertEquals(1, refused.stderr().lines().count(), refused.stderr());
    assertEquals("data", Files.readString(precious));
  }
}
