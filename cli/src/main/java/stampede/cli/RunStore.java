package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import stampede.store.BackingStore;
import stampede.store.StoreUri;
import stampede.store.Stores;

/**
 * The store of a run: the one that it was given, or a SQLite file of its own in the run's folder,
 * which does not outlive the run unless asked. For one thread.
 */
final class RunStore implements Supplier<BackingStore>, AutoCloseable {
  static final String FILE = "store.sqlite";

  private final RunInputs inputs;
  private final boolean keep;
  private final SystemTime time;

  RunStore(RunInputs inputs, boolean keep, SystemTime time) {
    this.inputs = inputs;
    this.keep = keep;
    this.time = time;
  }

  /** Opens it; the caller closes it. */
  @Override
  public BackingStore get() {
    BackingStore given = inputs.store();
    return given != null
        ? given
        : Stores.open(StoreUri.parse("sqlite:" + inputs.dir().resolve(FILE)), time, time);
  }

  /** Deletes the run's own file with its logs, once the store is closed. */
  @Override
  public void close() {
    if (inputs.store() == null && !keep) {
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        delete(inputs.dir().resolve(FILE + suffix));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be deleted: " + e.getMessage(), e);
    }
  }
}
