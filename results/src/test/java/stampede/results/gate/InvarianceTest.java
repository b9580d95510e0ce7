package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import stampede.results.gate.Decision.Bounds;
import stampede.store.SplitMix;

/** What may be done to all pairs, and what that does to an estimate and its bounds. */
class InvarianceTest {
  private static final GateSettings SETTINGS = GateSettings.standard();

  /** Multiples of 2^-20: sums of them are exact. */
  private static double[] exact(List<Integer> steps) {
    return steps.stream().mapToDouble(step -> step * 0x1p-20).toArray();
  }

  @Property(tries = 300, seed = "1")
  void changedSignsMirrorTheBounds(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -900_000, max = 900_000) Integer> steps,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.4) double alpha) {
    double[] differences = exact(steps);
    SignedRank ranks = SignedRank.of(differences);
    SignedRank mirrored =
        SignedRank.of(Arrays.stream(differences).map(one -> -one).toArray());
    assertEquals(ranks.estimate() + 0.0, -mirrored.estimate() + 0.0);
    assertEquals(ranks.lower(alpha) + 0.0, -mirrored.upper(alpha) + 0.0);
    assertEquals(ranks.upper(alpha) + 0.0, -mirrored.lower(alpha) + 0.0);
  }

  @Property(tries = 300, seed = "2")
  void whatIsAddedToAllMovesAll(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -900_000, max = 900_000) Integer> steps,
      @ForAll @IntRange(min = -900_000, max = 900_000) int step,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.4) double alpha) {
    double[] differences = exact(steps);
    double shift = step * 0x1p-20;
    SignedRank ranks = SignedRank.of(differences);
    SignedRank moved =
        SignedRank.of(Arrays.stream(differences).map(one -> one + shift).toArray());
    assertEquals(ranks.estimate() + shift, moved.estimate());
    assertEquals(ranks.lower(alpha) + shift, moved.lower(alpha));
    assertEquals(ranks.upper(alpha) + shift, moved.upper(alpha));
  }

  @Property(tries = 300, seed = "3")
  void aGreaterAlphaNarrowsTheBounds(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -900_000, max = 900_000) Integer> steps,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.4) double one,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.4) double other) {
    SignedRank ranks = SignedRank.of(exact(steps));
    double less = Math.min(one, other);
    double more = Math.max(one, other);
    assertTrue(ranks.lower(less) <= ranks.lower(more));
    assertTrue(ranks.lower(more) <= ranks.estimate());
    assertTrue(ranks.estimate() <= ranks.upper(more));
    assertTrue(ranks.upper(more) <= ranks.upper(less));
  }

  @Property(tries = 300, seed = "4")
  void theOrderOfPairsDoesNotMatter(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -900_000, max = 900_000) Integer> steps,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.4) double alpha) {
    double[] differences = exact(steps);
    double[] backwards = IntStream.range(0, differences.length)
        .mapToDouble(i -> differences[differences.length - 1 - i])
        .toArray();
    assertEquals(
        SignedRank.of(differences).lower(alpha), SignedRank.of(backwards).lower(alpha));
    assertEquals(SignedRank.of(differences).estimate(), SignedRank.of(backwards).estimate());
  }

  @Property(tries = 1000, seed = "5")
  void aCommonFactorChangesNoRatio(
      @ForAll @DoubleRange(min = 1, max = 1e12) double nanos,
      @ForAll @DoubleRange(min = 1, max = 1e12) double baseNanos,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1e6) double factor) {
    assertEquals(
        PairPoint.logRatio(nanos, baseNanos),
        PairPoint.logRatio(nanos * factor, baseNanos * factor),
        1.0001e-9); // a step of the grid, where the factor's rounding crosses its middle
    assertEquals(Math.log(nanos / baseNanos), PairPoint.logRatio(nanos, baseNanos), 1e-9);
  }

  /** Base and candidate exchanged: every check's estimate and bounds, in a look as the gate takes it. */
  @Property(tries = 30, seed = "6")
  void exchangedArmsMirrorALook(
      @ForAll @IntRange(min = 7, max = 40) int pairs,
      @ForAll long seed,
      @ForAll @Scale(2) @DoubleRange(min = 0.01, max = 100) double factor) {
    var random = new SplitMix(seed);
    List<double[]> bases = IntStream.range(0, pairs).mapToObj(i -> arm(random)).toList();
    List<double[]> candidates =
        IntStream.range(0, pairs).mapToObj(i -> arm(random)).toList();
    Look look = look(bases, candidates);
    Look exchanged = look(candidates, bases);
    Look scaled = look(scaled(bases, factor), scaled(candidates, factor));
    for (int check = 0; check < SETTINGS.checks().size(); check++) {
      Bounds one = Objects.requireNonNull(look.bounds(check));
      Bounds other = Objects.requireNonNull(exchanged.bounds(check));
      assertEquals(one.estimate(), -other.estimate());
      assertEquals(one.lower(), -other.upper());
      assertEquals(one.upper(), -other.lower());
      Bounds same = Objects.requireNonNull(scaled.bounds(check));
      assertEquals(one.estimate(), same.estimate(), 1.0001e-9);
      assertEquals(one.lower(), same.lower(), 1.0001e-9);
      assertEquals(one.upper(), same.upper(), 1.0001e-9);
    }
  }

  private static Look look(List<double[]> bases, List<double[]> candidates) {
    List<PairPoint> points = IntStream.range(0, bases.size())
        .mapToObj(i -> new PairPoint(
            bases.get(i),
            candidates.get(i),
            bases.get(i),
            null,
            new double[SETTINGS.checks().size()]))
        .toList();
    return new Look(SETTINGS, points, SETTINGS.okAlpha());
  }

  private static double[] arm(SplitMix random) {
    return SETTINGS.checks().stream()
        .mapToDouble(check -> 1000 * (1 + random.nextUnit()))
        .toArray();
  }

  private static List<double[]> scaled(List<double[]> arms, double factor) {
    return arms.stream()
        .map(arm -> Arrays.stream(arm).map(nanos -> nanos * factor).toArray())
        .toList();
  }
}
