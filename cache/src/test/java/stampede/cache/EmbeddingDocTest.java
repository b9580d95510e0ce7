package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.JDBC;
import stampede.store.BackingStore;
import stampede.testkit.DocumentedProgram;

/** The programs of docs/embedding.md compile without a warning and print what stands there. */
class EmbeddingDocTest {
  /** All that the page says is needed, and nothing else. */
  static final String CLASS_PATH = DocumentedProgram.classPath(
      BackingStore.class, ContentCache.class, Caffeine.class, JDBC.class, NullMarked.class);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  Path classes;

  @TempDir
  Path emptyFolder;

  static List<DocumentedProgram> programs() throws IOException {
    return DocumentedProgram.all("embedding.md");
  }

  @Test
  void thereAreTwo() throws IOException {
    assertEquals(
        List.of("EmbeddedCache", "HeapStoreProvider"),
        programs().stream().map(DocumentedProgram::name).toList());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void itPrintsWhatTheDocumentSays(DocumentedProgram program) throws IOException {
    program.compileInto(classes, CLASS_PATH);
    String classPath = CLASS_PATH + File.pathSeparator + classes;
    try (var process = program.start(emptyFolder, classPath)) {
      int status = process.awaitExit(LIMIT);
      assertEquals(program.prints(), process.stdout(), process::stderr);
      assertEquals(0, status, process::stderr);
    }
  }
}
