package stampede.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** Opens {@code files:DIR}, a {@link FilesStore}, and makes the directory where there is none. */
public final class FilesStoreProvider implements BackingStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FilesStoreProvider() {}

  @Override
  public String scheme() {
    return "files";
  }

  @Override
  public String usage() {
    return "files:DIR";
  }

  @Override
  public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    uri.requireOnly();
    int blobBytesMax = uri.blobBytesMax();
    return FilesStore.open(new DiskLayer(), folder(uri), blobBytesMax);
  }

  private static Path folder(StoreUri uri) {
    try {
      Path folder = Path.of(uri.rest()).toAbsolutePath();
      Path parent = folder.getParent();
      if (Files.isDirectory(folder) && !uri.rest().isEmpty() && Files.isWritable(folder)) {
        return folder.toRealPath();
      }
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && parent != null
          && Files.isDirectory(parent)
          && Files.isWritable(parent)) {
        return parent.toRealPath().resolve(folder.getFileName());
      }
    } catch (InvalidPathException | IOException e) {
      // Falls through to the same answer: the path is impossible here.
    }
    throw new BadInputException(
        "store",
        uri.toString(),
        "a directory that can be written, or a new one in a directory that can be");
  }
}
