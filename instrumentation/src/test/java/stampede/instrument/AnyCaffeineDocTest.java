package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.cache.ContentCache;
import stampede.store.BackingStore;
import stampede.testkit.DocumentedProgram;

/** The program of docs/any-caffeine.md compiles without a warning and prints what stands there. */
final class AnyCaffeineDocTest {
  /** All that the page says is needed, and nothing else. */
  private static final String CLASS_PATH = DocumentedProgram.classPath(
      BackingStore.class,
      ContentCache.class,
      BackingTimings.class,
      Caffeine.class,
      Histogram.class,
      MeterRegistry.class,
      NullMarked.class);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  Path classes;

  @TempDir
  Path emptyFolder;

  @Test
  void itPrintsWhatThePageSaysButForTheTimes() throws IOException {
    List<DocumentedProgram> programs = DocumentedProgram.all("any-caffeine.md");
    assertEquals(1, programs.size());
    DocumentedProgram program = programs.get(0);
    program.compileInto(classes, CLASS_PATH);
    try (var process = program.start(emptyFolder, CLASS_PATH + File.pathSeparator + classes)) {
      int status = process.awaitExit(LIMIT);
      String printed = withoutTimes(process.stdout());
      assertEquals(withoutTimes(program.prints()), printed, process::stderr);
      assertEquals(0, status, process::stderr);
    }
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("[0-9]+\\.[0-9]+ ms", "# ms");
  }
}
