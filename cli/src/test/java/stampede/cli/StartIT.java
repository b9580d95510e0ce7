package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildProcess;
import stampede.testkit.Repository;

/** How the program starts. */
class StartIT {
  private static final int ROUNDS = 7;

  @TempDir
  private Path folder;

  @Test
  void helpCostsAtMostFourTimesTheCpuTimeOfJavaVersion() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String help = Repository.root().resolve("stampede") + " --help";
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      ratios[i] = cpuSeconds(help) / cpuSeconds(java + " -version");
    }
    Arrays.sort(ratios);
    System.out.println("help / java -version, CPU time, lowest to highest of " + ROUNDS + ": "
        + Arrays.toString(ratios));
    assertTrue(ratios[ROUNDS / 2] <= 4, Arrays.toString(ratios));
  }

  /** User and system time of a command, as bash measures it. */
  private double cpuSeconds(String command) {
    String script = "TIMEFORMAT='%U %S'; time " + command + " >out 2>&1";
    try (ChildProcess bash = ChildProcess.start(folder, "bash", "-c", script)) {
      assertEquals(0, bash.awaitExit(Duration.ofSeconds(60)), bash.stderr());
      return Stream.of(bash.stderr().trim().split(" "))
          .mapToDouble(Double::parseDouble)
          .sum();
    }
  }

  @Test
  void runningOutOfMemoryIsAnInternalErrorAndSaysSo() {
    Stampede.Result result = Stampede.run(
        folder,
        Map.of("STAMPEDE_HEAP", "64m"),
        "run",
        "--store=memory:",
        "--keys=200000",
        "--duration=1s",
        "--warmup=0s",
        "--quiet");
    assertEquals(70, result.exitCode(), result.stderr());
    assertTrue(result.stderr().contains("out of memory"), result.stderr());
  }

  @Test
  void versionPrintsVersionAndCommit() {
    Stampede.Result result = Stampede.run(folder, "--version");
    assertEquals(0, result.exitCode());
    assertTrue(
        result.stdout().matches("stampede 0\\.1\\.0-SNAPSHOT \\([0-9a-f]{7,}(-dirty)?\\)\\R"),
        result.stdout());
  }

  @Test
  void aNewerJdkRunsItWithoutAWarning() throws IOException {
    Path jdk = newestJdk();
    Assumptions.assumeTrue(
        majorOf(jdk) >= 25, "no JDK 25 or newer beside " + System.getProperty("java.home"));
    Stampede.Result result = Stampede.run(
        folder,
        Map.of("JAVA_HOME", jdk.toString()),
        "run",
        "--duration=1s",
        "--warmup=0s",
        "--keys=1000",
        "--quiet",
        "--statsd=127.0.0.1:9");
    assertEquals(0, result.exitCode(), result.stderr());
    assertTrue(
        result.stderr().lines().allMatch(line -> line.startsWith("statsd: ")), result.stderr());
  }

  private static Path newestJdk() throws IOException {
    Path mine = Path.of(System.getProperty("java.home"));
    try (Stream<Path> all = Files.list(mine.getParent())) {
      return all.filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
          .max((a, b) -> Integer.compare(majorOf(a), majorOf(b)))
          .orElse(mine);
    }
  }

  private static int majorOf(Path jdk) {
    try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]*([0-9]+).*", "$1")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
