package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.store.BadInputException;

class GateFileTest {
  private static final GateSettings STANDARD = GateSettings.standard();
  private static final LocalDate DAY = LocalDate.of(2026, 9, 21);

  @TempDir
  private Path folder;

  private GateSettings read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("gate.json"), text);
    return GateFile.read(file, STANDARD, DAY);
  }

  private void assertRefused(String text, String field) {
    var refused = assertThrows(BadInputException.class, () -> read(text), text);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(field), message);
  }

  private static String check(String id) {
    return "{\"checks\":[{\"id\":\"" + id
        + "\",\"operation\":\"load\",\"outcome\":\"hit\",\"stat\":\"p50\"}]}";
  }

  @Test
  void whatIsLeftOutStandsAsItIs() throws IOException {
    assertEquals(STANDARD, read("{}"));
    assertEquals(STANDARD, read(GateFile.text(STANDARD)));
  }

  @Test
  void aRepeatedKeyIsRefused() {
    assertRefused("{\"alpha\":0.01,\"alpha\":0.2}", "alpha");
    assertRefused(check("a").replace("\"stat\"", "\"id\":\"b\",\"stat\""), "id");
  }

  @Test
  void anIdIsAName() throws IOException {
    assertEquals("a_B-2.p50", read(check("a_B-2.p50")).checks().get(0).id());
    assertEquals(100, read(check("x".repeat(100))).checks().get(0).id().length());
    for (String id :
        new String[] {"::error::x", "a b", "a\\nb", "é", "##[error]", "x".repeat(101)}) {
      assertRefused(check(id), "checks[0]: id");
    }
  }

  @Test
  void aFileThatIsMissingOrNone() {
    assertThrows(
        BadInputException.class, () -> GateFile.read(folder.resolve("none"), STANDARD, DAY));
    assertThrows(BadInputException.class, () -> GateFile.read(folder, STANDARD, DAY));
  }
}
