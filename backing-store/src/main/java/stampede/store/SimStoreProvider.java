package stampede.store;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.regex.Pattern;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** Opens {@code sim:}, a new and empty {@link SimStore} each time. */
public final class SimStoreProvider implements BackingStoreProvider {
  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");

  /** For {@link java.util.ServiceLoader}. */
  public SimStoreProvider() {}

  @Override
  public String scheme() {
    return "sim";
  }

  @Override
  public String usage() {
    return "sim:?latency=...&errors=SHARE&stall=AT+FOR,...&seed=N";
  }

  @Override
  public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    uri.requireOnly("errors", "latency", "seed", "stall");
    if (!uri.rest().isEmpty()) {
      throw new BadInputException("store", uri.toString(), usage());
    }
    var draws = new SimDraws(
        param(uri, "seed", SimStoreProvider::seed, 1L, "seed=N, a whole number of 64 bits"),
        param(
            uri, "latency", LatencyParser::parse, new Latency.Constant(0), LatencyParser.EXPECTED),
        param(uri, "errors", SimStoreProvider::share, 0.0, "errors=SHARE, a decimal from 0 to 1"));
    StallScript stalls =
        param(uri, "stall", StallScript::parse, StallScript.NONE, StallScript.EXPECTED);
    return new SimStore(
        new MemoryStore(scheme(), uri.blobBytesMax()), draws, stalls, clock, timers);
  }

  private static <T> T param(
      StoreUri uri, String name, Function<String, T> parse, T absent, String expected) {
    try {
      return uri.param(name).map(parse).orElse(absent);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("store", uri.toString(), expected, e);
    }
  }

  private static long seed(String text) {
    if (!INTEGER.matcher(text).matches()) {
      throw new IllegalArgumentException("a whole number");
    }
    return Long.parseLong(text);
  }

  private static double share(String text) {
    if (!DECIMAL.matcher(text).matches() || new BigDecimal(text).compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a decimal from 0 to 1");
    }
    return Double.parseDouble(text);
  }
}
