package stampede.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;
import stampede.loadgen.Schedules;
import stampede.results.RunWriter;
import stampede.store.BadInputException;
import stampede.store.StoreUri;
import stampede.time.Durations;

/**
 * What {@code stampede timing} was asked for, checked before its folder is made.
 *
 * @param rates starts a second, rising
 * @param operations how many operations are wanted at each rate; zero where real time decides
 * @param durationNanos how long each rate lasts in real time; zero in virtual time
 */
record TimingInputs(
    List<BigDecimal> rates,
    int operations,
    long durationNanos,
    boolean real,
    StoreUri store,
    long seed,
    Path dir) {
  private static final String RATES = "100,1500,6000,20000";
  private static final int OPERATIONS = 100_000;
  private static final int OPERATIONS_MAX = 1_000_000;
  private static final Pattern RATE = Pattern.compile("\\d{1,7}(\\.\\d{1,9})?");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern SEED = Pattern.compile("-?\\d{1,18}");

  /**
   * Reads and checks the arguments.
   *
   * @param id names the folder where none was asked for
   * @throws BadInputException where one cannot be used; nothing was made then
   */
  static TimingInputs of(ParseResult arguments, String id) {
    boolean real = arguments.hasMatchedOption("--real");
    for (String option : List.of("--duration", "--store")) {
      require(real || !arguments.hasMatchedOption(option), option, "given", "--real beside it");
    }
    require(
        !real || !arguments.hasMatchedOption("--operations"),
        "--operations",
        "given",
        "--duration beside --real");
    long seed = seed(arguments.matchedOptionValue("--seed", "1"));
    List<BigDecimal> rates = rates(arguments.matchedOptionValue("--rates", RATES));
    long durationNanos = real ? duration(arguments.matchedOptionValue("--duration", "10s")) : 0;
    BigDecimal highest = rates.get(rates.size() - 1);
    require(
        !real || Schedules.plannedCount(highest, durationNanos) <= OPERATIONS_MAX,
        "--duration",
        highest.toPlainString() + " a second for " + Durations.format(durationNanos),
        "at most " + OPERATIONS_MAX + " calls of an operation at a rate");
    Path dir = Path.of(arguments.matchedOptionValue("--out", "runs/" + id));
    RunWriter.requireFree(dir);
    return new TimingInputs(
        rates,
        real ? 0 : operations(arguments.matchedOptionValue("--operations", "" + OPERATIONS)),
        durationNanos,
        real,
        store(arguments.matchedOptionValue("--store", null), seed),
        seed,
        dir);
  }

  /** How many calls of an operation are made at a rate. */
  int calls(BigDecimal rate, int callsPerOperation) {
    return real
        ? Math.max(1, (int) Schedules.plannedCount(rate, durationNanos))
        : operations * callsPerOperation;
  }

  private static List<BigDecimal> rates(String text) {
    List<BigDecimal> rates = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      boolean plain = RATE.matcher(one).matches();
      BigDecimal rate = plain ? new BigDecimal(one) : BigDecimal.ZERO;
      boolean rises = rates.isEmpty() || rate.compareTo(rates.get(rates.size() - 1)) > 0;
      require(
          rate.signum() > 0 && rises,
          "--rates",
          text,
          "rising decimals above 0 and below 10000000, with commas between them");
      rates.add(rate);
    }
    return rates;
  }

  private static int operations(String text) {
    int count = COUNT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    require(
        count >= 1 && count <= OPERATIONS_MAX,
        "--operations",
        text,
        "a whole number from 1 to " + OPERATIONS_MAX);
    return count;
  }

  private static long duration(String text) {
    try {
      long nanos = Durations.parseNanos(text);
      require(nanos > 0, "--duration", text, "a duration above zero");
      return nanos;
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--duration", text, "a duration such as 10s", e);
    }
  }

  private static long seed(String text) {
    require(SEED.matcher(text).matches(), "--seed", text, "a whole number of up to 18 digits");
    return Long.parseLong(text);
  }

  private static StoreUri store(@Nullable String text, long seed) {
    String sim = "sim:?latency=lognormal,p50=0.5ms,p99=50ms&seed=" + seed;
    try {
      return StoreUri.parse(text == null ? sim : RunInputs.raw(text, System.getenv()));
    } catch (BadInputException e) {
      throw new BadInputException("--store", e.value(), e.expected(), e);
    }
  }

  private static void require(boolean holds, String option, String value, String expected) {
    if (!holds) {
      throw new BadInputException(option, value, expected);
    }
  }
}
