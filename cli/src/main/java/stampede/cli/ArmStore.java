package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of one arm in one pair: {@code {arm}} in a URI becomes a name that no other arm and no
 * other pair has; a file of {@code sqlite:} or {@code files:} has it at its end, and is deleted after
 * the pair.
 *
 * @param made what is deleted; null where nothing is
 */
record ArmStore(String uri, @Nullable Path made) {
  private static final String PLACE = "{arm}";

  /** Of the URI {@code given}, or of the variable that it names. */
  static ArmStore named(String given, String name, Map<String, String> environment) {
    String uri = RunInputs.raw(given, environment);
    if (uri.contains(PLACE)) {
      return new ArmStore(uri.replace(PLACE, name), null);
    }
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon);
    if (!scheme.equals("sqlite") && !scheme.equals("files")) {
      return new ArmStore(uri, null);
    }
    int query = uri.indexOf('?');
    String path = uri.substring(colon + 1, query < 0 ? uri.length() : query) + "." + name;
    return new ArmStore(
        scheme + ":" + path + (query < 0 ? "" : uri.substring(query)), Path.of(path));
  }

  /** Deletes it with its logs. */
  void delete() {
    if (made == null) {
      return;
    }
    for (String suffix : List.of("", "-wal", "-shm")) {
      delete(Path.of(made + suffix));
    }
  }

  /** Deletes a file, or a folder with all that is in it, where it is there. */
  static void delete(Path place) {
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> all = Files.walk(place)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(place + ": cannot be deleted: " + e.getMessage(), e);
    }
  }
}
