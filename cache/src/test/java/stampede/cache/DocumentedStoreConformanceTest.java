package stampede.cache;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import stampede.store.BackingStore;
import stampede.testkit.DocumentedProgram;
import stampede.testkit.StoreConformance;

/** The store that docs/embedding.md shows keeps the contract of a store. */
class DocumentedStoreConformanceTest extends StoreConformance {
  @TempDir
  static Path classes;

  private static URLClassLoader loader;

  @BeforeAll
  static void compile() throws Exception {
    for (DocumentedProgram program : EmbeddingDocTest.programs()) {
      program.compileInto(classes, EmbeddingDocTest.CLASS_PATH);
    }
    URL[] places = {classes.toUri().toURL()};
    loader = new URLClassLoader(places, StoreConformance.class.getClassLoader());
  }

  @AfterAll
  static void close() throws Exception {
    loader.close();
  }

  @Override
  protected String uri() {
    return "heap:";
  }

  @Override
  protected boolean outlivesClosing() {
    return false;
  }

  @Override
  protected BackingStore open() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return super.open();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
