package stampede.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that a test started, with its standard output and error in files. Closing it ends it
 * and its descendants. For one thread.
 */
public final class ChildProcess implements AutoCloseable {
  private static final long POLL_MILLIS = 20;
  private static final File NOTHING = new File("/dev/null");

  /** Where a script runs the tests in the background they have INT ignored, and so would a child. */
  private static final List<String> RESTORE_INTERRUPT = restoreInterrupt();

  private final List<String> command;
  private final Process process;
  private final Path stdout;
  private final Path stderr;

  private ChildProcess(List<String> command, Process process, Path stdout, Path stderr) {
    this.command = command;
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Starts a command in {@code folder}, its output going to {@code stdout} and {@code stderr} there. */
  public static ChildProcess start(Path folder, String... command) {
    return start(folder, Map.of(), command);
  }

  /** As {@link #start(Path, String...)}, with variables added to the environment. */
  public static ChildProcess start(
      Path folder, Map<String, String> environment, String... command) {
    Path stdout = folder.resolve("stdout");
    Path stderr = folder.resolve("stderr");
    var wrapped = new ArrayList<>(RESTORE_INTERRUPT);
    wrapped.addAll(List.of(command));
    var builder = new ProcessBuilder(wrapped)
        .directory(folder.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
        .redirectOutput(stdout.toFile())
        .redirectError(stderr.toFile());
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(List.of(command), builder.start(), stdout, stderr);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + List.of(command), e);
    }
  }

  private static List<String> restoreInterrupt() {
    List<String> prefix = List.of("env", "--default-signal=INT"); // GNU's env only
    var attempt = new ArrayList<>(prefix);
    attempt.add("true");
    try {
      var builder = new ProcessBuilder(attempt).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0 ? prefix : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to its standard output so far. */
  public String stdout() {
    return read(stdout);
  }

  /** What it has written to its standard error so far. */
  public String stderr() {
    return read(stderr);
  }

  /**
   * Waits for the end and returns the exit status; after a signal that ended it, 128 + its number.
   *
   * @throws AssertionError if it still runs after {@code limit}; the message has its output
   */
  public int awaitExit(Duration limit) {
    try {
      if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(describe("interrupted while waiting for the end of"), e);
    }
    throw new AssertionError(describe("still running after " + limit + ":"));
  }

  /**
   * Waits until a condition holds, for example of {@link #stdout()}.
   *
   * @throws AssertionError if it does not within {@code limit}, or the process has ended before
   */
  public void await(String what, BooleanSupplier condition, Duration limit) {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      boolean ended = !process.isAlive();
      if (ended && !condition.getAsBoolean()) {
        throw new AssertionError(describe("ended before " + what + ":"));
      }
      if (System.nanoTime() - startNanos > limit.toNanos()) {
        throw new AssertionError(describe("not " + what + " after " + limit + ":"));
      }
      pause();
    }
  }

  /** Sends a signal by name: INT, TERM or KILL. */
  public void signal(String name) {
    try {
      int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
          .redirectErrorStream(true)
          .start()
          .waitFor();
      if (status != 0) {
        throw new AssertionError(describe("kill -" + name + " exited " + status + " for"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Kills the process and its descendants, if they still run, and waits for its end. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  private void pause() {
    try {
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(describe("interrupted while waiting for"), e);
    }
  }

  private String describe(String what) {
    return what + " " + command + "\nstdout: " + stdout() + "\nstderr: " + stderr();
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
