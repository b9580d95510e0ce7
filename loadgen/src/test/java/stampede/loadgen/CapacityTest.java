package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.loadgen.CapacityProbe.Answer;
import stampede.loadgen.CapacityProbe.Phase;
import stampede.loadgen.CapacityStep.Found;
import stampede.loadgen.CapacityStep.Kind;
import stampede.loadgen.CapacityStep.Try;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

class CapacityTest {
  private static final int PROBES_MAX = 15;
  private static final int SEEDS = 100;
  private static final double NOISE = 0.02;

  /** A search that has ended. */
  private record Ended(Found found, List<CapacityProbe> probes) {
    List<Double> rates(Phase phase) {
      return probes.stream()
          .filter(probe -> probe.phase() == phase)
          .map(CapacityProbe::ratePerSecond)
          .toList();
    }
  }

  /** Answers a probe from its rate and its place in the search. */
  private interface Oracle {
    CapacityProbe answer(Try tried, int place);
  }

  private static Ended search(Capacity capacity, Oracle oracle) {
    List<CapacityProbe> probes = new ArrayList<>();
    while (true) {
      CapacityStep step = capacity.next(probes);
      if (step instanceof Found found) {
        return new Ended(found, probes);
      }
      probes.add(oracle.answer((Try) step, probes.size()));
    }
  }

  /** Judges the values of a curve, in multiples of the bound, each wrong by its own error. */
  private static Oracle noisy(DoubleUnaryOperator curve, long seed) {
    var draws = new SplitMix(seed);
    return (tried, place) ->
        judged(tried, curve.applyAsDouble(tried.ratePerSecond()) * error(draws));
  }

  /** Normal about 1, by Box and Muller. */
  private static double error(SplitMix draws) {
    double radius = Math.sqrt(-2 * Math.log(1 - draws.nextUnit()));
    return 1 + NOISE * radius * Math.cos(2 * Math.PI * draws.nextUnit());
  }

  private static CapacityProbe judged(Try tried, double ofBound) {
    return new CapacityProbe(
        tried.ratePerSecond(),
        tried.phase(),
        ofBound <= 1 ? Answer.HOLDS : Answer.FAILS,
        Double.isFinite(ofBound) ? ofBound : Double.NaN);
  }

  /** The 99th percentile of an M/M/1 queue over one that it has at a share of its capacity. */
  private static DoubleUnaryOperator queue(double capacity, double kneeShare) {
    double boundNanos = Math.log(100) / (capacity - kneeShare * capacity);
    return rate ->
        rate < capacity ? Math.log(100) / (capacity - rate) / boundNanos : Double.POSITIVE_INFINITY;
  }

  private static Oracle glitch(Oracle oracle, int wrong, double factor) {
    return (tried, place) -> {
      CapacityProbe probe = oracle.answer(tried, place);
      return place == wrong && !Double.isNaN(probe.ofBound())
          ? judged(tried, probe.ofBound() * factor)
          : probe;
    };
  }

  private static void assertNear(double knee, double share, Ended ended, String what) {
    String message = what + ": " + ended;
    assertAll(
        () -> assertEquals(Kind.KNEE, ended.found().kind(), message),
        () -> assertEquals(knee, ended.found().ratePerSecond(), share * knee, message),
        () -> assertTrue(ended.probes().size() <= PROBES_MAX, message));
  }

  @ParameterizedTest
  @CsvSource({"3", "30", "300", "3000"})
  void findsTheKneeOfEveryQueueWithin3Percent(double span) {
    int covered = 0;
    int searches = 0;
    for (double capacity : new double[] {100, 1_000_000}) {
      for (double share : new double[] {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98}) {
        double knee = share * capacity;
        for (int seed = 0; seed < SEEDS; seed++) {
          var search = new Capacity(knee / span, knee * span, PROBES_MAX, seed);
          Ended ended = search(search, noisy(queue(capacity, share), seed));
          assertNear(knee, 0.03, ended, "seed " + seed + ", share " + share);
          Found found = ended.found();
          covered += found.lowPerSecond() <= knee && knee <= found.highPerSecond() ? 1 : 0;
          searches++;
        }
      }
    }
    assertTrue(covered >= 0.9 * searches, "intervals of 95 % that hold the knee: " + covered);
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 1 / 3.0})
  void survivesOneProbeThatIsWrong(double factor) {
    for (double share : new double[] {0.5, 0.8, 0.95}) {
      double knee = share * 10_000;
      for (int wrong = 0; wrong < PROBES_MAX; wrong++) {
        for (int seed = 0; seed < LongRun.pick(20, SEEDS); seed++) {
          Oracle oracle = glitch(noisy(queue(10_000, share), seed), wrong, factor);
          Ended ended = search(new Capacity(knee / 30, knee * 30, PROBES_MAX, seed), oracle);
          if (ended.found().kind() != Kind.UNDECIDED) {
            assertNear(knee, 0.03, ended, "seed " + seed + ", probe " + wrong + " wrong");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, Infinity", "0.6, 10", "0.9, Infinity"})
  void findsACliff(double below, double above) {
    for (double span : new double[] {3, 30, 300}) {
      for (int seed = 0; seed < SEEDS; seed++) {
        Oracle oracle = noisy(rate -> rate > 1000 ? above : below, seed);
        Ended ended = search(new Capacity(1000 / span, 1000 * span, PROBES_MAX, seed), oracle);
        assertNear(1000, 0.1, ended, "seed " + seed);
        String message = "seed " + seed + ": " + ended;
        assertTrue(ended.found().lowPerSecond() <= 1000, message);
        assertTrue(ended.found().highPerSecond() >= 1000, message);
      }
    }
  }

  private static Oracle always(Answer answer) {
    return (tried, place) ->
        new CapacityProbe(tried.ratePerSecond(), tried.phase(), answer, Double.NaN);
  }

  @Test
  void saysThatTheLowestRateFailsOnTwoProbes() {
    Ended ended = search(new Capacity(100, 1000, PROBES_MAX, 1), always(Answer.FAILS));
    assertEquals(Kind.BELOW_LOWEST, ended.found().kind());
    assertEquals(List.of(100.0, 100.0), ended.rates(Phase.CLIMB));
  }

  @Test
  void doesNotBelieveOneFailureAtTheLowestRate() {
    Oracle oracle = glitch(noisy(queue(1000, 0.8), 5), 0, 3);
    assertNear(800, 0.03, search(new Capacity(400, 9000, PROBES_MAX, 1), oracle), "seed 5");
  }

  @Test
  void goesOnFromALowestRateThatHoldsAsOftenAsItFails() {
    List<Answer> first = List.of(Answer.GENERATOR_LIMITED, Answer.HOLDS, Answer.FAILS);
    Oracle noisy = noisy(queue(1000, 0.8), 5);
    Oracle oracle = (tried, place) -> place < first.size()
        ? new CapacityProbe(tried.ratePerSecond(), tried.phase(), first.get(place), Double.NaN)
        : noisy.answer(tried, place);
    Ended ended = search(new Capacity(200, 9000, PROBES_MAX, 1), oracle);
    assertNear(800, 0.05, ended, "");
    assertEquals(200, ended.probes().get(3).ratePerSecond());
  }

  @Test
  void saysThatTheHighestRateHoldsOnTwoProbes() {
    Ended ended = search(new Capacity(100, 1000, PROBES_MAX, 1), always(Answer.HOLDS));
    assertEquals(
        new Found(Kind.ABOVE_HIGHEST, 1000, 1000, Double.POSITIVE_INFINITY, Double.NaN),
        ended.found());
    assertEquals(List.of(100.0, 400.0, 1000.0, 1000.0), ended.rates(Phase.CLIMB));
  }

  @Test
  void endsWhereProbesCannotSay() {
    Ended ended = search(new Capacity(100, 1e6, PROBES_MAX, 1), always(Answer.UNDECIDED));
    assertEquals(Kind.UNDECIDED, ended.found().kind());
    assertEquals(List.of(100.0, 400.0, 1600.0, 6400.0, 25_600.0), ended.rates(Phase.CLIMB));
  }

  @Test
  void saysThatTheGeneratorIsTheLimit() {
    Oracle oracle = (tried, place) -> tried.ratePerSecond() > 5000
        ? new CapacityProbe(
            tried.ratePerSecond(), tried.phase(), Answer.GENERATOR_LIMITED, Double.NaN)
        : judged(tried, 0.2);
    Ended ended = search(new Capacity(100, 1e6, PROBES_MAX, 1), oracle);
    assertEquals(Kind.GENERATOR_LIMITED, ended.found().kind());
    assertEquals(5000, ended.found().ratePerSecond(), 250);
    assertEquals(Double.POSITIVE_INFINITY, ended.found().highPerSecond());
  }

  @Test
  void callsNoKneeWhatNothingFailedAbove() {
    // The curve points to 9,000, which the generator cannot send.
    for (long seed = 1; seed <= SEEDS; seed++) {
      Oracle curve = noisy(queue(10_000, 0.9), seed);
      Oracle oracle = (tried, place) -> tried.ratePerSecond() > 8550
          ? new CapacityProbe(
              tried.ratePerSecond(), tried.phase(), Answer.GENERATOR_LIMITED, Double.NaN)
          : curve.answer(tried, place);
      Found found = search(new Capacity(100, 1e6, PROBES_MAX, seed), oracle).found();
      assertEquals(Kind.GENERATOR_LIMITED, found.kind(), "seed " + seed + ": " + found);
      assertTrue(found.ratePerSecond() <= 8550, "seed " + seed + ": " + found);
    }
  }

  /** A search over SQLite; a line through what agrees of it goes on to 28,900. */
  @Test
  void callsNoKneeWhatItTriedNothingBeside() {
    double[][] measured = {
      {500, 0.129}, {2000, 0.092}, {8000, 0.14}, {32_000, Double.NaN}, {16_000, 0.314},
      {21_910, 0.678}, {32_000, Double.NaN}, {23_520, 0.621}, {24_290, 1.303}, {23_710, 0.96},
      {24_100, 0.544}, {23_900, 0.548}, {24_290, 0.562}, {24_190, 0.557}, {24_100, 0.546}
    };
    List<CapacityProbe> probes = Arrays.stream(measured)
        .map(probe -> new CapacityProbe(
            probe[0], Phase.NARROW, probe[1] <= 1 ? Answer.HOLDS : Answer.FAILS, probe[1]))
        .toList();
    CapacityStep end = new Capacity(500, 1e6, PROBES_MAX, 1).next(probes);
    assertEquals(new Found(Kind.KNEE, 24_190, 24_190, 32_000, Double.NaN), end);
  }

  @Test
  void believesAStoreThatDoesNotKeepUpMoreThanTheCurveOfTheLatency() {
    // The latency alone would hold up to 3,000.
    Oracle oracle = (tried, place) -> {
      double ofBound = queue(6000, 0.5).applyAsDouble(tried.ratePerSecond());
      return tried.ratePerSecond() > 1000
          ? new CapacityProbe(tried.ratePerSecond(), tried.phase(), Answer.FAILS, Double.NaN)
          : judged(tried, ofBound);
    };
    assertNear(1000, 0.1, search(new Capacity(100, 1e6, PROBES_MAX, 1), oracle), "");
  }

  @Test
  void triesTheSameRatesInADrawnOrderAndThenFromAbove() {
    List<List<Double>> orders = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      Ended ended = search(new Capacity(100, 1e6, PROBES_MAX, seed), noisy(queue(10_000, 0.7), 1));
      List<Double> confirmed = ended.rates(Phase.CONFIRM);
      List<Double> descended = ended.rates(Phase.DESCEND);
      assertEquals(confirmed.stream().sorted((a, b) -> Double.compare(b, a)).toList(), descended);
      orders.add(confirmed);
    }
    assertTrue(orders.stream().distinct().count() > 1, orders.toString());
  }

  @Test
  void tellsHowTheWayDownDiffers() {
    Oracle oracle = noisy(queue(10_000, 0.7), 1);
    Oracle sticky = (tried, place) -> {
      CapacityProbe probe = oracle.answer(tried, place);
      return tried.phase() == Phase.DESCEND ? judged(tried, probe.ofBound() * 1.5) : probe;
    };
    Capacity search = new Capacity(100, 1e6, PROBES_MAX, 1);
    assertEquals(1, search(search, noisy(queue(10_000, 0.7), 1)).found().descent(), 0.05);
    assertEquals(1.5, search(search, sticky).found().descent(), 0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7777, 777.7, 7777, 7_777_000})
  void roundsRatesToFourDigits(double capacity) {
    for (long seed = 0; seed < SEEDS; seed++) {
      var search = new Capacity(capacity / 77, 100 * capacity, PROBES_MAX, seed);
      for (CapacityProbe probe :
          search(search, noisy(queue(capacity, 0.8), seed)).probes()) {
        double rate = probe.ratePerSecond();
        if (rate > search.lowestPerSecond()) {
          assertEquals(Double.parseDouble(String.format("%.3e", rate)), rate);
        }
      }
    }
  }

  /** Whatever the answers, and a search that goes on from its file asks what it would have asked. */
  @Property(tries = 500)
  void endsWithinItsBounds(
      @ForAll @Size(PROBES_MAX) List<Answer> answers, @ForAll long seed, @ForAll short value) {
    var search = new Capacity(50, 20_000, PROBES_MAX, seed);
    var draws = new SplitMix(value);
    Ended ended = search(search, (tried, place) -> {
      assertTrue(tried.ratePerSecond() >= 50 && tried.ratePerSecond() <= 20_000, tried.toString());
      double ofBound = draws.nextUnit() < 0.2 ? Double.NaN : 3 * draws.nextUnit();
      return new CapacityProbe(tried.ratePerSecond(), tried.phase(), answers.get(place), ofBound);
    });
    assertTrue(ended.probes().size() <= PROBES_MAX, ended.toString());
    Found found = ended.found();
    assertTrue(found.lowPerSecond() <= found.ratePerSecond(), ended.toString());
    assertTrue(found.ratePerSecond() <= found.highPerSecond(), ended.toString());
    assertNotEquals(Double.NaN, found.ratePerSecond(), ended.toString());
    for (int i = 0; i < ended.probes().size(); i++) {
      CapacityProbe asked = ended.probes().get(i);
      assertEquals(
          new Try(asked.ratePerSecond(), asked.phase()),
          new Capacity(50, 20_000, PROBES_MAX, seed).next(ended.probes().subList(0, i)));
    }
  }

  @Test
  void refusesWhatIsNoSearch() {
    assertThrows(IllegalArgumentException.class, () -> new Capacity(0, 10, 15, 1));
    assertThrows(IllegalArgumentException.class, () -> new Capacity(10, 10, 15, 1));
    assertThrows(IllegalArgumentException.class, () -> new Capacity(1, 10, 9, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CapacityProbe(0, Phase.CLIMB, Answer.HOLDS, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new CapacityProbe(1, Phase.CLIMB, Answer.HOLDS, -1));
  }
}
