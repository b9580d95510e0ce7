package stampede.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the tests are run from. */
public final class Repository {
  private Repository() {}

  /** The repository's root, from whichever of its modules the tests run in. */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no .mvn folder at or above " + start);
  }

  /** A file of the data that may lie beside the repository, where it does. */
  public static Optional<Path> sharedData(String name) {
    Path file = root().resolveSibling("shared").resolve("data").resolve(name);
    return Optional.of(file).filter(Files::exists);
  }
}
