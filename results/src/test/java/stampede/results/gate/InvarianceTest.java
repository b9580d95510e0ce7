package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.results.gate.Decision.Bounds;
import stampede.results.gate.GateSettings.Policy;
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

  /** One check, and so one alpha on both sides: what a verdict then says mirrors. */
  private static final GateSettings ONE = new GateSettings(
      List.of(Check.of(Clock.SERVICE, Operation.LOAD, Outcome.HIT, Stat.P50)),
      GateSettings.OK_ALPHA,
      List.of(10),
      7,
      1_000_000_000L,
      Policy.FAIL,
      List.of());

  private static PairRecord with(PairRecord pair, UnaryOperator<ArmSeries> change) {
    return new PairRecord(
        pair.formatVersion(),
        pair.checkId(),
        pair.number(),
        pair.batch(),
        pair.seed(),
        pair.environment(),
        pair.elapsedMillis(),
        pair.noise(),
        pair.series().stream().map(change).toList());
  }

  private static ArmSeries exchanged(ArmSeries one) {
    Map<String, String> names = Map.of("base", "candidate", "candidate", "base");
    return new ArmSeries(
        names.getOrDefault(one.arm(), one.arm()),
        one.series(),
        one.unit(),
        one.batchSize(),
        one.granularityNanos(),
        one.count(),
        one.histogram());
  }

  private static Decision decision(
      CheckFixture fixture, int pairs, int confirmationPairs, UnaryOperator<ArmSeries> change) {
    var judge = new Judge(fixture.check());
    for (int pair = 1; pair <= pairs; pair++) {
      judge.take(with(fixture.pair(PairRecord.FIRST, pair), change));
    }
    for (int pair = 1; pair <= confirmationPairs; pair++) {
      judge.take(with(fixture.pair(PairRecord.CONFIRMATION, pair), change));
    }
    return assertInstanceOf(Step.Decided.class, judge.next(true)).decision();
  }

  /** What is recorded of base and candidate exchanged, through histogram and judge. */
  @Test
  void exchangedArmsMirrorWhatAVerdictSaysAtTheSameAlpha(@TempDir Path dir) {
    assertEquals(ONE.okAlpha(), ONE.flagAlpha(0));
    var fixture = new CheckFixture(ONE, 200).candidate(1.03, 1);
    Bounds one = bounds(decision(fixture, 10, 0, same -> same));
    Bounds other = bounds(decision(fixture, 10, 0, InvarianceTest::exchanged));
    assertEquals(one.estimate(), -other.estimate());
    assertEquals(one.lower(), -other.upper());
    assertEquals(one.upper(), -other.lower());
    assertTrue(one.lower() > 0.02 && one.upper() < 0.04, one.toString());

    GateVerdict.Entry entry = fixture.verdict(dir, 10, 0).checks().get(0);
    assertEquals(entry.alpha(), entry.upperAlpha());
    CheckFolder folder = fixture.write(dir.resolve("exchanged"), 10, 0);
    for (int pair = 1; pair <= 10; pair++) {
      folder.write(with(fixture.pair(PairRecord.FIRST, pair), InvarianceTest::exchanged));
    }
    GateVerdict.Entry mirrored = Judge.of(folder).verdict().checks().get(0);
    assertEquals(1, entry.ratio() * mirrored.ratio(), 1e-6);
    assertEquals(1, entry.lower() * mirrored.upper(), 1e-6);
    assertEquals(1, entry.upper() * mirrored.lower(), 1e-6);
  }

  /**
   * A bucket of a histogram times two is one, and so is every ratio then. Other factors round a timing
   * to three digits anew.
   */
  @Test
  void scaledTimingsGiveTheSameDecision() {
    for (double candidate : new double[] {1, 1.2}) {
      Decision one = scaled(candidate, 1);
      assertEquals(candidate == 1 ? GateResult.OK : GateResult.REGRESSION, one.verdict());
      for (int factor : new int[] {2, 64}) {
        assertEquals(one, scaled(candidate, factor));
      }
      Decision other = scaled(candidate, 3);
      assertEquals(one.verdict(), other.verdict());
      for (int check = 0; check < one.answers().size(); check++) {
        Bounds bounds = Objects.requireNonNull(one.answers().get(check).bounds());
        Bounds tripled = Objects.requireNonNull(other.answers().get(check).bounds());
        assertEquals(bounds.estimate(), tripled.estimate(), 2e-3);
        assertEquals(bounds.lower(), tripled.lower(), 2e-3);
        assertEquals(bounds.upper(), tripled.upper(), 2e-3);
      }
    }
  }

  private static Decision scaled(double candidate, int factor) {
    var fixture =
        new CheckFixture(SETTINGS, 2_500).candidate(candidate, candidate).scale(factor);
    return decision(fixture, 20, candidate == 1 ? 0 : 20, same -> same);
  }

  private static Bounds bounds(Decision decision) {
    return Objects.requireNonNull(decision.answers().get(0).bounds());
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
