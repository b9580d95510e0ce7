package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.cli.Stampede.Result;

class HistoryIT {
  @TempDir
  private Path folder;

  @Test
  void aTornLineIsSaidAndABadOneRefused() throws IOException {
    String line = "{\"formatVersion\":1,\"checkId\":\"a\",\"startedAt\":\"2026-11-25T00:00:00Z\","
        + "\"commit\":\"c\",\"machine\":\"m\",\"traffic\":\"t\",\"verdict\":\"REGRESSION\","
        + "\"checks\":[{\"id\":\"load.hit.p50\",\"ratio\":2.0,\"baseNanos\":1.0,"
        + "\"candidateNanos\":2.0}]}";
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, line + "\n{\"form");
    Result torn = Stampede.run(folder, "history", "history.jsonl", "--json");
    assertEquals(ExitCode.PASS, torn.exitCode(), torn.stderr());
    assertEquals(1, torn.json().get("checks").intValue());
    assertTrue(torn.stderr().contains("1 torn line"), torn.stderr());

    Files.writeString(file, line + "\n{}\n");
    Result bad = Stampede.run(folder, "history", "history.jsonl");
    assertEquals(ExitCode.USAGE, bad.exitCode());
    assertEquals(1, bad.stderr().lines().count(), bad.stderr());
    assertEquals(
        ExitCode.USAGE,
        Stampede.run(folder, "history", "new.jsonl", "--add", "nowhere").exitCode());
    assertTrue(Files.notExists(folder.resolve("new.jsonl")));
  }
}
