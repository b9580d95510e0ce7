package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;
import stampede.store.StoreUri;

/**
 * The store of one arm in one pair: {@code {arm}} in a URI becomes a name that no other arm and no
 * other pair has. The place of {@code sqlite:} and {@code files:} has it at its end where it is
 * nowhere else, and is deleted after the pair.
 *
 * @param made what is deleted; null where nothing is
 */
record ArmStore(String uri, @Nullable Path made) {
  private static final String PLACE = "{arm}";
  private static final Set<String> ON_DISK = Set.of("sqlite", "files");

  /** Each opening of such a store is a store of its own. */
  private static final Set<String> IN_MEMORY = Set.of("memory", "sim");

  /** Of an arm's settings, in which {@code store} is one. */
  static ArmStore of(PairSpec.ArmSettings arm, Map<String, String> environment) {
    return named(Objects.requireNonNull(arm.settings().get("store")), arm.name(), environment);
  }

  /** Of the URI {@code given}, or of the variable that it names. */
  static ArmStore named(String given, String name, Map<String, String> environment) {
    String uri = RunInputs.raw(given, environment);
    String scheme = scheme(uri);
    boolean onDisk = ON_DISK.contains(scheme);
    int query = uri.indexOf('?');
    String place = query < 0 ? uri : uri.substring(0, query);
    String own = place.replace(PLACE, name);
    if (onDisk && own.equals(place)) {
      own += "." + name;
    }
    String parameters = query < 0 ? "" : uri.substring(query).replace(PLACE, name);
    return new ArmStore(
        own + parameters, onDisk ? Path.of(own.substring(scheme.length() + 1)) : null);
  }

  /**
   * Sees that arms do not share a store.
   *
   * @throws BadInputException where they would
   */
  static void requireOwn(String given, Map<String, String> environment) {
    String uri = RunInputs.raw(given, environment);
    String scheme = scheme(uri);
    if (!uri.contains(PLACE) && !ON_DISK.contains(scheme) && !IN_MEMORY.contains(scheme)) {
      throw new BadInputException(
          "store",
          StoreUri.parse(uri).toString(),
          PLACE + " somewhere in it, for which each arm gets a name of its own");
    }
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? "" : uri.substring(0, colon);
  }

  /** Deletes it with its logs. */
  void delete() {
    if (made == null) {
      return;
    }
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
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
