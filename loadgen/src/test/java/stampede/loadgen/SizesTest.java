package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.store.SplitMix;

class SizesTest {
  private static long[] sorted(Sizes sizes) {
    return LongStream.range(0, 200_000)
        .map(i -> sizes.bytes(SplitMix.at(1, i)))
        .sorted()
        .toArray();
  }

  private static long quantile(long[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  private static void assertNear(long expected, long actual, double share) {
    assertTrue(Math.abs(actual - expected) <= share * expected, actual + " is not " + expected);
  }

  @Test
  void logNormalSizesHaveTheirQuantiles() {
    long[] sizes = sorted(SizesParser.parse("lognormal:p50=1KiB,p99=16KiB"));
    assertNear(1024, quantile(sizes, 0.5), 0.02);
    assertNear(16 * 1024, quantile(sizes, 0.99), 0.04);
    assertNear(64, quantile(sizes, 0.01), 0.04);
  }

  @Test
  void logSizesAreNormal() {
    double sigma = Math.log(16) / 2.3263478740408408;
    double[] logs = Arrays.stream(sorted(SizesParser.parse("lognormal:p50=1KiB,p99=16KiB")))
        .mapToDouble(bytes -> (Math.log(bytes) - Math.log(1024)) / sigma)
        .toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double square = Arrays.stream(logs).map(x -> x * x).average().orElseThrow();
    double fourth = Arrays.stream(logs).map(x -> x * x * x * x).average().orElseThrow();
    assertEquals(0, mean, 0.01);
    assertEquals(1, square, 0.01);
    assertEquals(3, fourth, 0.1);
  }

  @Test
  void quantileSizesAreLinearBetweenTheirPoints() {
    long[] sizes = sorted(SizesParser.parse("quantiles:0=64B,0.5=1KiB,0.99=16KiB,1=64KiB"));
    assertEquals(64, sizes[0]);
    assertNear(64 + 480, quantile(sizes, 0.25), 0.02);
    assertNear(64 + 941, quantile(sizes, 0.49), 0.02);
    assertNear(1024 + 7680, quantile(sizes, 0.745), 0.02);
    assertNear(64 * 1024, sizes[sizes.length - 1], 0.01);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0B",
        "1KiB",
        "1MiB",
        "lognormal:p50=1KiB,p99=16KiB",
        "lognormal:p50=7B,p99=7B",
        "quantiles:0=64B,0.5=1KiB,0.99=16KiB,1=64KiB",
        "quantiles:0=0B,1=2MiB"
      })
  void theTextFormReadsBackEqual(String text) {
    Sizes sizes = SizesParser.parse(text);
    assertEquals(text, sizes.text());
    assertEquals(sizes, SizesParser.parse(sizes.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "-1B",
        "1KB",
        "1025KiB",
        "lognormal:",
        "lognormal:p50=2KiB,p99=1KiB",
        "lognormal:p50=0B,p99=1KiB",
        "lognormal:p50=2MiB,p99=2MiB",
        "quantiles:",
        "quantiles:0=1B",
        "quantiles:0=1B,0.5=2B",
        "quantiles:0.1=1B,1=2B",
        "quantiles:0=2B,1=1B",
        "quantiles:0=1B,0=1B,1=1B",
        "quantiles:0=1B,1.5=1B",
        "quantiles:0=1B,,1=1B",
        "empirical:x"
      })
  void refusesOtherTexts(String text) {
    assertThrows(IllegalArgumentException.class, () -> SizesParser.parse(text));
  }
}
