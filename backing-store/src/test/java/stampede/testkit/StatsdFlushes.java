package stampede.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the file to which the backend in {@code statsd-parts.js} appends. For one thread. */
final class StatsdFlushes {
  /**
   * A timer's values of one flush.
   *
   * @param count their number, a sampled one counting as 1 / rate
   * @param millis the values, which statsd has sorted
   */
  record Timings(double count, List<Double> millis) {}

  /** A flush: counters and timers since the one before, and what every gauge holds. */
  record Flush(
      Map<String, Double> counters, Map<String, Double> gauges, Map<String, Timings> timers) {
    Flush() {
      this(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }
  }

  /** A flush has lines before it: statsd's own counters. */
  private static final String END = "\nflush\n";

  private final Path file;
  private final List<Flush> flushes = new ArrayList<>();
  private long readBytes;

  StatsdFlushes(Path file) {
    this.file = file;
  }

  /** The flushes so far, in order; those of a server that was restarted, too. */
  List<Flush> all() {
    String text = unread();
    int last = text.lastIndexOf(END);
    if (last >= 0) {
      readBytes += last + END.length();
      for (String block : text.substring(0, last).split(END)) {
        var flush = new Flush();
        block.lines().forEach(line -> add(flush, line));
        flushes.add(flush);
      }
    }
    return List.copyOf(flushes);
  }

  private static void add(Flush flush, String line) {
    String[] fields = line.split(" ");
    double value = Double.parseDouble(fields[2]);
    switch (fields[0]) {
      case "counter" -> flush.counters().put(fields[1], value);
      case "gauge" -> flush.gauges().put(fields[1], value);
      case "timer" -> {
        List<Double> millis = Arrays.stream(fields).skip(3).map(Double::valueOf).toList();
        flush.timers().put(fields[1], new Timings(value, millis));
      }
      default -> throw new AssertionError("not of a flush: " + line);
    }
  }

  /** What was appended behind the last flush that was read; its characters are bytes. */
  private String unread() {
    try (var input = new RandomAccessFile(file.toFile(), "r")) {
      input.seek(readBytes);
      byte[] bytes = new byte[Math.toIntExact(input.length() - readBytes)];
      input.readFully(bytes);
      return new String(bytes, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
