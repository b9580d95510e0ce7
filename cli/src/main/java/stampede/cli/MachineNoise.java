package stampede.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What else happens on the machine, where Linux tells it: between two readings of it.
 *
 * @param loadAverage of the last minute; null where it is not told, as all others
 * @param cpuStallMicros how long tasks have waited for a CPU since the machine started (PSI)
 * @param ioStallMicros how long they have waited for a disk
 * @param throttledCount how often the control group was held back
 */
record MachineNoise(
    Optional<ProcStat> cpu,
    @Nullable Double loadAverage,
    @Nullable Double cpuStallMicros,
    @Nullable Double ioStallMicros,
    @Nullable Double throttledCount,
    long atNanos) {
  private static final Pattern SOME = Pattern.compile("some .*total=(\\d{1,18})");
  private static final Pattern THROTTLED = Pattern.compile("nr_throttled (\\d{1,18})");
  private static final Pattern LOAD = Pattern.compile("^(\\d{1,9}\\.\\d+)");

  static MachineNoise read(SystemTime time) {
    return new MachineNoise(
        ProcStat.read(),
        figure("/proc/loadavg", LOAD),
        figure("/proc/pressure/cpu", SOME),
        figure("/proc/pressure/io", SOME),
        figure("/sys/fs/cgroup/cpu.stat", THROTTLED),
        time.nanos());
  }

  private static @Nullable Double figure(String file, Pattern pattern) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
      return matcher.find() ? Double.valueOf(matcher.group(1)) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** What happened since, by name; shares are from 0 to 1. */
  Map<String, Double> until(MachineNoise later) {
    Map<String, Double> noise = new TreeMap<>();
    double micros = Math.max(1, (later.atNanos - atNanos) / 1e3);
    put(noise, "loadAverage", 0.0, later.loadAverage, 1);
    put(noise, "cpuStallShare", cpuStallMicros, later.cpuStallMicros, micros);
    put(noise, "ioStallShare", ioStallMicros, later.ioStallMicros, micros);
    put(noise, "throttledCount", throttledCount, later.throttledCount, 1);
    if (cpu.isPresent() && later.cpu.isPresent()) {
      double total = later.cpu.get().all().total() - cpu.get().all().total();
      if (total > 0) {
        put(
            noise,
            "stealShare",
            (double) cpu.get().all().steal(),
            (double) later.cpu.get().all().steal(),
            total);
        put(
            noise,
            "busyShare",
            (double) cpu.get().all().busy(),
            (double) later.cpu.get().all().busy(),
            total);
      }
    }
    return noise;
  }

  private static void put(
      Map<String, Double> noise,
      String name,
      @Nullable Double before,
      @Nullable Double after,
      double of) {
    if (before != null && after != null) {
      noise.put(name, Math.rint(1e4 * (after - before) / of) / 1e4);
    }
  }
}
