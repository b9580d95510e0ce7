package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class LatencyTest {
  private static final double UNIT_MAX = Latency.UNIT_MAX;

  private static final String[] TEXTS = {
    "constant,value=2ms",
    "exponential,mean=2ms",
    "lognormal,p50=2ms,p99=40ms",
    "lognormal,p50=3ms,p99=3ms",
    "quantiles,p0=100us,p50=1ms,p99=20ms,p100=80ms",
    "quantiles,p0=1ms,p50=1ms,p50.0001=9ms,p100=9ms",
  };

  private static long nanos(String text, double unit) {
    return LatencyParser.parse(text).nanosAt(unit);
  }

  @Example
  void theLargestUniformNumberIsThatOfSplitMix() {
    assertEquals(SplitMix.unit(-1L), UNIT_MAX);
  }

  @Example
  void aConstantIsItsValue() {
    assertEquals(2_000_000, nanos("constant,value=2ms", 0));
    assertEquals(0, nanos("constant,value=0s", UNIT_MAX));
  }

  @Example
  void anExponentialIsMinusTheLogarithmOfTheRest() {
    assertEquals(0, nanos("exponential,mean=2ms", 0));
    assertEquals(1_386_294, nanos("exponential,mean=2ms", 0.5));
    assertEquals(4_605_170, nanos("exponential,mean=2ms", 0.9));
    assertEquals(73_473_601, nanos("exponential,mean=2ms", UNIT_MAX)); // 53 ln 2 means
  }

  @Example
  void aLogNormalHitsItsQuantiles() {
    for (long p50Nanos : new long[] {1, 500, 2_000_000, 7_000_000_001L}) {
      for (long factor : new long[] {1, 2, 20, 1_000}) {
        var latency = new Latency.LogNormal(p50Nanos, p50Nanos * factor);
        assertEquals(p50Nanos, latency.nanosAt(0.5), latency::toString);
        assertEquals(p50Nanos * factor, latency.nanosAt(0.99), latency::toString);
      }
    }
  }

  @Example
  void aLogNormalIsFiniteAtBothEnds() {
    assertEquals(46, nanos("lognormal,p50=2ms,p99=40ms", 0));
    assertEquals(78e9, nanos("lognormal,p50=2ms,p99=40ms", UNIT_MAX), 1e9);
    assertEquals(3_000_000, nanos("lognormal,p50=3ms,p99=3ms", 0));
    assertEquals(3_000_000, nanos("lognormal,p50=3ms,p99=3ms", UNIT_MAX));
  }

  @Example
  void quantilesAreLinearBetweenTheirPoints() {
    String text = "quantiles,p0=100us,p50=1ms,p99=20ms,p99.9=60ms,p100=80ms";
    assertEquals(100_000, nanos(text, 0));
    assertEquals(550_000, nanos(text, 0.25));
    assertEquals(1_000_000, nanos(text, 0.5));
    assertEquals(20_000_000, nanos(text, 0.99));
    assertEquals(60_000_000, nanos(text, 0.999));
    assertEquals(70_000_000, nanos(text, 0.9995));
    assertEquals(80_000_000, nanos(text, UNIT_MAX));
  }

  @Example
  void quantilesMayStandAndJump() {
    String text = "quantiles,p0=1ms,p90=1ms,p90.01=9ms,p100=9ms";
    assertEquals(1_000_000, nanos(text, 0.89));
    assertEquals(9_000_000, nanos(text, 0.9001));
  }

  @Example
  void percentsThatNoDoubleTellsApartAreAJump() {
    String text = "quantiles,p0=1ms,p50=2ms,p50.0000000000000000001=8ms,p100=8ms";
    assertEquals(2_000_000, nanos(text, Math.nextDown(0.5)));
    assertEquals(8_000_000, nanos(text, 0.5));
  }

  @Property
  void aLatencyNeverFallsAsTheUniformNumberRises(
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double one,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double other) {
    double[] units = {0, Math.min(one, other), Math.max(one, other), UNIT_MAX};
    for (String text : TEXTS) {
      long[] nanos = Arrays.stream(units).mapToLong(unit -> nanos(text, unit)).toArray();
      for (int i = 1; i < nanos.length; i++) {
        assertTrue(nanos[i - 1] >= 0 && nanos[i - 1] <= nanos[i], text + Arrays.toString(nanos));
      }
    }
  }

  @Example
  void theLongestDrawMayBe146Years() {
    assertEquals(Latency.NANOS_MAX, nanos("constant,value=" + Latency.NANOS_MAX + "ns", 0));
    assertTrue(nanos("exponential,mean=34000h", UNIT_MAX) <= Latency.NANOS_MAX);
  }
}
