package stampede.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that tests meet as it really is: a browser, a server. The parts are listed in {@code
 * real-parts.txt}. One of apt is looked for in {@code PATH}; one of npm in its folder below {@code
 * stampede} in the user's cache, {@code XDG_CACHE_HOME} or {@code ~/.cache}, where {@code ./verify}
 * installs it. Thread-safe.
 */
public final class RealPart {
  private record Part(String executable, String source, String packageName, String purpose) {
    static Part parse(String line) {
      String[] fields = line.split("[ :]", 4);
      return new Part(fields[0], fields[1], fields[2], fields[3]);
    }

    boolean ofNpm() {
      return source.equals("npm");
    }
  }

  private static final Map<String, Part> PARTS = read();

  private RealPart() {}

  /**
   * Returns the path of a part's executable. Where it is missing the calling test is skipped with
   * the reason and the line that would install it; with {@code CI=true} in the environment it
   * fails.
   *
   * @throws IllegalArgumentException if the part is not listed
   */
  public static Path require(String executable) {
    return require(executable, System.getenv()::get);
  }

  static Path require(String executable, Function<String, String> environment) {
    Part part = PARTS.get(executable);
    if (part == null) {
      throw new IllegalArgumentException(
          "not in real-parts.txt: " + executable + "; it lists " + PARTS.keySet());
    }
    Optional<Path> found = folders(part, environment)
        .map(folder -> folder.resolve(executable))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
    if (found.isEmpty()) {
      String reason = executable + " is not installed (" + part.purpose() + "); "
          + installLine(part, environment);
      if ("true".equals(environment.apply("CI"))) {
        throw new AssertionError(reason);
      }
      Assumptions.abort(reason);
    }
    return found.get();
  }

  private static Stream<Path> folders(Part part, Function<String, String> environment) {
    if (part.ofNpm()) {
      return Stream.of(npmFolder(part, environment).resolve("node_modules/.bin"));
    }
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(environment.apply("PATH"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  private static Path npmFolder(Part part, Function<String, String> environment) {
    String cache = environment.apply("XDG_CACHE_HOME");
    String home = environment.apply("HOME");
    Path base = cache != null && !cache.isEmpty()
        ? Path.of(cache)
        : Path.of(home != null ? home : System.getProperty("user.home"), ".cache");
    return base.resolve("stampede").resolve(part.packageName());
  }

  private static String installLine(Part part, Function<String, String> environment) {
    return part.ofNpm()
        ? "npm install --prefix " + npmFolder(part, environment)
            + " --omit=optional --ignore-scripts " + part.packageName()
        : "on Debian: apt-get install --no-install-recommends " + part.packageName();
  }

  private static Map<String, Part> read() {
    try (var lines = new BufferedReader(new InputStreamReader(
        RealPart.class.getResourceAsStream("real-parts.txt"), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Part::parse)
          .collect(Collectors.toUnmodifiableMap(Part::executable, part -> part));
    } catch (IOException e) {
      throw new UncheckedIOException("real-parts.txt", e);
    }
  }
}
