package stampede.loadgen;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import stampede.instrument.StatsdSettings;
import stampede.store.BadInputException;
import stampede.store.StoreUri;

/**
 * Everything that defines a run. Validated; immutable. Two are equal where all their settings are.
 *
 * <p>A setting that has no meaning beside another is absent: with a trace there are no {@code keys},
 * {@code zipf} and {@code loads}, and no {@code duration} unless it was given; with a corpus no {@code keys} and {@code valueSize}; with phases no {@code duration} and {@code rate}.
 */
public final class Scenario {
  private final Map<Key<?>, Object> values;
  private final Map<Key<?>, String> sources;

  /** Values and their sources, both with the same keys. */
  Scenario(Map<Key<?>, Object> values, Map<Key<?>, String> sources) {
    this.values = Map.copyOf(values);
    this.sources = Map.copyOf(sources);
  }

  /**
   * The scenario of some settings, with defaults for the others.
   *
   * @param lower for example a file's settings
   * @param upper for example the command line's, each of which overrides its key in {@code lower}
   * @throws BadInputException where a key is unknown or repeated within a layer (only {@code slo}
   *     repeats), a value breaks its bound, or two settings exclude each other
   */
  public static Scenario of(List<Setting> lower, List<Setting> upper) {
    return new ScenarioReader(lower, upper).read();
  }

  /** The scenario of some settings, with defaults for the others; as {@link #of(List, List)}. */
  public static Scenario of(List<Setting> settings) {
    return of(List.of(), settings);
  }

  /** Every key, in the order in which a scenario is written. */
  public static List<ScenarioKey> keys() {
    return Key.ALL.stream()
        .map(key -> new ScenarioKey(
            key.name(),
            key.meaning(),
            key.defaultText(),
            key.type().expected(),
            key == Key.SLO,
            key == Key.STATSD_REQUESTS))
        .toList();
  }

  @SuppressWarnings("unchecked") // ScenarioReader puts under a key only what its type has read
  <T> @Nullable T find(Key<T> key) {
    return (T) values.get(key);
  }

  private <T> T get(Key<T> key) {
    return Objects.requireNonNull(find(key), key.name());
  }

  /** Where a setting stands, by its name, for messages about it. */
  public String source(String name) {
    for (Key<?> key : Key.ALL) {
      if (key.name().equals(name)) {
        return source(key);
      }
    }
    throw new IllegalArgumentException("no key of a scenario: " + name);
  }

  /** Where the setting of a key stands, for messages about it. */
  String source(Key<?> key) {
    return Objects.requireNonNull(sources.get(key), key.name());
  }

  /**
   * The settings in effect, in order, each in the syntax that {@link #of(List)} reads: read back
   * they are an equal scenario, unless the store's URI has secrets, which are replaced.
   */
  public Map<String, String> asSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Key<?> key : Key.ALL) {
      putText(settings, key);
    }
    return settings;
  }

  private <T> void putText(Map<String, String> settings, Key<T> key) {
    T value = find(key);
    if (value != null) {
      String text = key.type().format().apply(value);
      settings.put(key.name(), key == Key.STORE ? redacted(text) : text);
    }
  }

  private static String redacted(String storeText) {
    return storeText.startsWith("env:") ? storeText : StoreUri.parse(storeText).toString();
  }

  /**
   * How many requests the run plans, over all shards.
   *
   * @param traceLength how many requests the scenario's trace holds, if it has one; all are planned
   *     at its own times, but for a duration
   */
  public long planned(OptionalLong traceLength) {
    List<Phase> phases = phases();
    if (phases.isEmpty()) {
      return users().isPresent()
          ? traceLength.orElse(Schedules.COUNT_MAX)
          : traceLength.orElseThrow();
    }
    long within = 0;
    for (int number = 0; number < phases.size(); number++) {
      within += phases.get(number).planned(seed(), number);
    }
    return traceLength.isPresent() ? Math.min(within, traceLength.getAsLong()) : within;
  }

  /** How many users a closed loop has; empty of an open one. */
  public OptionalInt users() {
    Long users = find(Key.CLOSED);
    return users == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(users));
  }

  /** The stretches of the plan; none where a trace alone says how long it goes on, or no plan. */
  List<Phase> phases() {
    List<Phase> phases = find(Key.PHASES);
    if (phases != null) {
      return phases;
    }
    Long durationNanos = find(Key.DURATION);
    return durationNanos == null || users().isPresent() || timed()
        ? List.of()
        : List.of(new Phase(durationNanos, get(Key.RATE), null));
  }

  /** Whether the trace's own times are the plan. */
  boolean timed() {
    return find(Key.SPEED) != null;
  }

  /** How many times as fast a trace goes that has times. */
  BigDecimal speed() {
    return get(Key.SPEED);
  }

  /** How many requests the warm-up plans; those of a trace that has times are its first. */
  public long plannedWarmUp() {
    return users().isPresent()
        ? Schedules.COUNT_MAX
        : Schedules.plannedCount(rate(), warmupNanos());
  }

  /** How long requests are planned; empty where a trace's length says. */
  public OptionalLong durationNanos() {
    if (users().isPresent()) {
      return OptionalLong.of(get(Key.DURATION));
    }
    Long durationNanos = find(Key.DURATION);
    if (timed() && durationNanos != null) {
      return OptionalLong.of(durationNanos);
    }
    List<Phase> phases = phases();
    return phases.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(phases.stream().mapToLong(Phase::durationNanos).sum());
  }

  public long warmupNanos() {
    return get(Key.WARMUP);
  }

  public long drainNanos() {
    return get(Key.DRAIN);
  }

  /**
   * The mean rate of the run, or of its first phase, at which the warm-up goes, per second; neither a
   * closed loop nor a trace that has times knows one.
   */
  public BigDecimal rate() {
    return rates().get(0).mean();
  }

  /** The highest rate of the plan, per second. */
  public BigDecimal highestRate() {
    return rates().stream().map(Rate::highest).reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  private List<Rate> rates() {
    Rate rate = find(Key.RATE);
    return rate == null ? phases().stream().map(Phase::rate).toList() : List.of(rate);
  }

  public Arrivals arrivals() {
    return get(Key.ARRIVALS);
  }

  public long seed() {
    return get(Key.SEED);
  }

  /** How many keys are asked for; neither a trace nor a corpus says. */
  int keyCount() {
    return Math.toIntExact(get(Key.KEYS));
  }

  /** The exponent of the keys' popularity; a trace says otherwise. */
  double zipf() {
    return get(Key.ZIPF).doubleValue();
  }

  /** The sizes of generated blobs; a corpus says otherwise. */
  Sizes valueSize() {
    return get(Key.VALUE_SIZE);
  }

  /** How many of the requests are loads, from 0 to 1; all are with a trace. */
  public double loads() {
    return find(Key.TRACE) == null ? get(Key.LOADS).doubleValue() : 1;
  }

  /** The store's URI as it was given, secrets included, or {@code env:NAME}; null where none was. */
  public @Nullable String store() {
    return find(Key.STORE);
  }

  /** The name of what answers the requests; {@link Targets} knows it, or not. */
  public String target() {
    return get(Key.TARGET);
  }

  /** The trace's file; null where there is none. */
  public @Nullable String trace() {
    return find(Key.TRACE);
  }

  /** The corpus' directory; null where there is none. */
  public @Nullable String corpus() {
    return find(Key.CORPUS);
  }

  /** The bounds to check at the end, unread; none where none was given. */
  public List<String> slos() {
    List<String> slos = find(Key.SLO);
    return slos == null ? List.of() : slos;
  }

  /** Where timings are shipped to: {@code HOST:PORT} or {@code env}; null where nowhere. */
  public @Nullable String statsd() {
    return find(Key.STATSD);
  }

  /** How timings are shipped to {@code address}. */
  public StatsdSettings statsd(InetSocketAddress address) {
    return new StatsdSettings(
        address,
        get(Key.STATSD_PREFIX),
        get(Key.STATSD_FLAVOR),
        get(Key.STATSD_SAMPLE_RATE),
        seed(),
        users().isEmpty() && get(Key.STATSD_REQUESTS),
        get(Key.STATSD_OVERFLOW));
  }

  public long cleanBytesMax() {
    return get(Key.CLEAN_BYTES_MAX);
  }

  public long dirtyBytesMax() {
    return get(Key.DIRTY_BYTES_MAX);
  }

  public long timeoutNanos() {
    return get(Key.TIMEOUT);
  }

  /** How long after its intended start a request is waited for; NO_DEADLINE where for ever. */
  private long deadlineNanos() {
    Long nanos = find(Key.DEADLINE);
    return nanos == null ? InFlightLimits.NO_DEADLINE : nanos;
  }

  /** What may be in flight, and for how long. */
  public InFlightLimits inFlightLimits() {
    return new InFlightLimits(
        users().isPresent() ? InFlightLimits.REQUESTS_MAX : Math.toIntExact(get(Key.IN_FLIGHT_MAX)),
        get(Key.IN_FLIGHT_BYTES_MAX),
        timeoutNanos(),
        deadlineNanos());
  }

  /** The length of an interval: whole seconds. */
  public long intervalNanos() {
    return get(Key.INTERVAL);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scenario that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The settings in effect, without secrets. */
  @Override
  public String toString() {
    return asSettings().toString();
  }
}
