package stampede.results;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import stampede.store.BadInputException;

/** Reads a file that grew line by line and may have lost the end of its last one. */
final class LineFile {
  /** Takes one line; its number counts from 1. */
  @FunctionalInterface
  interface LineReader {
    /**
     * Reads a whole line.
     *
     * @throws IllegalArgumentException where it is not what the file should hold
     */
    void line(String text);
  }

  private LineFile() {}

  /**
   * Feeds every line that has its end.
   *
   * @return how many lines have not: 0 or 1
   * @throws BadInputException where the file is missing or the reader refuses a line
   */
  static int read(Path file, LineReader reader) {
    int number = 0;
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          number++;
          feed(file, number, line.toString(StandardCharsets.UTF_8), reader);
          line.reset();
        } else {
          line.write(next);
        }
      }
      return line.size() > 0 ? 1 : 0;
    } catch (NoSuchFileException e) {
      throw new BadInputException(file.toString(), "no such file", "the folder of a run");
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void feed(Path file, int number, String text, LineReader reader) {
    try {
      reader.line(text);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          file + ":" + number, text, "a line that a run writes (" + e.getMessage() + ")");
    }
  }
}
