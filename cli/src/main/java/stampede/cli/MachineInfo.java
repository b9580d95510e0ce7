package stampede.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import stampede.results.Manifest;
import stampede.time.NanoClock;

/** Says where a run runs, for its manifest. */
final class MachineInfo {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final int READINGS = 20_000;

  private MachineInfo() {}

  static Manifest.Environment read(NanoClock clock) {
    return read(
        clock,
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        BuildInfo.distributionHash());
  }

  /** The same of a JVM with these flags, which runs this distribution. */
  static Manifest.Environment read(NanoClock clock, List<String> flags, String distributionHash) {
    return new Manifest.Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        flags,
        clockNanos(clock),
        distributionHash);
  }

  /** The processor's name where Linux tells it, else its architecture. */
  private static String cpu() {
    try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch"); // not Linux
    }
  }

  /** What one reading of the clock costs, in nanoseconds: the mean of many, after as many more. */
  static long clockNanos(NanoClock clock) {
    long costNanos = 0;
    for (int round = 0; round < 2; round++) {
      long startNanos = clock.nanos();
      long endNanos = startNanos;
      for (int i = 0; i < READINGS; i++) {
        endNanos = clock.nanos();
      }
      costNanos = (endNanos - startNanos) / READINGS;
    }
    return costNanos;
  }

  /** What the clock resolves, in nanoseconds: the least step of many between two readings. */
  static long stepNanos(NanoClock clock) {
    long leastNanos = Long.MAX_VALUE;
    long before = clock.nanos();
    for (int i = 0; i < READINGS; i++) {
      long now = clock.nanos();
      leastNanos = now > before ? Math.min(leastNanos, now - before) : leastNanos;
      before = now;
    }
    return leastNanos == Long.MAX_VALUE ? clockNanos(clock) : leastNanos;
  }
}
