package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/**
 * A search for the highest rate that holds: {@code capacity.json}, written anew after each probe.
 *
 * @param scenario the settings of every probe but its rate, as in a manifest
 * @param probesMax how many probes the search may take
 * @param found null while the search goes on
 */
public record CapacityReport(
    int formatVersion,
    String version,
    String commit,
    Instant startedAt,
    Map<String, String> scenario,
    double rateMinPerSecond,
    double rateMaxPerSecond,
    int probesMax,
    List<CapacityEntry> probes,
    @Nullable Found found) {
  /** Its name in the folder of the search. */
  public static final String FILE = "capacity.json";

  private static final int FORMAT_VERSION = 1;

  /**
   * How the search ended.
   *
   * @param kind a word of the search
   * @param sentence what it means
   * @param ratePerSecond the highest rate that holds; null where none is known
   * @param lowPerSecond the lower end of its interval; null likewise
   * @param highPerSecond the upper end; null where nothing bounds it
   * @param descent what was measured on the way down as a multiple of what was measured at the same
   *     rates before; null where the same rates were not measured twice
   */
  public record Found(
      String kind,
      String sentence,
      @Nullable Double ratePerSecond,
      @Nullable Double lowPerSecond,
      @Nullable Double highPerSecond,
      @Nullable Double descent) {}

  /** Makes the collections immutable. */
  public CapacityReport {
    scenario = Collections.unmodifiableMap(new LinkedHashMap<>(scenario));
    probes = List.copyOf(probes);
  }

  /** A search that begins. */
  public static CapacityReport started(
      String version,
      String commit,
      Instant startedAt,
      Map<String, String> scenario,
      double rateMinPerSecond,
      double rateMaxPerSecond,
      int probesMax) {
    return new CapacityReport(
        FORMAT_VERSION,
        version,
        commit,
        startedAt,
        scenario,
        rateMinPerSecond,
        rateMaxPerSecond,
        probesMax,
        List.of(),
        null);
  }

  /** With one more probe. */
  public CapacityReport with(CapacityEntry probe) {
    List<CapacityEntry> more = new ArrayList<>(probes);
    more.add(probe);
    return with(more, found);
  }

  /** Ended. */
  public CapacityReport ended(Found end) {
    return with(probes, end);
  }

  private CapacityReport with(List<CapacityEntry> entries, @Nullable Found end) {
    return new CapacityReport(
        formatVersion,
        version,
        commit,
        startedAt,
        scenario,
        rateMinPerSecond,
        rateMaxPerSecond,
        probesMax,
        entries,
        end);
  }

  /** Whether a search with the settings of another one would ask for the same probes. */
  public boolean goesOnAs(CapacityReport other) {
    return scenario.equals(other.scenario)
        && rateMinPerSecond == other.rateMinPerSecond
        && rateMaxPerSecond == other.rateMaxPerSecond
        && probesMax == other.probesMax;
  }

  /**
   * Writes it into the folder of the search: whole, or not at all.
   *
   * @throws UncheckedIOException with the path, where it cannot be written
   */
  public void write(Path dir) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(dir + ": cannot be made: " + e.getMessage(), e);
    }
    AtomicFile.write(dir.resolve(FILE), toJson());
  }

  /**
   * Reads the search of a folder.
   *
   * @throws BadInputException where there is none that this version can read
   */
  public static CapacityReport read(Path dir) {
    Path file = dir.resolve(FILE);
    ObjectNode tree = Json.read(file);
    if (tree == null) {
      throw new BadInputException(dir.toString(), "no " + FILE, "the folder of a search");
    }
    if (tree.path("formatVersion").asInt() != FORMAT_VERSION) {
      throw new BadInputException(
          file + ": formatVersion",
          tree.path("formatVersion").toString(),
          String.valueOf(FORMAT_VERSION));
    }
    return Json.convert(file, tree, CapacityReport.class);
  }

  /** One JSON object. */
  public String toJson() {
    return Json.text(this);
  }
}
