package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** What can happen to the files of a folder while nobody uses them. */
final class Damage {
  private static final int PAGE = 4096;
  private static final int HEADER = 100;

  private Damage() {}

  /** Does one damage, drawn, to a file below the folder, drawn, and says which. */
  static String one(Draws draws, Path folder) throws IOException {
    List<Path> files = DamagedStoreFuzz.files(folder);
    if (files.isEmpty()) {
      return "no file is left";
    }
    Path file = draws.oneOf(files.toArray(Path[]::new));
    String what = draws.oneIn(3) ? toTheFile(draws, file, files) : toItsBytes(draws, file);
    return what + " " + folder.relativize(file);
  }

  private static String toTheFile(Draws draws, Path file, List<Path> files) throws IOException {
    switch (draws.below(5)) {
      case 0 -> {
        return pipe(file);
      }
      case 1 -> {
        Files.delete(file);
        return "delete";
      }
      case 2 -> {
        Files.delete(file);
        Files.createDirectory(file);
        return "a directory for";
      }
      case 3 -> {
        Path other = draws.oneOf(files.toArray(Path[]::new));
        byte[] bytes = Files.readAllBytes(file);
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        Files.write(other, bytes);
        return "swap " + other.getFileName() + " and";
      }
      default -> {
        byte[] noise = draws.bytes(draws.below(3 * PAGE));
        Files.write(file, noise);
        return noise.length + " bytes of noise for";
      }
    }
  }

  /** Puts a pipe, which nobody reads or writes, in the place of a file; without mkfifo, nothing. */
  static String pipe(Path file) throws IOException {
    Path made = Path.of(file + ".pipe");
    Process mkfifo;
    try {
      mkfifo = new ProcessBuilder("mkfifo", made.toString()).start();
    } catch (IOException e) {
      return "no mkfifo for";
    }
    assertEquals(0, mkfifo.onExit().join().exitValue(), "mkfifo " + made);
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    return "a pipe for";
  }

  private static String toItsBytes(Draws draws, Path path) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      int length = (int) file.length();
      int at = draws.below(length + 1);
      int page = at / PAGE * PAGE;
      byte[] bytes = new byte[Math.min(PAGE, length - page)];
      switch (draws.below(8)) {
        case 0 -> {
          file.setLength(at);
          return "cut to " + at;
        }
        case 1 -> {
          write(file, length, draws.bytes(1 + draws.below(2 * PAGE)));
          return "noise after";
        }
        case 2 -> {
          write(file, page, bytes);
          return "zeros in the page at " + page + " of";
        }
        case 3 -> {
          file.seek(page);
          file.readFully(bytes);
          int to = draws.below(length / PAGE + 1) * PAGE;
          write(file, to, bytes);
          return "the page at " + page + " once more at " + to + " of";
        }
        case 4 -> {
          write(file, at, draws.bytes(Math.min(length - at, 1 + draws.below(PAGE))));
          return "noise at " + at + " of";
        }
        case 5 -> {
          byte[] field = new byte[draws.oneOf(1, 2, 4)];
          Arrays.fill(field, draws.oneOf((byte) 0, (byte) 1, (byte) 0x7f, (byte) 0xff));
          int field0 = Math.min(length, draws.below(HEADER));
          write(file, field0, field);
          return Arrays.toString(field) + " at " + field0 + " of";
        }
        case 6 -> {
          // The header of a page: of a tree's page, its type, its cells and where they begin.
          write(file, page + draws.below(16), draws.bytes(1));
          return "a byte in the page's header at " + page + " of";
        }
        default -> {
          int flips = 1 + draws.below(8);
          for (int i = 0; i < flips && length > 0; i++) {
            int flipped = draws.below(length);
            file.seek(flipped);
            int was = file.read();
            write(file, flipped, new byte[] {(byte) (was ^ 1 << draws.below(Byte.SIZE))});
          }
          return flips + " bits flipped in";
        }
      }
    }
  }

  private static void write(RandomAccessFile file, int at, byte[] bytes) throws IOException {
    file.seek(at);
    file.write(bytes);
  }
}
