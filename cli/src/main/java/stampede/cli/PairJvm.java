package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.PairRecord;

/** A fresh JVM of a pair, from its start to its record. For one thread, but for {@link #kill}. */
final class PairJvm {
  /**
   * What every JVM of a pair is given. Compiling in the foreground makes the arms reach the same code
   * at the same call: in the background, on a busy machine, two equal arms differ by 5 to 10 %.
   */
  static final List<String> FLAGS = List.of(
      "-Xms256m",
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-XX:+AlwaysPreTouch",
      "-Xbatch",
      "-XX:-UsePerfData",
      "--enable-native-access=ALL-UNNAMED");

  private static final int STDERR_BYTES_MAX = 1 << 16;

  private final Process process;
  private final PairSpec spec;
  private final Path stderr;

  private PairJvm(Process process, PairSpec spec, Path stderr) {
    this.process = process;
    this.spec = spec;
    this.stderr = stderr;
  }

  /** Starts it on what {@code spec} says, in whose folder its files lie. */
  static PairJvm start(PairSpec spec) {
    Path specFile = spec.dir().resolve("pair.properties");
    Path stderr = spec.dir().resolve("stderr");
    new CheckFolder(spec.dir()).make();
    spec.write(specFile);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        PairMain.class.getName(),
        specFile.toString()));
    var builder = new ProcessBuilder(command).redirectError(stderr.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    try {
      return new PairJvm(builder.start(), spec, stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + ": cannot be started: " + e.getMessage(), e);
    }
  }

  /** Waits for its token; false where it has ended. */
  boolean awaitToken() {
    try {
      return process.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets it measure a slice, and waits for its answer; -1 where it has ended. */
  int slice() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      return process.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Hands out no more tokens and waits for its end.
   *
   * @return its record
   * @throws PairProblem where it left none
   */
  PairRecord finish() {
    int exitCode;
    try {
      process.getOutputStream().close();
      exitCode = process.waitFor();
    } catch (IOException | InterruptedException e) {
      kill();
      throw new IllegalStateException("the JVM of a pair was given up", e);
    }
    var folder = new CheckFolder(spec.dir());
    Path record = folder.pairFile(spec.batch(), spec.number());
    if (exitCode == ExitCode.PASS && Files.exists(record)) {
      return folder.pair(record);
    }
    throw problem(exitCode);
  }

  private PairProblem problem(int exitCode) {
    List<String> lines = stderrLines();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    String said = last.startsWith("stampede: ") ? last.substring("stampede: ".length()) : last;
    String where = spec.batch() + " pair " + spec.number();
    return switch (exitCode) {
      case ExitCode.USAGE -> new PairProblem(ExitCode.USAGE, said);
      case ExitCode.INVALID -> new PairProblem(ExitCode.INVALID, where + ": " + said);
      case ExitCode.INTERNAL ->
        new PairProblem(ExitCode.INTERNAL, where + ": " + String.join("\n", lines));
      default ->
        new PairProblem(
            ExitCode.INVALID,
            where + ": the JVM of " + names() + " ended with " + exitCode
                + (said.isEmpty() ? "" : ": " + said));
    };
  }

  private String names() {
    return String.join(
        ", ", spec.arms().keySet().stream().map(arm -> arm.word()).toList());
  }

  private List<String> stderrLines() {
    try {
      byte[] bytes = Files.readAllBytes(stderr);
      int from = Math.max(0, bytes.length - STDERR_BYTES_MAX);
      return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  /** Ends it at once. Thread-safe. */
  void kill() {
    process.destroyForcibly();
  }
}
