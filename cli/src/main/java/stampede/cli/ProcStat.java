package stampede.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/stat} says of the machine's cores since it started (man 5 proc).
 *
 * @param all the sum of the cores
 * @param cores in the order of the file
 */
record ProcStat(Ticks all, List<Ticks> cores) {
  private static final Path FILE = Path.of("/proc/stat");

  /** CPU time in ticks; {@code total} holds the other three. */
  record Ticks(long busy, long idle, long steal, long total) {}

  /** Reads it; empty off Linux. */
  static Optional<ProcStat> read() {
    if (!Files.isReadable(FILE)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readAllLines(FILE, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The lines {@code cpu} and {@code cpuN}: {@code user nice system idle iowait irq softirq steal}. */
  static Optional<ProcStat> parse(List<String> lines) {
    List<Ticks> ticks = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length >= 9 && words[0].startsWith("cpu")) {
        ticks.add(ticks(words));
      }
    }
    return ticks.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProcStat(ticks.get(0), List.copyOf(ticks.subList(1, ticks.size()))));
  }

  private static Ticks ticks(String[] words) {
    long total = 0;
    for (int i = 1; i < 9; i++) {
      total += Long.parseLong(words[i]);
    }
    long idle = Long.parseLong(words[4]) + Long.parseLong(words[5]);
    long steal = Long.parseLong(words[8]);
    return new Ticks(total - idle - steal, idle, steal, total);
  }
}
