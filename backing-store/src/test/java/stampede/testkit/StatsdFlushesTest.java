package stampede.testkit;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.StatsdFlushes.Flush;
import stampede.testkit.StatsdFlushes.Timings;

class StatsdFlushesTest {
  @TempDir
  Path folder;

  private Path file;
  private StatsdFlushes flushes;

  @BeforeEach
  void start() throws IOException {
    file = Files.createFile(folder.resolve("flushes"));
    flushes = new StatsdFlushes(file);
  }

  @Test
  void aFlushIsReadOnceAndOnlyWhenItIsWhole() throws IOException {
    assertEquals(List.of(), flushes.all());
    append("counter a 3\ngauge b -1.5\ntimer c 4 0.25 0.5\ntimer d 0\nflu");
    assertEquals(List.of(), flushes.all());
    append("sh\ncounter a 1\n");
    var first = new Flush(
        Map.of("a", 3.0),
        Map.of("b", -1.5),
        Map.of("c", new Timings(4, List.of(0.25, 0.5)), "d", new Timings(0, List.of())));
    assertEquals(List.of(first), flushes.all());
    append("flush\ncounter a 2\nflush\n");
    var second = new Flush(Map.of("a", 1.0), Map.of(), Map.of());
    var third = new Flush(Map.of("a", 2.0), Map.of(), Map.of());
    assertEquals(List.of(first, second, third), flushes.all());
    assertEquals(List.of(first, second, third), flushes.all());
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, APPEND);
  }
}
