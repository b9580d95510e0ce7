package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.time.VirtualTime;

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

  @ParameterizedTest
  @ValueSource(strings = {":memory:", ":resource:a.db", "file:a.db", "file:a.db%3Fmode=memory"})
  void aNameThatSqliteReadsAsSomethingElseIsBadInput(String rest) {
    var refusal = refusal("sqlite:" + rest);
    assertTrue(refusal.expected().contains("memory:"), refusal.expected());
    assertFalse(Files.exists(Path.of(rest)), rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/zero", "/", "{}/pipe", "{}/nowhere", "{}/loop"})
  void whatIsNoFileOrLeadsToNoneIsBadInput(String rest) throws Exception {
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("away/a.db"));
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    refusal("sqlite:" + rest.replace("{}", folder.toString()));
  }

  @Test
  void aFileThatCannotBeWrittenIsBadInput() throws IOException {
    Path file = Files.createFile(folder.resolve("a.db"));
    assumeTrue(file.toFile().setWritable(false) && !Files.isWritable(file), "root writes any file");
    refusal("sqlite:" + file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b#%é;x", "a.db ", "%2e%41", ":memory:", "file:x", "a&mode=memory", "'"})
  void aPathIsTakenAsItIs(String name) throws IOException {
    Path file = folder.resolve(name);
    open(file);
    assertTrue(Files.exists(file));
    try (Stream<Path> present = Files.list(folder)) {
      assertEquals(1, present.count());
    }
  }

  /** No query is left in a path, but a link may lead to such a folder, and so may no path at all. */
  @Test
  void aFolderMayHaveAQuestionMark() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("odd?synchronous=OFF"));
    open(Files.createSymbolicLink(folder.resolve("link"), odd).resolve("a.db"));
    assertTrue(Files.exists(odd.resolve("a.db")));
    assertFalse(Files.exists(folder.resolve("odd")));
  }

  @Test
  void aLinkNamesWhatItLeadsTo() throws IOException {
    Path file = folder.resolve("a.db");
    open(file);
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
    try (var store = Stores.open(StoreUri.parse("sqlite:" + link), time, time)) {
      assertEquals("sqlite:" + file.toRealPath(), store.name());
    }
  }

  private void open(Path file) {
    Stores.open(StoreUri.parse("sqlite:" + file + "?synchronous=OFF"), time, time)
        .close();
  }
}
