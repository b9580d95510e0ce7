package stampede.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stampede.results.Evidence.Hiccups;

/**
 * An idle JVM beside this one with the same {@link HiccupMeter}: what holds its thread up is the
 * machine, not this JVM. It ends when its input does, so that it does not outlive a killed parent. Its
 * marks may be made on any thread.
 */
final class ControlJvm implements AutoCloseable {
  /** How long its answer is waited for. */
  private static final long ANSWER_SECONDS = 2;

  private static final Pattern ANSWER = Pattern.compile("(\\d{1,18}) (\\d{1,18})\\s*");

  private final Process process;

  private ControlJvm(Process process) {
    this.process = process;
  }

  /** Starts it by the java of this process; empty where that cannot be: nothing is measured then. */
  static Optional<ControlJvm> start() {
    return start(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  static Optional<ControlJvm> start(String java) {
    String classPath = System.getProperty("java.class.path");
    var builder = new ProcessBuilder(List.of(
            java,
            "-Xms8m",
            "-Xmx16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            classPath,
            ControlJvm.class.getName()))
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    try {
      return Optional.of(new ControlJvm(builder.start()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Opens its window the first time, ends it the second. */
  void mark() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      process.destroy(); // without a mark its figures would be of another time
    }
  }

  /** What its window showed; null where it does not answer. Ends it. */
  @Nullable
  Hiccups figures() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        return null;
      }
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher matcher = ANSWER.matcher(answer);
      return matcher.matches()
          ? new Hiccups(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
          : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      close();
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The idle JVM: a byte opens the window, another ends it, the end of input ends all. */
  public static void main(String[] args) throws IOException {
    try (var time = new SystemTime();
        var meter = idle(time).start()) {
      InputStream in = System.in;
      for (int marks = 0; in.read() >= 0; marks++) {
        if (marks == 0) {
          meter.begin();
        } else {
          meter.end();
        }
      }
      Hiccups figures = meter.figures();
      if (figures != null) {
        System.out.println(figures.p99Nanos() + " " + figures.maxNanos());
      }
    }
  }

  /** A meter that parks to the end of each wait. */
  static HiccupMeter idle(SystemTime time) {
    return new HiccupMeter(time, new Pacer("hiccup", 0));
  }
}
