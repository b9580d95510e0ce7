package stampede.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.PairRecord;

/** A fresh JVM of a pair, from its start to its record. For one thread, but for {@link #kill}. */
final class PairJvm {
  /**
   * What every JVM of a pair is given. Compiling in the foreground makes the arms reach the same code
   * at the same call: in the background, on a busy machine, two equal arms differ by 5 to 10 %.
   */
  private static final List<String> FLAGS = List.of(
      "-XX:+UseSerialGC",
      "-XX:+AlwaysPreTouch",
      "-Xbatch",
      "-XX:-UsePerfData",
      "-Xlog:disable",
      "-Xlog:all=warning:stderr",
      "--enable-native-access=ALL-UNNAMED");

  private static final String HEAP = "256m";

  private static final int STDERR_BYTES_MAX = 1 << 16;

  private static final String OWN = "stampede: ";

  private final Process process;
  private final PairSpec spec;
  private final Path stderr;

  private PairJvm(Process process, PairSpec spec, Path stderr) {
    this.process = process;
    this.spec = spec;
    this.stderr = stderr;
  }

  /** The flags of each JVM; {@code STAMPEDE_HEAP} sets its heap. */
  static List<String> flags() {
    String heap = Objects.requireNonNullElse(System.getenv("STAMPEDE_HEAP"), HEAP);
    List<String> flags = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
    flags.addAll(FLAGS);
    return flags;
  }

  /** Starts it on what {@code spec} says, in whose folder its files lie. */
  static PairJvm start(PairSpec spec) {
    Path specFile = spec.dir().resolve("pair.properties");
    Path stderr = spec.dir().resolve("stderr");
    ArmStore.delete(spec.dir());
    new CheckFolder(spec.dir()).make();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        PairMain.class.getName(),
        specFile.toString()));
    var builder = new ProcessBuilder(command);
    if (spec.sliceNanos() > 0) {
      builder.redirectError(stderr.toFile());
    } else {
      builder.redirectErrorStream(true).redirectOutput(stderr.toFile());
    }
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    spec.withStoresIn(builder.environment()).write(specFile);
    try {
      return new PairJvm(builder.start(), spec, stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + ": cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Waits for its token; false where it has ended.
   *
   * @throws PairProblem where it says anything else
   */
  boolean awaitToken() {
    try {
      return token() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private int token() throws IOException {
    int token = process.getInputStream().read();
    if (token >= 0 && token != PairMain.MORE && token != PairMain.ENOUGH) {
      throw new PairProblem(
          ExitCode.INVALID,
          spec.batch() + " pair " + spec.number() + ": " + names()
              + " wrote to standard output what is no token");
    }
    return token;
  }

  /** Lets it measure a slice, and waits for its answer, likewise; -1 where it has ended. */
  int slice() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      return token();
    } catch (IOException e) {
      return -1;
    }
  }

  /** The size of its batches of hits, when it is warm; 0 where it settled none. */
  int batchSize() {
    return number(PairMain.BATCH, 0);
  }

  private int number(String file, int otherwise) {
    try {
      return Integer.parseInt(Files.readString(spec.dir().resolve(file)));
    } catch (IOException | NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * Hands out no more tokens and waits for its end.
   *
   * @return its record
   * @throws PairProblem where it left none
   */
  PairRecord finish() {
    if (spec.sliceNanos() > 0) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // It has ended already, and left a token unread.
      }
    }
    int exitCode = awaitEnd();
    var folder = new CheckFolder(spec.dir());
    Path record = folder.pairFile(spec.batch(), spec.number());
    boolean chosen = exitCode == number(PairMain.EXIT, -1);
    if (exitCode == ExitCode.PASS && chosen && Files.exists(record)) {
      return folder.pair(record);
    }
    throw problem(exitCode, chosen);
  }

  private int awaitEnd() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a pair was measured", e);
    }
  }

  /** What it came to; an exit code that this program did not choose is an arm's. */
  private PairProblem problem(int exitCode, boolean chosen) {
    List<String> lines = stderrLines();
    String said = said(lines);
    String where = spec.batch() + " pair " + spec.number();
    return switch (chosen ? exitCode : ExitCode.PASS) {
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

  /** The last line of ours, or where there is none the last line. */
  private static String said(List<String> lines) {
    String said = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    for (String line : lines) {
      said = line.startsWith(OWN) ? line.substring(OWN.length()) : said;
    }
    return said;
  }

  private String names() {
    return String.join(
        ", ", spec.arms().keySet().stream().map(arm -> arm.word()).toList());
  }

  private List<String> stderrLines() {
    try (var file = new RandomAccessFile(stderr.toFile(), "r")) {
      long from = Math.max(0, file.length() - STDERR_BYTES_MAX);
      var bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  /** Ends it at once. Thread-safe. */
  void kill() {
    process.destroyForcibly();
  }

  /** Ends it at once, and waits until it has ended. */
  void end() {
    kill();
    process.onExit().join();
  }
}
