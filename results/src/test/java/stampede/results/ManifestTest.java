package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir
  Path dir;

  @Test
  void fieldsStandInTheContractsOrder() throws IOException {
    Fixtures.manifest(20_000L).write(dir);
    String text = Files.readString(dir.resolve("manifest.json"));
    int at = -1;
    for (String field : List.of(
        "formatVersion",
        "runId",
        "version",
        "commit",
        "startedAt",
        "endedAt",
        "scenario",
        "seeds",
        "shard",
        "environment",
        "verdict")) {
      int next = text.indexOf("\"" + field + "\"");
      assertTrue(next > at, field);
      at = next;
    }
    assertTrue(text.contains("\"startedAt\" : \"2026-09-21T"), text);
  }

  @Test
  void itReadsBackEqual() {
    Manifest running = Fixtures.manifest(null);
    running.write(dir);
    assertEquals(running, Manifest.read(dir));
    Manifest ended = running.ended(Instant.parse("2026-09-21T14:00:00.125Z"), Verdict.SUSPECT);
    ended.write(dir);
    assertEquals(ended, Manifest.read(dir));
  }

  @Test
  void aRunIdIsItsSecondInUtcAndFourDigits() {
    assertEquals(
        "20260921T140000Z-00a1", RunId.of(Instant.parse("2026-09-21T14:00:00.999Z"), 0xff00a1L));
  }
}
