package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.store.BadInputException;

class BoundedFileTest {
  private static final String EXPECTED = "a file of ours";

  @TempDir
  private Path folder;

  private static void assertRefused(Path file, String value) {
    var refused = assertThrows(BadInputException.class, () -> BoundedFile.read(file, 10, EXPECTED));
    assertTrue(refused.value().startsWith(value), refused.value());
    assertEquals(EXPECTED, refused.expected());
  }

  @Test
  void aFileIsReadUpToItsBound() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    byte[] bytes = BoundedFile.read(file, 10, EXPECTED);
    assertNotNull(bytes);
    assertEquals(10, bytes.length);
    Files.write(file, new byte[11]);
    assertRefused(file, "more than 10 bytes");
    assertNull(BoundedFile.read(folder.resolve("absent"), 10, EXPECTED));
  }

  @Test
  void whatIsNoFileIsRefusedUnread() throws IOException {
    assertRefused(folder, "no regular file");
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    assertRefused(Files.createSymbolicLink(folder.resolve("zeros"), device), "no regular file");
  }

  @Test
  void whatCannotBeReadIsBadInput() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[1]);
    assertRefused(file.resolve("below"), "cannot be read");
  }

  @Test
  void jsonIsOneObjectOfUtf8WithEachKeyOnce() throws IOException {
    Path file = folder.resolve("some.json");
    assertNull(Json.read(file));
    Files.writeString(file, "{\"a\":1,\"b\":{\"a\":2}}");
    assertEquals(1, Json.read(file).get("a").intValue());
    for (String bad : new String[] {"{\"a\":1,\"a\":2}", "{\"b\":{\"a\":1,\"a\":1}}", "[]", ""}) {
      Files.writeString(file, bad);
      assertThrows(BadInputException.class, () -> Json.read(file), bad);
    }
    Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    assertThrows(BadInputException.class, () -> Json.read(file));
    assertThrows(BadInputException.class, () -> Json.read(folder));
  }
}
