package stampede.results;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows at its end. What was appended is with the operating system, so that it outlives
 * the process. For one thread.
 *
 * <p>Every method throws UncheckedIOException, with the path, where the file cannot be written.
 */
final class AppendedFile implements AutoCloseable {
  private final Path file;
  private final OutputStream out;

  /** Makes the file, which must not be there. */
  AppendedFile(Path file) {
    this.file = file;
    try {
      out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be made: " + e.getMessage(), e);
    }
  }

  void append(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** Appends lines as they are, with their ends. */
  void append(String lines) {
    append(lines.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
