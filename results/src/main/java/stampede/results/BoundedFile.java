package stampede.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/** Reads a file that somebody gave, whole: none that has no end, and none that keeps its reader waiting. */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * The bytes of a regular file.
   *
   * @param bytesMax how large it may be
   * @param expected what it should be
   * @return null where there is no such file
   * @throws BadInputException where it is a folder, a pipe or a device, is larger, or cannot be read
   */
  public static byte @Nullable [] read(Path file, int bytesMax, String expected) {
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        throw new BadInputException(file.toString(), "no regular file", expected);
      }
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
          throw new BadInputException(
              file.toString(), "more than " + bytesMax + " bytes", expected);
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read: " + e.getMessage(), expected, e);
    }
  }
}
