package stampede.cli;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;
import stampede.store.StoreUri;

/** What the arms of a check are asked, and by what: the settings in effect. */
final class PairTraffic {
  private static final String STORE = "store";
  private static final String KEYS = "keys";
  private static final String CORPUS = "corpus";

  /** What a cache is given to hold and to be asked for, where an arm does not say. */
  private static final Map<String, String> CLOSED =
      Map.of(STORE, "memory:", KEYS, "1000", "cleanBytesMax", "512KiB", "timeout", "30s");

  /** Of an open loop besides: about as many loads that go to the store as there are stores. */
  private static final Map<String, String> OPEN = Map.of("loads", "0.6", "zipf", "0.5");

  private PairTraffic() {}

  /** The settings of one arm, those that it does not give included; a new map. */
  static Map<String, String> of(ArmSpec arm, @Nullable Double ratePerSecond) {
    Map<String, String> settings = new HashMap<>(CLOSED);
    if (ratePerSecond != null) {
      settings.putAll(OPEN);
      settings.put("rate", BigDecimal.valueOf(ratePerSecond).toPlainString());
    }
    if (arm.settings().containsKey(CORPUS)) {
      settings.remove(KEYS);
    }
    settings.putAll(arm.settings());
    return settings;
  }

  /**
   * What both are asked, for the record of a check: the base's settings, and beside them the candidate's
   * where they differ, with stores redacted.
   *
   * @throws BadInputException where they are not asked the same, or would share a store
   */
  static Map<String, String> of(
      ArmSpec base,
      ArmSpec candidate,
      @Nullable Double ratePerSecond,
      Map<String, String> environment) {
    Map<String, String> of = shown(base, ratePerSecond, environment);
    Map<String, String> other = shown(candidate, ratePerSecond, environment);
    for (String key : new String[] {KEYS, "valueSize", CORPUS}) {
      String one = String.valueOf(of.get(key));
      if (!one.equals(String.valueOf(other.get(key)))) {
        throw new BadInputException(
            "the candidate's " + key,
            String.valueOf(other.get(key)),
            "what the base has, " + one + ": both are asked the same");
      }
    }
    Map<String, String> both = new TreeMap<>(of);
    other.forEach((key, value) -> {
      if (!value.equals(of.get(key))) {
        both.put("candidate." + key, value);
      }
    });
    return both;
  }

  private static Map<String, String> shown(
      ArmSpec arm, @Nullable Double ratePerSecond, Map<String, String> environment) {
    Map<String, String> settings = of(arm, ratePerSecond);
    settings.computeIfPresent(STORE, (key, given) -> {
      ArmStore.requireOwn(given, environment);
      return StoreUri.parse(RunInputs.raw(given, environment)).toString();
    });
    return settings;
  }
}
