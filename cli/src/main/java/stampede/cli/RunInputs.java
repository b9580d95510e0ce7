package stampede.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stampede.instrument.StatsdAddress;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.Plan;
import stampede.loadgen.Scenario;
import stampede.loadgen.TargetProvider;
import stampede.loadgen.Targets;
import stampede.results.RunWriter;
import stampede.results.Slo;
import stampede.store.BackingStore;
import stampede.store.BadInputException;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;

/**
 * Everything that a run reads or opens, opened and checked before its folder is made.
 *
 * @param statsd null where nothing is shipped
 * @param store null where the run keeps its own in its folder
 * @param storeText the URI of the store in effect, redacted
 */
record RunInputs(
    Path dir,
    Plan plan,
    TargetProvider target,
    List<Slo> slos,
    @Nullable StatsdSettings statsd,
    @Nullable BackingStore store,
    String storeText) {
  /** The same for one of several runs over {@code shared}, by another plan into another folder. */
  RunInputs probe(Path into, Plan by, TargetProvider shared) {
    return new RunInputs(into, by, shared, slos, null, store, storeText);
  }

  /** The settings with the store that is really used. */
  Map<String, String> effective() {
    Map<String, String> settings = new LinkedHashMap<>(plan.scenario().asSettings());
    settings.put("store", storeText);
    return settings;
  }

  /** The variables that {@code --statsd env} looks at, in order. */
  private static final List<String> STATSD_VARIABLES =
      List.of("STAMPEDE_STATSD", "FLUX_FRIPP_STATSD");

  /**
   * Opens and checks.
   *
   * @param dir the run's folder: absent or empty
   * @throws BadInputException where something cannot be used; nothing was made then
   */
  static RunInputs open(
      Scenario scenario, Path dir, Map<String, String> environment, SystemTime time) {
    RunWriter.requireFree(dir);
    return openAgain(scenario, dir, environment, time);
  }

  /** Opens and checks as {@link #open}, for a folder that is there. */
  static RunInputs openAgain(
      Scenario scenario, Path dir, Map<String, String> environment, SystemTime time) {
    List<Slo> slos =
        at(scenario, "slo", () -> scenario.slos().stream().map(Slo::parse).toList());
    String address = scenario.statsd();
    InetSocketAddress server =
        address == null ? null : at(scenario, "statsd", () -> statsd(address, environment));
    StatsdSettings statsd =
        server == null ? null : at(scenario, "statsdPrefix", () -> scenario.statsd(server));
    TargetProvider target = at(scenario, "target", () -> Targets.named(scenario.target()));
    Plan plan = Plan.of(scenario);
    String uri = scenario.store();
    BackingStore store =
        uri == null ? null : at(scenario, "store", () -> store(uri, environment, time));
    String storeText = uri == null
        ? "sqlite:" + dir.resolve(RunStore.FILE)
        : StoreUri.parse(raw(uri, environment)).toString();
    return new RunInputs(dir, plan, target, slos, statsd, store, storeText);
  }

  /** Names the place of a setting in what is said against it. */
  private static <T> T at(Scenario scenario, String key, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (BadInputException e) {
      throw new BadInputException(scenario.source(key), e.value(), e.expected(), e);
    } catch (StoreException e) {
      throw new BadInputException(
          scenario.source(key), String.valueOf(e.getMessage()), "a store that can be opened", e);
    }
  }

  private static InetSocketAddress statsd(String given, Map<String, String> environment) {
    if (!given.equals("env")) {
      return StatsdAddress.parse(given);
    }
    return STATSD_VARIABLES.stream()
        .map(environment::get)
        .filter(value -> value != null && !value.isEmpty())
        .findFirst()
        .map(StatsdAddress::parse)
        .orElseThrow(() -> new BadInputException(
            "statsd", given, String.join(" or ", STATSD_VARIABLES) + " in the environment"));
  }

  private static BackingStore store(
      String given, Map<String, String> environment, SystemTime time) {
    return Stores.open(StoreUri.parse(raw(given, environment)), time, time);
  }

  /** The URI itself, of which {@code env:NAME} names the variable. */
  static String raw(String given, Map<String, String> environment) {
    String text =
        given.startsWith("env:") ? environment.get(given.substring("env:".length())) : given;
    if (text == null) {
      throw new BadInputException("store", given, "that variable in the environment");
    }
    return text;
  }
}
