package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipfTest {
  private static final int DRAWS = 1_000_000;
  private static final double[] EXPONENTS = {0, 0.5, 0.99, 0.9999999, 1, 1.3, 3};

  /** The sum of {@code r^-s} over ranks from..to-1, counted from 1, smallest terms first. */
  private static double sum(long from, long to, double s) {
    double sum = 0;
    for (long rank = to - 1; rank >= from; rank--) {
      sum += Math.pow(rank, -s);
    }
    return sum;
  }

  /** The same over a long stretch: Euler and Maclaurin's formula, exact to 1e-12 from 100 on. */
  private static double tailSum(double from, double to, double s) {
    double integral =
        s == 1 ? Math.log(to / from) : (Math.pow(to, 1 - s) - Math.pow(from, 1 - s)) / (1 - s);
    double edges = (Math.pow(from, -s) - Math.pow(to, -s)) / 2;
    double slopes = s * (Math.pow(from, -s - 1) - Math.pow(to, -s - 1)) / 12;
    return integral + edges + slopes;
  }

  private static void assertFits(String what, long[] counts, double[] weights, double total) {
    long draws = Arrays.stream(counts).sum();
    int kept = 0;
    long[] keptCounts = new long[counts.length + 1];
    double[] expected = new double[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      // Bins that expect few draws are pooled, as the chi-square test wants them.
      double expects = weights[i] / total * draws;
      keptCounts[kept] += counts[i];
      expected[kept] += expects;
      if (expected[kept] >= 20) {
        kept++;
      }
    }
    if (expected[kept] > 0) {
      keptCounts[kept - 1] += keptCounts[kept];
      expected[kept - 1] += expected[kept];
    }
    double deviate =
        Statistics.chiSquareDeviate(Arrays.copyOf(keptCounts, kept), Arrays.copyOf(expected, kept));
    assertTrue(Math.abs(deviate) < 3.3, what + ": deviate " + deviate);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void drawsFollowExactSums(int count) {
    for (double s : EXPONENTS) {
      assertFitsRankByRank(count, s, DRAWS);
    }
  }

  /** So many draws that a rejection left out, or one in a hundred too few, would show. */
  @Test
  void nothingOfTheStaircaseIsLeftOverTheSlope() {
    assertFitsRankByRank(1000, 1, 16 * DRAWS);
  }

  private static void assertFitsRankByRank(int count, double s, int draws) {
    var zipf = new Zipf(count, s, 11);
    long[] counts = new long[count];
    for (int i = 0; i < draws; i++) {
      counts[(int) zipf.rank(i)]++;
    }
    double[] weights = new double[count];
    for (int rank = 0; rank < count; rank++) {
      weights[rank] = sum(rank + 1, rank + 2, s);
    }
    assertFits("s = " + s, counts, weights, sum(1, count + 1, s));
  }

  /** The hundred most popular ranks one by one, the others in stretches that double. */
  @Test
  void drawsAmongABillionFollowExactSums() {
    long count = 1_000_000_000;
    int head = 100;
    for (double s : EXPONENTS) {
      var zipf = new Zipf(count, s, 13);
      long[] counts = new long[head + 30];
      for (int i = 0; i < DRAWS; i++) {
        long rank = zipf.rank(i);
        counts[rank < head ? (int) rank : head + binaryLog(rank / head)]++;
      }
      double[] weights = new double[counts.length];
      double total = 0;
      for (int bin = 0; bin < counts.length; bin++) {
        long from = bin < head ? bin + 1 : ((long) head << (bin - head)) + 1;
        long to = bin < head ? bin + 2 : Math.min(count, (long) head << (bin - head + 1)) + 1;
        weights[bin] = bin < head ? sum(from, to, s) : from < to ? tailSum(from, to, s) : 0;
        total += weights[bin];
      }
      assertFits("s = " + s, counts, weights, total);
    }
  }

  private static int binaryLog(long number) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
  }

  @Test
  void aDrawIsAFunctionOfSeedAndIndex() {
    var zipf = new Zipf(1000, 0.99, 5);
    var same = new Zipf(1000, 0.99, 5);
    var other = new Zipf(1000, 0.99, 6);
    int differing = 0;
    for (int i = 999; i >= 0; i--) {
      assertEquals(zipf.key(i), same.key(i));
      differing += zipf.key(i) == other.key(i) ? 0 : 1;
    }
    assertTrue(differing > 900, differing + " keys differ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 1000, 1023, 1024, 1025, 20_000, 1_000_000, 1 << 22})
  void scatteringIsABijection(long count) {
    for (int seed = 0; seed < 3; seed++) {
      var scatter = new Scatter(count, seed);
      var seen = new BitSet();
      for (long number = 0; number < count; number++) {
        long to = scatter.apply(number);
        seen.set(to >= 0 && to < count ? (int) to : Math.toIntExact(count));
      }
      assertEquals(count, seen.cardinality());
      assertEquals(count, seen.length(), "a number was sent outside");
    }
  }

  @Test
  void scatteringPutsPopularKeysApart() {
    var scatter = new Scatter(1 << 20, 1);
    int near = 0;
    for (long rank = 0; rank < 1000; rank++) {
      near += Math.abs(scatter.apply(rank) - scatter.apply(rank + 1)) < 1000 ? 1 : 0;
    }
    assertTrue(near < 20, near + " of 1000 neighbours stayed near");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "-1,1", "10,-0.1", "10,100.1", "10,NaN"})
  void refusesWhatIsOutOfBounds(long count, double exponent) {
    assertThrows(IllegalArgumentException.class, () -> new Zipf(count, exponent, 1));
  }
}
