package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.store.SplitMix;

class PhaseTest {
  private static final long SECOND_NANOS = 1_000_000_000;

  private static Schedule schedule(String phase, Arrivals arrivals, long seed) {
    return Phase.parse(phase).get(0).schedule(arrivals, seed, 0, 0);
  }

  private static long[] starts(Schedule schedule) {
    return LongStream.range(0, schedule.count()).map(schedule::startNanos).toArray();
  }

  @Provide
  Arbitrary<String> rates() {
    Arbitrary<Integer> rate = Arbitraries.integers().between(0, 50_000);
    Arbitrary<String> ramps =
        Combinators.combine(rate, rate).as((from, to) -> "ramp:" + from + ".." + (to + 1));
    Arbitrary<String> sines = Combinators.combine(
            rate, Arbitraries.integers().between(0, 100), Arbitraries.integers().between(1, 5000))
        .as((mean, percent, period) -> "sine:mean=" + (mean + 1) + ",amplitude="
            + new BigDecimal(mean + 1).multiply(BigDecimal.valueOf(percent, 2)).toPlainString()
            + ",period=" + period + "ms");
    return Arbitraries.oneOf(rate.map(plain -> plain + 0.5 + ""), ramps, sines);
  }

  @Property(tries = 100)
  void theStartsAreInOrderWithinThePhaseAndAsManyAsTheIntegralSays(
      @ForAll("rates") String rate, @ForAll Arrivals arrivals, @ForAll long seed) {
    Phase phase = Phase.parse("1.5s@" + rate).get(0);
    long[] starts = starts(phase.schedule(arrivals, seed, 0, 3));
    double requests = phase.rate().over(1_500_000_000, 0).requests().doubleValue();
    assertTrue(Math.abs(starts.length - requests) <= 0.5, starts.length + " of " + requests);
    assertEquals(phase.planned(seed, 3), starts.length);
    for (int i = 1; i < starts.length; i++) {
      assertTrue(starts[i - 1] <= starts[i], "start " + i);
    }
    assertTrue(starts.length == 0 || starts[0] >= 0);
    assertTrue(starts.length == 0 || starts[starts.length - 1] <= 1_500_000_000);
  }

  @Test
  void constantArrivalsOfARampAreWhereItsIntegralIsAWholeNumber() {
    // 100 t + 25 t^2 requests after t seconds.
    Schedule ramp = schedule("10s@ramp:100..600", Arrivals.CONSTANT, 1);
    assertEquals(3_500, ramp.count());
    for (long i = 0; i < 3_500; i++) {
      double seconds = (Math.sqrt(10_000 + 100.0 * i) - 100) / 50;
      assertEquals(seconds * 1e9, ramp.startNanos(i), 0.51);
    }
    assertThrows(IllegalArgumentException.class, () -> ramp.startNanos(3_500));
    assertThrows(IllegalArgumentException.class, () -> ramp.startNanos(-1));
  }

  /** Put through the integral, the starts are a Poisson process of one rate. */
  @ParameterizedTest
  @CsvSource({"10s@ramp:1000..19000", "10s@ramp:18000..0"})
  void aRampedPoissonProcessIsOneOfRateOneInTheTimeOfItsIntegral(String phase) {
    var ramp = (Rate.Ramp) Phase.parse(phase).get(0).rate();
    double from = ramp.from().doubleValue();
    double slope = (ramp.to().doubleValue() - from) / 10;
    long[] starts = starts(schedule(phase, Arrivals.POISSON, 5));
    double[] due = Arrays.stream(starts)
        .mapToDouble(nanos -> nanos / 1e9)
        .map(t -> from * t + slope * t * t / 2)
        .toArray();
    assertUnitPoisson(phase, due);
  }

  @Test
  void aSwingingPoissonProcessIsOneOfRateOneInTheTimeOfItsIntegral() {
    String phase = "10s@sine:mean=10000,amplitude=9900,period=3s";
    long[] starts = starts(schedule(phase, Arrivals.POISSON, 6));
    double turn = 2 * Math.PI / 3;
    double[] due = Arrays.stream(starts)
        .mapToDouble(nanos -> nanos / 1e9)
        .map(t -> 10_000 * t + 9_900 / turn * (1 - Math.cos(turn * t)))
        .toArray();
    assertUnitPoisson(phase, due);
  }

  private static void assertUnitPoisson(String what, double[] due) {
    double[] gaps =
        IntStream.range(1, due.length).mapToDouble(i -> due[i] - due[i - 1]).toArray();
    double ofGaps = Statistics.scaledDistance(gaps, gap -> -Math.expm1(-gap));
    double ofPlaces = Statistics.scaledDistance(due, place -> place / due.length);
    System.out.printf(
        "%s: KS distance x sqrt(n) %.3f of the gaps, %.3f of the places, at most 1.63 (1 %%)%n",
        what, ofGaps, ofPlaces);
    assertTrue(ofGaps < 1.63 && ofPlaces < 1.63, what + ": " + ofGaps + ", " + ofPlaces);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9s@ramp:100..9000",
        "9s@sine:mean=5000,amplitude=5000,period=2s",
        "9s@burst:low=0,high=9000,lowMean=20ms,highMean=30ms"
      })
  void anyIndexIsReachedWithoutItsPredecessors(String phase) {
    for (Arrivals arrivals : Arrivals.values()) {
      long[] inOrder = starts(schedule(phase, arrivals, 1));
      Schedule fresh = schedule(phase, arrivals, 1);
      SplitMix draws = new SplitMix(7);
      for (int i = 0; i < 2000; i++) {
        int index = (int) Long.remainderUnsigned(draws.next(), inOrder.length);
        assertEquals(inOrder[index], fresh.startNanos(index));
      }
    }
    assertFalse(Arrays.equals(
        starts(schedule(phase, Arrivals.POISSON, 1)),
        starts(schedule(phase, Arrivals.POISSON, 2))));
  }

  @Test
  void phasesFollowEachOther() {
    Schedule first = new ConstantSchedule(BigDecimal.TEN, 2);
    Schedule none = new ConstantSchedule(BigDecimal.TEN, 0);
    Schedule last = new ConstantSchedule(BigDecimal.ONE, 3);
    Schedule all = new PhasedSchedule(
        List.of(first, none, last, none), List.of(SECOND_NANOS, 7L, 3 * SECOND_NANOS, 5L));
    assertEquals(5, all.count());
    long begin = SECOND_NANOS + 7;
    assertEquals(
        List.of(0L, 100_000_000L, begin, begin + SECOND_NANOS, begin + 2 * SECOND_NANOS),
        LongStream.range(0, 5).map(all::startNanos).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1s@5",
        "1s@5;2500ms@ramp:0..3.5@constant",
        "1m@sine:mean=1,amplitude=1,period=2h@poisson",
        "1m@burst:low=0,high=0.5,lowMean=1ms,highMean=168h@constant"
      })
  void readBackTheyAreEqual(String text) {
    assertEquals(text, Phase.format(Phase.parse(text)));
  }

  @Test
  void spacesAndZerosMakeNoDifference() {
    assertEquals(Phase.parse("1s@5;2s@6"), Phase.parse(" 1000ms@5.0 ; 2s@06"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1s",
        "1s@",
        "@5",
        "1s@5;",
        "1s@5@uniform",
        "1s@5@poisson@poisson",
        "0s@5",
        "100h@1;69h@1",
        "1s@0",
        "1s@ramp:0..0",
        "1s@ramp:1.5",
        "1s@ramp:1...5",
        "1s@ramp:-1..5",
        "1s@ramp:1..1000000001",
        "1s@ramp:1..0.0000000001",
        "1s@sine:mean=5,amplitude=5.1,period=1s",
        "1s@sine:mean=0,amplitude=0,period=1s",
        "1s@sine:mean=5,amplitude=1,period=0s",
        "1s@sine:mean=600000000,amplitude=500000000,period=1s",
        "1s@sine:amplitude=1,mean=5,period=1s",
        "1s@burst:low=0,high=0,lowMean=1s,highMean=1s",
        "1s@burst:low=6,high=5.9,lowMean=1s,highMean=1s",
        "1s@burst:low=-1,high=5,lowMean=1s,highMean=1s",
        "1s@burst:low=1,high=1000000001,lowMean=1s,highMean=1s",
        "1s@burst:low=0.0000000001,high=5,lowMean=1s,highMean=1s",
        "1s@burst:low=1,high=5,lowMean=999us,highMean=1s",
        "1s@burst:low=1,high=5,lowMean=1s,highMean=169h",
        "1s@burst:low=1,high=5,lowMean=1s",
        "1s@burst:high=5,low=1,lowMean=1s,highMean=1s"
      })
  void refusesWhatIsNoSequenceOfPhases(String text) {
    assertThrows(IllegalArgumentException.class, () -> Phase.parse(text));
  }

  @Test
  void refusesMoreThanAThousand() {
    assertEquals(1000, Phase.parse("1s@1;".repeat(999) + "1s@1").size());
    assertThrows(IllegalArgumentException.class, () -> Phase.parse("1s@1;".repeat(1000) + "1s@1"));
  }
}
