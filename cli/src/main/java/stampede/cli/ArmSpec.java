package stampede.cli;

import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stampede.loadgen.Scenario;
import stampede.loadgen.Setting;
import stampede.results.ScenarioFile;
import stampede.results.gate.CheckRecord;
import stampede.store.BadInputException;
import stampede.store.StoreUri;

/**
 * An arm of a check as it was given: jars, a file of settings and settings, joined by {@code +}. The
 * jars stand before Stampede's own in the arm's class loader.
 *
 * @param settings of the traffic, by the names of a scenario's keys
 * @param slowdown by which share every operation is delayed; 0 unless {@code slowdownPercent} is given
 */
record ArmSpec(List<Path> jars, Map<String, String> settings, double slowdown) {
  /** A delay that is known, to try the gate with. */
  static final String SLOWDOWN = "slowdownPercent";

  /** The arm without a difference. */
  static final String OWN = "this";

  /** What two arms may differ in; the rest of a scenario is the check's. */
  private static final Set<String> KEYS = Set.of(
      "store",
      "target",
      "keys",
      "valueSize",
      "corpus",
      "cleanBytesMax",
      "dirtyBytesMax",
      "timeout",
      SLOWDOWN);

  private static final Pattern SETTING = Pattern.compile("([A-Za-z]+)=");
  static final String EXPECTED =
      "a.jar[:b.jar], @arm.yaml or key=value,... joined by +, or this: the build that checks";

  /** Copies the collections. */
  ArmSpec {
    jars = List.copyOf(jars);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * Reads an arm.
   *
   * @param option that gave it
   * @throws BadInputException where it is none, or a jar or file is not there
   */
  static ArmSpec parse(String option, String text) {
    List<Path> jars = new ArrayList<>();
    Map<String, String> settings = new LinkedHashMap<>();
    for (String part : parts(text)) {
      if (part.equals(OWN)) {
        continue;
      }
      if (part.startsWith("@")) {
        Path file = Path.of(part.substring(1));
        ScenarioFile.read(file)
            .forEach(entry -> put(
                settings,
                file + ":" + entry.line() + ": " + entry.key(),
                entry.key(),
                entry.value()));
      } else if (SETTING.matcher(part).lookingAt()) {
        settings(part).forEach(one -> put(settings, option, one.key(), one.value()));
      } else {
        jars.addAll(jars(option, part));
      }
    }
    double slowdown = slowdown(option, settings.remove(SLOWDOWN));
    List<Setting> checked = new ArrayList<>();
    settings.forEach((key, value) -> checked.add(new Setting(key, value, option + ": " + key)));
    Scenario.of(checked);
    return new ArmSpec(jars, settings, slowdown);
  }

  /**
   * The parts of an arm. A {@code +} may also be in the name of a jar or in the URI of a store: it ends a
   * part only where another one begins.
   */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    for (String piece : text.split("\\+", -1)) {
      int last = parts.size() - 1;
      if (last < 0 || begins(piece, SETTING.matcher(parts.get(last)).lookingAt())) {
        parts.add(piece);
      } else {
        parts.set(last, parts.get(last) + "+" + piece);
      }
    }
    return parts;
  }

  private static boolean begins(String piece, boolean afterSettings) {
    Matcher key = SETTING.matcher(piece);
    if (key.lookingAt()) {
      return !afterSettings || KEYS.contains(key.group(1));
    }
    if (piece.startsWith("@")) {
      return !afterSettings || Files.exists(Path.of(piece.substring(1)));
    }
    return piece.equals(OWN)
        || Arrays.stream(piece.split(File.pathSeparator, -1))
            .allMatch(name -> !name.isBlank() && Files.exists(Path.of(name)));
  }

  /** The arm for files: its settings without secrets, its jars by name and hash. */
  CheckRecord.ArmText shown() {
    List<String> parts = new ArrayList<>();
    jars.forEach(jar -> parts.add(String.valueOf(jar.getFileName())));
    settings.forEach((key, value) -> parts.add(key + "="
        + (key.equals("store") && !value.startsWith("env:")
            ? StoreUri.parse(value).toString()
            : value)));
    if (slowdown > 0) {
      parts.add(SLOWDOWN + "="
          + BigDecimal.valueOf(100 * slowdown).stripTrailingZeros().toPlainString());
    }
    String text = parts.isEmpty() ? "this build" : String.join(" + ", parts);
    return new CheckRecord.ArmText(
        text, jars.stream().map(CheckRecord.FileHash::of).toList());
  }

  private static void put(Map<String, String> settings, String source, String key, String value) {
    if (!KEYS.contains(key)) {
      throw new BadInputException(
          source,
          key,
          "a setting of an arm: " + String.join(", ", KEYS.stream().sorted().toList()));
    }
    if (settings.put(key, value) != null) {
      throw new BadInputException(source, key, "it once");
    }
  }

  /** {@code key=value,...}, where a comma begins the next one only before a key that is known. */
  private static List<Setting> settings(String part) {
    List<Setting> settings = new ArrayList<>();
    List<String> pieces = new ArrayList<>();
    for (String piece : part.split(",", -1)) {
      Matcher key = SETTING.matcher(piece);
      boolean begins = key.lookingAt() && (pieces.isEmpty() || KEYS.contains(key.group(1)));
      if (begins) {
        pieces.add(piece);
      } else {
        pieces.add(pieces.remove(pieces.size() - 1) + "," + piece);
      }
    }
    for (String piece : pieces) {
      int equals = piece.indexOf('=');
      settings.add(new Setting(piece.substring(0, equals), piece.substring(equals + 1), ""));
    }
    return settings;
  }

  private static List<Path> jars(String option, String part) {
    List<Path> jars = new ArrayList<>();
    for (String name : part.split(File.pathSeparator, -1)) {
      Path jar = Path.of(name);
      if (name.isBlank() || !Files.exists(jar)) {
        throw new BadInputException(option, name, "a file that is there: " + EXPECTED);
      }
      jars.add(jar.toAbsolutePath());
    }
    return jars;
  }

  private static double slowdown(String option, @Nullable String percent) {
    if (percent == null) {
      return 0;
    }
    if (!percent.matches("\\d{1,4}(\\.\\d{1,3})?")) {
      throw new BadInputException(option, SLOWDOWN + "=" + percent, "a plain decimal");
    }
    return new BigDecimal(percent).doubleValue() / 100;
  }
}
