package stampede.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory, of a size that is soon full; mounted until it is closed. For one thread. */
public final class SmallTmpfs implements AutoCloseable {
  private final Path folder;

  private SmallTmpfs(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one at {@code folder}, with {@code options} as of tmpfs(5): {@code size=4m}. Where that is
   * refused the calling test is skipped with the reason; with {@code CI=true} in the environment it
   * fails if root was refused.
   */
  public static SmallTmpfs mount(Path folder, String options) {
    return mount(folder, options, System.getenv()::get);
  }

  static SmallTmpfs mount(Path folder, String options, Function<String, String> environment) {
    String refusal = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    if (!refusal.isEmpty()) {
      String reason = "a small tmpfs cannot be mounted, which takes root on Linux: " + refusal;
      if ("true".equals(environment.apply("CI")) && isRoot(folder)) {
        throw new AssertionError(reason);
      }
      Assumptions.abort(reason);
    }
    return new SmallTmpfs(folder);
  }

  /** Whether this process, which has made {@code folder}, runs as root. */
  private static boolean isRoot(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it another size, while its files are in use. */
  public void remount(String options) {
    require(run("mount", "-o", "remount," + options, folder.toString()));
  }

  @Override
  public void close() {
    require(run("umount", folder.toString()));
  }

  private static void require(String refusal) {
    if (!refusal.isEmpty()) {
      throw new AssertionError(refusal);
    }
  }

  /** Runs a command; returns what it says where it fails, else nothing. */
  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      return exit == 0 ? "" : String.join(" ", command) + " exits " + exit + ": " + said.strip();
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
