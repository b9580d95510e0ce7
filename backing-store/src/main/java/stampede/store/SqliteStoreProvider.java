package stampede.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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

  /** The real path: SQLite keeps a file's log beside what a link to it names. */
  private static Path file(StoreUri uri) {
    String rest = uri.rest();
    if (rest.startsWith(":") || rest.startsWith("file:")) {
      throw new BadInputException(
          "store", uri.toString(), "a path (./ before such a name), or memory: for no file");
    }
    try {
      Path file = realPath(Path.of(rest).toAbsolutePath());
      Path folder = file.getParent();
      if (folder != null
          && Files.isDirectory(folder)
          && Files.isWritable(folder)
          && (!Files.exists(file) || (Files.isRegularFile(file) && Files.isWritable(file)))) {
        return file;
      }
    } catch (InvalidPathException | IOException e) {
      // Falls through to the same answer: the path is impossible here.
    }
    throw new BadInputException(
        "store", uri.toString(), "a file in a directory that exists and can be written");
  }

  private static Path realPath(Path path) throws IOException {
    Path folder = path.getParent();
    return folder == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? path.toRealPath()
        : folder.toRealPath().resolve(path.getFileName());
  }
}
