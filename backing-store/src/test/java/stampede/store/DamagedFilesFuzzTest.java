package stampede.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

class DamagedFilesFuzzTest extends DamagedStoreFuzz {
  private Path outside;

  @BeforeEach
  void writeOutside() throws IOException {
    outside = Files.writeString(scratch.resolve("outside"), "not a blob's");
  }

  @Override
  protected String uri(Path folder) {
    return "files:" + folder + "?blob-max=64KiB";
  }

  /** One of five is a link that leads out of the folder, to a file or to nothing. */
  @Override
  protected String damage(Draws draws, Path folder) throws IOException {
    List<Path> files = files(folder);
    if (files.isEmpty() || !draws.oneIn(5)) {
      return super.damage(draws, folder);
    }
    Path file = draws.oneOf(files.toArray(Path[]::new));
    Path target = draws.oneIn(2) ? outside : scratch.resolve("nowhere");
    Files.delete(file);
    Files.createSymbolicLink(file, target);
    return "a link to " + target.getFileName() + " for " + folder.relativize(file);
  }
}
