package stampede.honesty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stampede.loadgen.Schedule;
import stampede.loadgen.Schedules;
import stampede.testkit.LongRun;

/**
 * The reference of the honesty suite is right: on the plan's own Poisson starts it meets queueing
 * theory, within 4 standard errors by batch means.
 */
class ClosedFormTest {
  private static final int BATCHES = 20;
  private static final int BATCH = LongRun.pick(100_000, 1_000_000);
  private static final long ARRIVALS_PER_SECOND = 1_000;

  /** Response is exponential with rate mu - lambda: the quantile is ln(1 / (1 - q)) / (mu - lambda). */
  @ParameterizedTest
  @CsvSource({"0.5, 11", "0.7, 12"})
  void exponentialServiceHasTheKnownQuantiles(double utilisation, long seed) {
    double meanNanos = 1e9 * utilisation / ARRIVALS_PER_SECOND;
    long[] responses = responses(Draws.exponential(~seed, (BATCHES + 1) * BATCH, meanNanos), seed);
    for (int parts : new int[] {5_000, 9_000, 9_900, 9_990}) {
      assertMet(
          Math.log(10_000.0 / (10_000 - parts)) * meanNanos / (1 - utilisation),
          responses,
          batch -> Truth.quantile(batch, parts),
          seed);
    }
  }

  /** The mean response is 1 / mu + rho / (2 mu (1 - rho)). */
  @ParameterizedTest
  @CsvSource({"0.3, 21", "0.5, 22", "0.8, 23"})
  void constantServiceHasTheKnownMean(double utilisation, long seed) {
    double serviceNanos = 1e9 * utilisation / ARRIVALS_PER_SECOND;
    assertMet(
        serviceNanos + utilisation * serviceNanos / (2 * (1 - utilisation)),
        responses(Draws.constant((BATCHES + 1) * BATCH, (long) serviceNanos), seed),
        batch -> LongStream.of(batch).average().orElseThrow(),
        seed);
  }

  private static long[] responses(long[] serviceNanos, long seed) {
    Schedule plan = Schedules.poisson(Draws.rate(ARRIVALS_PER_SECOND), serviceNanos.length, seed);
    Truth truth = Truth.queue(Scene.starts(plan), serviceNanos);
    return IntStream.range(0, truth.count())
        .mapToLong(i -> truth.endNanos()[i] - truth.intendedNanos()[i])
        .toArray();
  }

  /** The first batch starts empty, and is left out. */
  private static void assertMet(
      double lawNanos, long[] responses, ToDoubleFunction<long[]> figure, long seed) {
    double[] batches = IntStream.rangeClosed(1, BATCHES)
        .mapToDouble(batch -> {
          long[] sorted = Arrays.copyOfRange(responses, batch * BATCH, (batch + 1) * BATCH);
          Arrays.sort(sorted);
          return figure.applyAsDouble(sorted);
        })
        .toArray();
    double mean = Arrays.stream(batches).average().orElseThrow();
    double squares =
        Arrays.stream(batches).map(one -> (one - mean) * (one - mean)).sum();
    double error = Math.sqrt(squares / (BATCHES - 1) / BATCHES);
    String found = "found " + mean + " ns, by theory " + lawNanos + " ns, standard error " + error
        + " ns, seed " + seed;
    assertTrue(Math.abs(mean - lawNanos) <= 4 * error, found);
    assertTrue(error < 0.02 * lawNanos, () -> "the sample is too small to show anything: " + found);
  }
}
