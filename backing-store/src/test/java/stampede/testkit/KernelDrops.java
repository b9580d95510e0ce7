package stampede.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;

/**
 * How many datagrams the kernel has dropped at a UDP socket, because its receive buffer was full.
 * Source: {@code /proc/net/udp} and {@code udp6}, whose last column is {@code drops}.
 */
public final class KernelDrops {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  private KernelDrops() {}

  /**
   * The datagrams dropped so far at the open sockets that are bound to {@code port}. Where the
   * system has no such tables the calling test is skipped with the reason.
   *
   * @throws IllegalStateException if no socket is bound to {@code port}
   */
  public static long at(int port) {
    OptionalLong drops = OptionalLong.empty();
    boolean counted = false;
    for (Path table : TABLES) {
      if (Files.exists(table)) {
        counted = true;
        drops = sum(drops, in(read(table), port));
      }
    }
    if (!counted) {
      Assumptions.abort("only Linux tells what its kernel drops: there is no " + TABLES);
    }
    return drops.orElseThrow(() -> new IllegalStateException("no UDP socket at port " + port));
  }

  /** The drops of a port in the lines of a table, empty where none is of that port. */
  static OptionalLong in(List<String> lines, int port) {
    String suffix = ":%04X".formatted(port);
    OptionalLong drops = OptionalLong.empty();
    for (String line : lines) {
      String[] columns = line.strip().split("\\s+");
      if (columns[1].endsWith(suffix)) {
        drops = sum(drops, OptionalLong.of(Long.parseLong(columns[columns.length - 1])));
      }
    }
    return drops;
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isEmpty() ? other : OptionalLong.of(one.getAsLong() + other.orElse(0));
  }

  private static List<String> read(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      throw new UncheckedIOException(table.toString(), e);
    }
  }
}
