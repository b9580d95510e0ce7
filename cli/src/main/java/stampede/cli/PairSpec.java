package stampede.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import stampede.results.gate.Arm;

/**
 * What a JVM of a pair is to do, as the file that it reads.
 *
 * @param number of the pair in its batch, from 1
 * @param seed of the order of the arms and of the places
 * @param arms in the order in which they are opened
 * @param sliceNanos how long a token allows it to measure; 0 where nobody hands out tokens
 * @param open whether its loop is open
 * @param batchSize how many hits are timed together; 0 where the JVM is to settle it
 */
record PairSpec(
    String checkId,
    String batch,
    int number,
    long seed,
    Path dir,
    Map<Arm, ArmSettings> arms,
    long sliceNanos,
    boolean open,
    int batchSize,
    Lengths lengths) {
  private static final String STORE = "store";

  /**
   * One arm.
   *
   * @param name that no other arm and no other pair has: its store gets it
   * @param slowdown by which share it is delayed
   */
  record ArmSettings(List<Path> jars, Map<String, String> settings, String name, double slowdown) {}

  /**
   * How long a pair goes on: a warm-up and what is measured end after their rounds, or earlier when
   * their time is over, but not before the fewest rounds. A round is a batch of hits, a load and a store
   * of each arm.
   *
   * @param roundsMin of what is measured
   */
  record Lengths(
      int warmUpRounds, long warmUpNanosMax, int rounds, long measureNanosMax, int roundsMin) {
    /**
     * What a pair takes where nothing else is asked: rounds enough for compiled code and a p99, and at
     * least those of a p95, which takes 400 samples, though one round in ten has no load of the store.
     */
    static final Lengths DEFAULT = new Lengths(5000, 3_000_000_000L, 3000, 4_000_000_000L, 440);

    /** Of an open loop: a round is a request; a warm-up has as many as its time. */
    static final Lengths OPEN = new Lengths(Integer.MAX_VALUE, 1_500_000_000L, 3000, 0, 3000);

    /** How many rounds a warm-up has at least, however slow they are. */
    private static final int WARM_UP_ROUNDS_MIN = 100;

    boolean warm(int roundsDone, long elapsedNanos) {
      return roundsDone >= warmUpRounds
          || (roundsDone >= WARM_UP_ROUNDS_MIN && elapsedNanos >= warmUpNanosMax);
    }

    boolean measured(int roundsDone, long elapsedNanos) {
      return roundsDone >= rounds || (roundsDone >= roundsMin && elapsedNanos >= measureNanosMax);
    }

    /** For the record of a check. */
    Map<String, String> asSettings() {
      return Map.of(
          "warmUpRounds", String.valueOf(warmUpRounds),
          "warmUpNanosMax", String.valueOf(warmUpNanosMax),
          "rounds", String.valueOf(rounds),
          "measureNanosMax", String.valueOf(measureNanosMax),
          "roundsMin", String.valueOf(roundsMin));
    }
  }

  /**
   * The same with the URIs of its stores moved to variables of {@code environment}: they may hold secrets,
   * and the file is no place for those.
   */
  PairSpec withStoresIn(Map<String, String> environment) {
    Map<Arm, ArmSettings> hidden = new LinkedHashMap<>();
    arms.forEach((arm, of) -> {
      String uri = of.settings.get(STORE);
      Map<String, String> settings = new HashMap<>(of.settings);
      if (uri != null && !uri.startsWith("env:")) {
        String variable = "STAMPEDE_STORE_OF_" + arm.name();
        environment.put(variable, uri);
        settings.put(STORE, "env:" + variable);
      }
      hidden.put(arm, new ArmSettings(of.jars, settings, of.name, of.slowdown));
    });
    return new PairSpec(
        checkId, batch, number, seed, dir, hidden, sliceNanos, open, batchSize, lengths);
  }

  void write(Path file) {
    var text = new Properties();
    text.setProperty("checkId", checkId);
    text.setProperty("batch", batch);
    text.setProperty("number", String.valueOf(number));
    text.setProperty("seed", String.valueOf(seed));
    text.setProperty("dir", dir.toString());
    text.setProperty("sliceNanos", String.valueOf(sliceNanos));
    text.setProperty("open", String.valueOf(open));
    text.setProperty("batchSize", String.valueOf(batchSize));
    lengths.asSettings().forEach(text::setProperty);
    text.setProperty(
        "arms", String.join(",", arms.keySet().stream().map(Arm::name).toList()));
    arms.forEach((arm, settings) -> {
      String prefix = arm.word() + ".";
      text.setProperty(
          prefix + "jars",
          String.join(
              File.pathSeparator, settings.jars.stream().map(Path::toString).toList()));
      text.setProperty(prefix + "name", settings.name);
      text.setProperty(prefix + "slowdown", String.valueOf(settings.slowdown));
      settings.settings.forEach((key, value) -> text.setProperty(prefix + "set." + key, value));
    });
    try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      text.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  static PairSpec read(Path file) {
    var text = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      text.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    Map<Arm, ArmSettings> arms = new LinkedHashMap<>();
    for (String word : text.getProperty("arms").split(",", -1)) {
      Arm arm = Arm.valueOf(word);
      String slowdown = text.getProperty(arm.word() + ".slowdown");
      arms.put(arm, armSettings(text, arm.word() + ".", Double.parseDouble(slowdown)));
    }
    return new PairSpec(
        text.getProperty("checkId"),
        text.getProperty("batch"),
        Integer.parseInt(text.getProperty("number")),
        Long.parseLong(text.getProperty("seed")),
        Path.of(text.getProperty("dir")),
        arms,
        Long.parseLong(text.getProperty("sliceNanos")),
        Boolean.parseBoolean(text.getProperty("open")),
        Integer.parseInt(text.getProperty("batchSize")),
        new Lengths(
            Integer.parseInt(text.getProperty("warmUpRounds")),
            Long.parseLong(text.getProperty("warmUpNanosMax")),
            Integer.parseInt(text.getProperty("rounds")),
            Long.parseLong(text.getProperty("measureNanosMax")),
            Integer.parseInt(text.getProperty("roundsMin"))));
  }

  private static ArmSettings armSettings(Properties text, String prefix, double slowdown) {
    List<Path> jars = new ArrayList<>();
    for (String jar : text.getProperty(prefix + "jars").split(File.pathSeparator, -1)) {
      if (!jar.isEmpty()) {
        jars.add(Path.of(jar));
      }
    }
    Map<String, String> settings = new HashMap<>();
    for (String name : text.stringPropertyNames()) {
      if (name.startsWith(prefix + "set.")) {
        settings.put(name.substring(prefix.length() + "set.".length()), text.getProperty(name));
      }
    }
    return new ArmSettings(jars, settings, text.getProperty(prefix + "name"), slowdown);
  }
}
