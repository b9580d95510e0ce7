package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stampede.testkit.ChildProcess;

/** The programs of docs/embedding.md compile without a warning and print what stands there. */
class EmbeddingDocTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  Path classes;

  @TempDir
  Path emptyFolder;

  @Test
  void thereAreTwo() throws IOException {
    assertEquals(
        List.of("EmbeddedCache", "HeapStoreProvider"),
        DocumentedProgram.all().stream().map(DocumentedProgram::name).toList());
  }

  @ParameterizedTest
  @MethodSource("stampede.cache.DocumentedProgram#all")
  void itPrintsWhatTheDocumentSays(DocumentedProgram program) throws IOException {
    program.compileInto(classes);
    String classPath = DocumentedProgram.CLASS_PATH + File.pathSeparator + classes;
    try (var process = ChildProcess.start(
        emptyFolder, JAVA.toString(), "-Xmx64m", "-cp", classPath, program.name())) {
      int status = process.awaitExit(LIMIT);
      assertEquals(program.prints(), process.stdout(), process::stderr);
      assertEquals(0, status, process::stderr);
    }
  }
}
