package stampede.loadgen;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import stampede.store.BadInputException;

/** Reads the settings of a scenario, lays them over the defaults and checks them. */
final class ScenarioReader {
  private final Map<Key<?>, Object> values = new HashMap<>();
  private final Map<Key<?>, String> sources = new HashMap<>();
  private final Map<Key<?>, Setting> given = new HashMap<>();

  ScenarioReader(List<Setting> lower, List<Setting> upper) {
    given.putAll(layer(lower));
    given.putAll(layer(upper));
  }

  private static Map<Key<?>, Setting> layer(List<Setting> settings) {
    Map<Key<?>, Setting> layer = new LinkedHashMap<>();
    for (Setting setting : settings) {
      Key<?> key = key(setting);
      Setting before = layer.put(key, setting);
      if (before != null && key != Key.SLO) {
        throw new BadInputException(
            setting.source(),
            shown(key, setting.value()),
            "one " + key + ": it was given at " + before.source());
      }
      if (before != null) {
        String both = before.value() + "," + setting.value();
        layer.put(key, new Setting(setting.key(), both, setting.source()));
      }
    }
    return layer;
  }

  private static Key<?> key(Setting setting) {
    for (Key<?> key : Key.ALL) {
      if (key.name().equals(setting.key())) {
        return key;
      }
    }
    String names = Key.ALL.stream().map(Key::name).collect(Collectors.joining(", "));
    String nearest =
        Spelling.nearest(setting.key(), Key.ALL.stream().map(Key::name).toList());
    throw new BadInputException(
        setting.source(),
        setting.key(),
        (nearest.isEmpty() ? "" : nearest + "? Or another ") + "key of a scenario: " + names);
  }

  Scenario read() {
    if (given.containsKey(Key.TRACE)) {
      exclude(Key.TRACE, List.of(Key.CORPUS, Key.KEYS, Key.ZIPF, Key.LOADS));
    }
    if (given.containsKey(Key.CORPUS)) {
      exclude(Key.CORPUS, List.of(Key.KEYS, Key.VALUE_SIZE));
    }
    if (given.containsKey(Key.PHASES)) {
      exclude(Key.PHASES, List.of(Key.DURATION, Key.RATE));
    }
    if (given.containsKey(Key.CLOSED)) {
      exclude(
          Key.CLOSED,
          List.of(
              Key.RATE,
              Key.ARRIVALS,
              Key.PHASES,
              Key.DEADLINE,
              Key.IN_FLIGHT_MAX,
              Key.SLO,
              Key.STATSD_REQUESTS,
              Key.SPEED));
    }
    checkSpeed();
    for (Key<?> key : Key.ALL) {
      put(key);
    }
    Scenario scenario = new Scenario(values, sources);
    if (scenario.users().isEmpty() && !scenario.timed()) {
      checkDuration(scenario);
      checkStays(scenario);
      checkPlanned(scenario);
    }
    return scenario;
  }

  /** A trace that has times is the plan itself. */
  private void checkSpeed() {
    List<Key<?>> refused =
        hasTimes() ? List.of(Key.RATE, Key.ARRIVALS, Key.PHASES) : List.of(Key.SPEED);
    for (Key<?> key : refused) {
      Setting setting = given.get(key);
      if (setting != null) {
        throw new BadInputException(
            setting.source(),
            setting.value(),
            "no " + key + (hasTimes() ? " together" : " but together")
                + " with a trace that has times, .csv or .csv.xz");
      }
    }
  }

  private boolean hasTimes() {
    Setting trace = given.get(Key.TRACE);
    return trace != null && CsvTrace.is(trace.value());
  }

  private void exclude(Key<?> present, List<Key<?>> others) {
    for (Key<?> other : others) {
      Setting setting = given.get(other);
      if (setting != null) {
        throw new BadInputException(
            setting.source(), setting.value(), "no " + other + " together with " + present);
      }
    }
  }

  private <T> void put(Key<T> key) {
    Setting setting = given.get(key);
    if (setting != null) {
      put(key, setting.value(), setting.source());
    } else if (key.defaultText() != null && applies(key)) {
      put(key, key.defaultText(), "default of " + key);
    }
  }

  private boolean applies(Key<?> key) {
    if (hasTimes() && List.of(Key.RATE, Key.ARRIVALS).contains(key)) {
      return false;
    }
    if (key == Key.SPEED) {
      return hasTimes() && !given.containsKey(Key.CLOSED);
    }
    if (given.containsKey(Key.CLOSED)
        && List.of(Key.RATE, Key.ARRIVALS, Key.IN_FLIGHT_MAX, Key.STATSD_REQUESTS)
            .contains(key)) {
      return false;
    }
    if (given.containsKey(Key.PHASES) && List.of(Key.DURATION, Key.RATE).contains(key)) {
      return false;
    }
    if (given.containsKey(Key.TRACE)) {
      return !List.of(Key.KEYS, Key.ZIPF, Key.LOADS).contains(key)
          && (key != Key.DURATION || given.containsKey(Key.CLOSED));
    }
    return !given.containsKey(Key.CORPUS) || !List.of(Key.KEYS, Key.VALUE_SIZE).contains(key);
  }

  private <T> void put(Key<T> key, String text, String source) {
    try {
      values.put(key, key.type().read(text));
      sources.put(key, source);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(source, shown(key, text), key.type().expected(), e);
    }
  }

  /** A store's URI may hold secrets, all the more where it could not be read. */
  private static String shown(Key<?> key, String text) {
    return key == Key.STORE ? "***" : text;
  }

  /** A rate that changes does so over a duration, which a trace does not have. */
  private static void checkDuration(Scenario scenario) {
    Rate rate = scenario.find(Key.RATE);
    if (scenario.phases().isEmpty() && !(rate instanceof Rate.Constant)) {
      throw new BadInputException(
          scenario.source(Key.RATE),
          String.valueOf(scenario.asSettings().get("rate")),
          "a plain decimal, or a duration as well, together with trace");
    }
  }

  /** All paths of bursts are held in memory. */
  private static void checkStays(Scenario scenario) {
    double stays = 0;
    for (Phase phase : scenario.phases()) {
      stays += phase.rate() instanceof Rate.Burst burst ? burst.stays(phase.durationNanos()) : 0;
    }
    if (stays > BurstProfile.STAYS_MAX) {
      Key<?> key = scenario.find(Key.PHASES) == null ? Key.RATE : Key.PHASES;
      throw new BadInputException(
          scenario.source(key),
          String.valueOf(scenario.asSettings().get(key.name())),
          "bursts with at most " + BurstProfile.STAYS_MAX + " stays in the plan, on average");
    }
  }

  /** The rate is to blame: with the default one no duration plans too little or too much. */
  private static void checkPlanned(Scenario scenario) {
    long least = scenario.planned(OptionalLong.of(1));
    boolean cutFirst = scenario.trace() != null && scenario.find(Key.RATE) instanceof Rate.Constant;
    long most =
        Math.max(scenario.plannedWarmUp(), cutFirst ? 0 : scenario.planned(OptionalLong.empty()));
    if (least == 0 || most > Schedules.COUNT_MAX) {
      Map<String, String> settings = scenario.asSettings();
      boolean phased = settings.containsKey("phases");
      String offered = phased
          ? settings.get("phases")
          : settings.get("rate") + "/s for " + settings.getOrDefault("duration", "a trace");
      throw new BadInputException(
          scenario.source(phased ? Key.PHASES : Key.RATE),
          offered + " after a warm-up of " + settings.get("warmup"),
          "a rate that plans 1 to " + Schedules.COUNT_MAX + " requests");
    }
  }
}
