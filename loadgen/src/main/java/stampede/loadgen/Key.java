package stampede.loadgen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stampede.instrument.StatsdFlavor;
import stampede.instrument.StatsdSettings.Overflow;
import stampede.store.BadInputException;
import stampede.store.StoreUri;

/** A key of a scenario: its name, what it sets, its default and the kind of its values. */
final class Key<T> {
  private static final List<Key<?>> TABLE = new ArrayList<>();
  private static final Pattern TARGET_NAME = Pattern.compile("[a-z0-9-]+");
  private static final Pattern METRIC = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  static final Key<Long> DURATION =
      key("duration", "how long requests are planned", "30s", ValueType.duration("1ms", "168h"));
  static final Key<Long> WARMUP = key(
      "warmup", "the same traffic before, in no figure", "20s", ValueType.duration("0s", "24h"));
  static final Key<Long> DRAIN = key(
      "drain",
      "how long after the plan answers are waited for",
      "10s",
      ValueType.duration("0s", "1h"));
  static final Key<Rate> RATE = key("rate", "requests per second", "1000", ValueType.rate());
  static final Key<Arrivals> ARRIVALS = key(
      "arrivals",
      "how intended starts are spread",
      "poisson",
      ValueType.word(Arrivals.class, Arrivals::word));
  static final Key<List<Phase>> PHASES = key(
      "phases",
      "in place of duration and rate: stretches of the plan, one after another",
      null,
      ValueType.phases());
  static final Key<Long> CLOSED = key(
      "closed",
      "so many users in a closed loop, each sending when its last request has ended; no rate",
      null,
      ValueType.integer("a whole number from 1 to 100000", 1, 100_000));
  static final Key<Long> SEED = key(
      "seed",
      "of every random draw",
      "1",
      ValueType.integer("a whole number of 64 bits", Long.MIN_VALUE, Long.MAX_VALUE));
  static final Key<String> STORE = key(
      "store",
      "the backing store; without it a SQLite file in the run's folder",
      null,
      ValueType.text("a store's URI, scheme:rest, or env:NAME", Key::isStore));
  static final Key<String> TARGET = key(
      "target",
      "the cache that answers",
      "content-cache",
      ValueType.text(
          "a name of lower case letters, digits and -",
          text -> TARGET_NAME.matcher(text).matches()));
  static final Key<Long> KEYS = key(
      "keys",
      "how many blobs are stored before the run and asked for in it",
      "20000",
      ValueType.integer("a whole number from 1 to " + Population.KEYS_MAX, 1, Population.KEYS_MAX));
  static final Key<BigDecimal> ZIPF = key(
      "zipf",
      "the exponent of their popularity; 0 is uniform",
      "0.99",
      ValueType.decimal(
          "a plain decimal from 0 to 10", zipf -> zipf.compareTo(BigDecimal.TEN) <= 0));
  static final Key<Sizes> VALUE_SIZE =
      key("valueSize", "the sizes of blobs", "lognormal:p50=1KiB,p99=16KiB", ValueType.sizes());
  static final Key<BigDecimal> LOADS = key(
      "loads",
      "the share of loads; the rest are stores of new blobs",
      "0.9",
      ValueType.decimal(
          "a plain decimal from 0 to 1", loads -> loads.compareTo(BigDecimal.ONE) <= 0));
  static final Key<String> TRACE = key(
      "trace",
      "replays the keys of a cache2k trace as loads; or a .csv of cache-trace, at its times",
      null,
      file("a trace's file"));
  static final Key<BigDecimal> SPEED = key(
      "speed",
      "how many times as fast a trace goes that has times; no rate",
      "1",
      ValueType.decimal(
          "a plain decimal from 0.01 to 1000000 with at most 9 decimals",
          speed -> speed.compareTo(new BigDecimal("0.01")) >= 0
              && speed.compareTo(new BigDecimal("1000000")) <= 0
              && speed.scale() <= 9));
  static final Key<String> CORPUS =
      key("corpus", "takes the files below a directory as blobs", null, file("a directory"));
  static final Key<List<String>> SLO = key(
      "slo",
      "an objective for the response time of all loads or stores",
      null,
      ValueType.list("a bound such as load.p99<5ms, or several with commas"));
  static final Key<String> STATSD =
      key("statsd", "ships backing timings and gauges by StatsD", null, ValueType.address());
  static final Key<String> STATSD_PREFIX = key(
      "statsdPrefix",
      "before the names of what is shipped",
      "flux.0",
      ValueType.text(
          "words of letters, digits, - and _ with dots between them",
          text -> METRIC.matcher(text).matches()));
  static final Key<StatsdFlavor> STATSD_FLAVOR = key(
      "statsdFlavor",
      "the dialect of the lines",
      "etsy",
      ValueType.word(StatsdFlavor.class, StatsdFlavor::word));
  static final Key<Boolean> STATSD_REQUESTS =
      key("statsdRequests", "ships response times as well", "false", ValueType.flag());
  static final Key<BigDecimal> STATSD_SAMPLE_RATE = key(
      "statsdSampleRate",
      "the share of timings that is sent",
      "1",
      ValueType.decimal(
          "a plain decimal above 0, at most 1",
          rate -> rate.signum() > 0 && rate.compareTo(BigDecimal.ONE) <= 0));
  static final Key<Overflow> STATSD_OVERFLOW = key(
      "statsdOverflow",
      "what a thread does that completes operations faster than they can be sent",
      "drop",
      ValueType.word(Overflow.class, Overflow::word));
  static final Key<Long> CLEAN_BYTES_MAX = key(
      "cleanBytesMax",
      "the most bytes of clean blobs in the cache",
      "8MiB",
      ValueType.bytes("0B", "1024GiB"));
  static final Key<Long> DIRTY_BYTES_MAX = key(
      "dirtyBytesMax",
      "the most bytes of blobs not yet in the backing store",
      "64MiB",
      ValueType.bytes("1MiB", "1024GiB"));
  static final Key<Long> IN_FLIGHT_MAX = key(
      "inFlightMax",
      "the most requests in flight, of each operation; more are shed",
      "4096",
      ValueType.integer(
          "a whole number from 1 to " + InFlightLimits.REQUESTS_MAX,
          1,
          InFlightLimits.REQUESTS_MAX));
  static final Key<Long> IN_FLIGHT_BYTES_MAX = key(
      "inFlightBytesMax",
      "the most bytes in flight, over both operations; more are shed",
      "256MiB",
      ValueType.bytes("1MiB", "1024GiB"));
  static final Key<Long> TIMEOUT = key(
      "timeout",
      "how long after its send a request is waited for",
      "10s",
      ValueType.duration("1ms", "1h"));
  static final Key<Long> DEADLINE = key(
      "deadline",
      "how long after its intended start a request is waited for, or still sent",
      null,
      ValueType.duration("1us", "1h"));
  static final Key<Long> INTERVAL = key(
      "interval",
      "the length of an interval of the log and of a line of progress",
      "1s",
      ValueType.wholeSeconds("1s", "1h"));

  /** Every key, in the order in which a scenario is written. */
  static final List<Key<?>> ALL = Collections.unmodifiableList(TABLE);

  private final String name;
  private final String meaning;
  private final @Nullable String defaultText;
  private final ValueType<T> type;

  private Key(String name, String meaning, @Nullable String defaultText, ValueType<T> type) {
    this.name = name;
    this.meaning = meaning;
    this.defaultText = defaultText;
    this.type = type;
  }

  private static <T> Key<T> key(
      String name, String meaning, @Nullable String defaultText, ValueType<T> type) {
    Key<T> key = new Key<>(name, meaning, defaultText, type);
    TABLE.add(key);
    return key;
  }

  private static boolean isStore(String text) {
    if (text.startsWith("env:")) {
      return text.length() > "env:".length();
    }
    try {
      return !StoreUri.parse(text).scheme().isEmpty();
    } catch (BadInputException e) {
      return false;
    }
  }

  private static ValueType<String> file(String expected) {
    return ValueType.text(expected, text -> !text.isBlank() && text.indexOf('\0') < 0);
  }

  String name() {
    return name;
  }

  /** What it sets, in words. */
  String meaning() {
    return meaning;
  }

  /** Null where the key has no default. */
  @Nullable
  String defaultText() {
    return defaultText;
  }

  ValueType<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return name;
  }
}
