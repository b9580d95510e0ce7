package stampede.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** Opens {@code sqlite:FILE}, a {@link SqliteStore}, and makes the file where there is none. */
public final class SqliteStoreProvider implements BackingStoreProvider {
  private static final String SYNCHRONOUS = "synchronous";

  /** For {@link java.util.ServiceLoader}. */
  public SqliteStoreProvider() {}

  @Override
  public String scheme() {
    return "sqlite";
  }

  @Override
  public String usage() {
    return "sqlite:FILE[?synchronous=OFF|NORMAL|FULL]";
  }

  @Override
  public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    uri.requireOnly(SYNCHRONOUS);
    String asked = uri.param(SYNCHRONOUS).orElse(SqliteStore.Synchronous.NORMAL.name());
    SqliteStore.Synchronous synchronous = Arrays.stream(SqliteStore.Synchronous.values())
        .filter(level -> level.name().equals(asked))
        .findFirst()
        .orElseThrow(() -> new BadInputException("store", uri.toString(), usage()));
    return SqliteStore.open(file(uri), synchronous, uri.blobBytesMax());
  }

  private static Path file(StoreUri uri) {
    try {
      Path file = Path.of(uri.rest()).toAbsolutePath();
      Path parent = file.getParent();
      if (parent != null
          && Files.isDirectory(parent)
          && Files.isWritable(parent)
          && !Files.isDirectory(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Falls through to the same answer: the path is impossible here.
    }
    throw new BadInputException(
        "store", uri.toString(), "a file in a directory that exists and can be written");
  }
}
