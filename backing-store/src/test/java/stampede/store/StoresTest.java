package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.testkit.VirtualTime;

class StoresTest {
  private final VirtualTime time = new VirtualTime();

  @TempDir
  Path folder;

  private BadInputException refusal(String uri) {
    return assertThrows(
        BadInputException.class, () -> Stores.open(StoreUri.parse(uri), time, time));
  }

  @Test
  void anUnknownSchemeIsAnsweredWithTheKnownOnes() {
    var refusal = refusal("nosuch://user:hunter2@host");
    assertEquals(
        "one of files:DIR, memory:, sim:?latency=...&errors=SHARE&stall=AT+FOR,...&seed=N,"
            + " sqlite:FILE[?synchronous=OFF|NORMAL|FULL]",
        refusal.expected());
    assertEquals("nosuch://***@host", refusal.value());
  }

  @Test
  void memoryTakesNothingBehindTheColon() {
    assertEquals("memory:", refusal("memory:x").expected());
    assertEquals("no parameters but blob-max", refusal("memory:?seed=1").expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?synchronous=FULL", "{}/nosuch/a.db", "{}", "{}/notes/a.db"})
  void anImpossiblePathIsBadInputAndMakesNothing(String rest) throws IOException {
    Files.createFile(folder.resolve("notes"));
    var refusal = refusal("sqlite:" + rest.replace("{}", folder.toString()));
    assertEquals("store", refusal.field());
    assertEquals("a file in a directory that exists and can be written", refusal.expected());
    try (Stream<Path> present = Files.list(folder)) {
      assertEquals(1, present.count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?blob-max=1KiB", "{}/nosuch/a", "{}/notes", "{}/notes/a", "{}/link"})
  void aFolderThatCannotBeIsBadInputAndMakesNothing(String rest) throws IOException {
    Files.createFile(folder.resolve("notes"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nosuch"));
    var refusal = refusal("files:" + rest.replace("{}", folder.toString()));
    assertEquals("store", refusal.field());
    assertEquals(
        "a directory that can be written, or a new one in a directory that can be",
        refusal.expected());
    try (Stream<Path> present = Files.list(folder)) {
      assertEquals(2, present.count());
    }
  }

  @Test
  void filesTakesNoParameterOfItsOwnAndMakesNothing() {
    var refusal = refusal("files:" + folder.resolve("a") + "?synchronous=FULL");
    assertEquals("no parameters but blob-max", refusal.expected());
    refusal("files:" + folder.resolve("a") + "?blob-max=2GiB");
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?synchronous=full", "?synchronous=EXTRA", "?synchronous=", "?cache=1"})
  void anUnknownLevelOrParameterIsBadInputAndMakesNothing(String query) {
    refusal("sqlite:" + folder.resolve("a.db") + query);
    assertFalse(Files.exists(folder.resolve("a.db")));
  }

  @Test
  void aPathIsTakenAsItIs() {
    Path file = folder.resolve("a b#%é;x");
    Stores.open(StoreUri.parse("sqlite:" + file + "?synchronous=OFF"), time, time)
        .close();
    assertTrue(Files.exists(file));
  }
}
