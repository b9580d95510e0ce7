package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

/** The exact bounds against all patterns of signs, and against another implementation's p-values. */
class SignedRankTest {
  private static final double[] ALPHAS = {
    0.0001, 0.000714, 0.0025, 0.01, 0.0125, 0.025, 0.05, 0.1, 0.25, 0.4
  };

  private static double[] differences(int count, long seed, double grid) {
    var random = new SplitMix(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> random.nextUnit() * 2 - 0.7)
        .map(one -> grid == 0 ? one : Math.rint(one / grid) * grid)
        .toArray();
  }

  /** For each sum of positive ranks how many of all patterns of signs have it. */
  private static int[] patterns(int count) {
    int[] withSum = new int[count * (count + 1) / 2 + 1];
    for (int signs = 0; signs < 1 << count; signs++) {
      int sum = 0;
      for (int rank = 1; rank <= count; rank++) {
        sum += (signs >> (rank - 1) & 1) * rank;
      }
      withSum[sum]++;
    }
    return withSum;
  }

  /** How many of all patterns have at least the rank sum that the differences have about a centre. */
  private static long atLeast(int[] patterns, double[] differences, double centre) {
    Integer[] order = IntStream.range(0, differences.length)
        .boxed()
        .sorted((i, j) ->
            Double.compare(Math.abs(differences[i] - centre), Math.abs(differences[j] - centre)))
        .toArray(Integer[]::new);
    int sum = 0;
    for (int rank = 1; rank <= order.length; rank++) {
      sum += differences[order[rank - 1]] > centre ? rank : 0;
    }
    return Arrays.stream(patterns, sum, patterns.length).sum();
  }

  /** The lower end of the centres that a one-sided test does not reject, by trying all of them. */
  private static double lower(int[] patterns, double[] differences, double alpha) {
    double[] ends = Arrays.stream(differences)
        .flatMap(one -> Arrays.stream(differences).map(other -> (one + other) / 2))
        .distinct()
        .sorted()
        .toArray();
    double allowed = alpha * (1L << differences.length);
    for (int end = -1; end < ends.length; end++) {
      double inside = end < 0
          ? ends[0] - 1
          : end == ends.length - 1 ? ends[end] + 1 : (ends[end] + ends[end + 1]) / 2;
      if (atLeast(patterns, differences, inside) > allowed) {
        return end < 0 ? Double.NEGATIVE_INFINITY : ends[end];
      }
    }
    throw new AssertionError("every centre is rejected");
  }

  @Test
  void theBoundsAreTheEndsOfWhatNoTestRejects() {
    for (int count = 1; count <= 12; count++) {
      int[] patterns = patterns(count);
      for (int seed = 0; seed < LongRun.pick(6, 100); seed++) {
        double grid = seed % 3 == 2 ? 0.25 : 0; // every third with ties
        double[] differences = differences(count, 100 * count + seed, grid);
        double[] mirrored = Arrays.stream(differences).map(one -> -one).toArray();
        SignedRank ranks = SignedRank.of(differences);
        for (double alpha : ALPHAS) {
          String what = "n " + count + ", seed " + seed + ", alpha " + alpha;
          assertEquals(lower(patterns, differences, alpha) + 0.0, ranks.lower(alpha) + 0.0, what);
          assertEquals(-lower(patterns, mirrored, alpha) + 0.0, ranks.upper(alpha) + 0.0, what);
        }
      }
    }
  }

  /** Equal sizes and a size of 0 among them: a bound then misses no more often than it may. */
  @Test
  void theShareOfSignsWhoseBoundMissesIsAtMostAlpha() {
    double[][] all = {
      {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
      {1, 1, 1, 1, 2, 2, 2, 3, 3, 0},
      {0, 0, 0, 1, 1, 1, 1, 1, 1, 1}
    };
    for (double[] sizes : all) {
      for (double alpha : ALPHAS) {
        int missed = 0;
        for (int signs = 0; signs < 1 << sizes.length; signs++) {
          double[] differences = sizes.clone();
          for (int i = 0; i < sizes.length; i++) {
            differences[i] *= (signs >> i & 1) == 0 ? 1 : -1;
          }
          missed += SignedRank.of(differences).lower(alpha) > 0 ? 1 : 0;
        }
        String what = Arrays.toString(sizes) + ", alpha " + alpha + ": " + missed + " of 1024";
        assertTrue(missed <= alpha * 1024, what);
        if (sizes[0] == 1 && sizes[1] == 2) {
          int k = NullRanks.of(10).rank(alpha);
          assertEquals(NullRanks.of(10).atMost(k - 1) * 1024, missed, 1e-9, what);
        }
      }
    }
  }

  @Test
  void theNullDistributionIsThatOfAllPatterns() {
    for (int count = 1; count <= 16; count++) {
      int[] patterns = patterns(count);
      long sum = 0;
      for (int at = 0; at < patterns.length; at++) {
        sum += patterns[at];
        assertEquals(
            sum / (double) (1 << count),
            NullRanks.of(count).atMost(at),
            1e-12,
            "n " + count + ", sum " + at);
      }
    }
    assertEquals(0, NullRanks.of(5).atMost(-1));
    assertEquals(1, NullRanks.of(5).atMost(1000), 1e-12);
    assertEquals(1, NullRanks.of(SignedRank.PAIRS_MAX).atMost(1_000_000), 1e-9);
  }

  /** Just outside of a bound commons-statistics rejects the centre at alpha; just inside it does not. */
  @Test
  void commonsStatisticsRejectsExactlyWhatLiesOutside() {
    var test = WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT);
    for (int count = 5; count <= 50; count++) {
      for (int seed = 0; seed < LongRun.pick(2, 30); seed++) {
        double[] differences = differences(count, 7000 + 100 * count + seed, 0);
        SignedRank ranks = SignedRank.of(differences);
        for (double alpha : ALPHAS) {
          String what = "n " + count + ", seed " + seed + ", alpha " + alpha;
          double lower = ranks.lower(alpha);
          if (Math.pow(2, -count) > alpha) {
            assertEquals(Double.NEGATIVE_INFINITY, lower, what);
            continue;
          }
          var greater = test.with(AlternativeHypothesis.GREATER_THAN);
          assertTrue(p(greater, lower - 1e-11, differences) <= alpha, what);
          assertTrue(p(greater, lower + 1e-11, differences) > alpha, what);
          double upper = ranks.upper(alpha);
          var less = test.with(AlternativeHypothesis.LESS_THAN);
          assertTrue(p(less, upper + 1e-11, differences) <= alpha, what);
          assertTrue(p(less, upper - 1e-11, differences) > alpha, what);
        }
      }
    }
  }

  private static double p(WilcoxonSignedRankTest test, double centre, double[] differences) {
    return test.withMu(centre).test(differences).getPValue();
  }

  @Test
  void theEstimateIsTheMedianOfAllAverages() {
    assertEquals(3, SignedRank.of(new double[] {3}).estimate());
    assertEquals(2, SignedRank.of(new double[] {1, 3}).estimate()); // of 1, 2, 3
    assertEquals(2.875, SignedRank.of(new double[] {0, 1, 4.5, 6}).estimate());
  }

  @Test
  void refusesWhatHasNoRanks() {
    assertThrows(IllegalArgumentException.class, () -> SignedRank.of(new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> SignedRank.of(new double[SignedRank.PAIRS_MAX + 1]));
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> SignedRank.of(new double[] {1, bad}));
    }
  }
}
