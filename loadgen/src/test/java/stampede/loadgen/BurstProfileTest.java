package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Bursts against the drawn path, summed exactly, and the path against the law of its stays. */
class BurstProfileTest {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long HOUR_NANOS = 3600 * SECOND_NANOS;

  private static Rate.Burst burst(String low, String high, long lowMillis, long highMillis) {
    return new Rate.Burst(
        new BigDecimal(low), new BigDecimal(high), lowMillis * 1_000_000, highMillis * 1_000_000);
  }

  /** The integral over a drawn path, up to a time in nanoseconds. */
  private static BigDecimal integral(
      Rate.Burst rate, BurstProfile path, long spanNanos, BigDecimal nanos) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int stay = 0; stay < path.stays(); stay++) {
      BigDecimal begin = BigDecimal.valueOf(path.beginNanos(stay));
      BigDecimal end = BigDecimal.valueOf(endNanos(path, stay, spanNanos)).min(nanos);
      BigDecimal here = path.state(stay) == 1 ? rate.high() : rate.low();
      if (end.compareTo(begin) > 0) {
        sum = sum.add(here.multiply(end.subtract(begin)).movePointLeft(9));
      }
    }
    return sum;
  }

  private static long endNanos(BurstProfile path, int stay, long spanNanos) {
    return stay + 1 < path.stays() ? path.beginNanos(stay + 1) : spanNanos;
  }

  private static long nanosIn(int state, BurstProfile path, long spanNanos) {
    return IntStream.range(0, path.stays())
        .filter(stay -> path.state(stay) == state)
        .mapToLong(stay -> endNanos(path, stay, spanNanos) - path.beginNanos(stay))
        .sum();
  }

  @Property(tries = 200)
  void theIntegralIsExactAndInvertedWithinHalfANanosecond(
      @ForAll @BigRange(min = "0", max = "1") @Scale(9) BigDecimal depth,
      @ForAll @BigRange(min = "0.000000001", max = "1000000000") @Scale(9) BigDecimal high,
      @ForAll @LongRange(min = 1_000_000, max = 100 * HOUR_NANOS) long lowMeanNanos,
      @ForAll @LongRange(min = 1_000_000, max = 100 * HOUR_NANOS) long highMeanNanos,
      @ForAll @DoubleRange(min = 0.01, max = 50) double cycles,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    BigDecimal low = high.multiply(depth).setScale(9, RoundingMode.DOWN);
    var rate = new Rate.Burst(low, high, lowMeanNanos, highMeanNanos);
    long spanNanos =
        (long) Math.min(168.0 * HOUR_NANOS, 1 + cycles * (lowMeanNanos + highMeanNanos));
    var path = new BurstProfile(rate, spanNanos, seed);
    BigDecimal all = integral(rate, path, spanNanos, BigDecimal.valueOf(spanNanos));
    assertEquals(0, all.compareTo(path.requests()), all + " are " + path.requests());
    long last = Math.min(all.longValue(), Schedules.COUNT_MAX);
    for (long due : new long[] {0, 1, (long) (share * last), last}) {
      assertInverse(rate, path, spanNanos, Math.min(due, last));
    }
    // Just before and after an edge, where the wrong stay would show.
    BigDecimal edge = BigDecimal.valueOf(path.beginNanos((int) (share * (path.stays() - 1))));
    long whole = integral(rate, path, spanNanos, edge).longValue();
    assertInverse(rate, path, spanNanos, Math.min(whole, last));
    assertInverse(rate, path, spanNanos, Math.min(whole + 1, last));
  }

  /** After billions of requests, where they are far apart: no digit of the sum may be lost. */
  @Test
  void amongBillionsTheFewOfALowStayAreExact() {
    Rate.Burst rate = burst("100", "1000000", 10_000, 10_000);
    long spanNanos = 2 * HOUR_NANOS;
    var path = new BurstProfile(rate, spanNanos, 1);
    for (int stay = path.stays() / 2; stay < path.stays(); stay++) {
      BigDecimal begin = BigDecimal.valueOf(path.beginNanos(stay));
      assertInverse(
          rate, path, spanNanos, integral(rate, path, spanNanos, begin).longValue() + 2);
    }
  }

  private static void assertInverse(Rate.Burst rate, BurstProfile path, long spanNanos, long due) {
    BigDecimal at = new BigDecimal(path.nanosAt((double) due));
    BigDecimal half = new BigDecimal("0.5");
    BigDecimal before = integral(rate, path, spanNanos, at.subtract(half));
    BigDecimal after = integral(rate, path, spanNanos, at.add(half));
    BigDecimal exact = BigDecimal.valueOf(due);
    assertTrue(
        before.compareTo(exact) <= 0 && exact.compareTo(after) <= 0,
        due + " at " + at + " ns, where " + before + " to " + after + " are due");
  }

  @Test
  void overManySeedsTheSharesOfTimeAreThoseOfTheMeans() {
    Rate.Burst rate = burst("500", "5000", 2000, 200);
    long spanNanos = 10 * SECOND_NANOS;
    double[] shares = new double[4000];
    int highFirst = 0;
    for (int seed = 0; seed < shares.length; seed++) {
      var path = new BurstProfile(rate, spanNanos, seed);
      shares[seed] = (double) nanosIn(1, path, spanNanos) / spanNanos;
      highFirst += path.state(0);
    }
    double expected = 200 / 2200.0;
    double mean = Arrays.stream(shares).average().orElseThrow();
    double variance =
        Arrays.stream(shares).map(share -> (share - mean) * (share - mean)).sum() / 3999;
    assertEquals(expected, mean, 4 * Math.sqrt(variance / 4000), "share of time, seeds 0 to 3999");
    double ofFirst = Math.sqrt(expected * (1 - expected) / 4000);
    assertEquals(expected, highFirst / 4000.0, 4 * ofFirst, "share of first stays");
  }

  @Test
  void theStaysAreExponential() {
    long spanNanos = 20 * HOUR_NANOS;
    var path = new BurstProfile(burst("1", "2", 5000, 1000), spanNanos, 3);
    for (int state = 0; state < 2; state++) {
      int which = state;
      double meanNanos = state == 0 ? 5e9 : 1e9;
      double[] stays = IntStream.range(0, path.stays() - 1)
          .filter(stay -> path.state(stay) == which)
          .mapToDouble(stay -> endNanos(path, stay, spanNanos) - path.beginNanos(stay))
          .toArray();
      double distance = Statistics.scaledDistance(stays, stay -> -Math.expm1(-stay / meanNanos));
      assertTrue(stays.length > 10_000 && distance < 1.63, stays.length + " stays, KS " + distance);
    }
  }

  @Test
  void poissonArrivalsComeAtEachStatesRateInBursts() {
    long spanNanos = 600 * SECOND_NANOS;
    Rate.Burst rate = burst("500", "5000", 2000, 200);
    Phase phase = new Phase(spanNanos, rate, null);
    Schedule schedule = phase.schedule(Arrivals.POISSON, 4, 0, 0);
    // The path of that seed and phase.
    var path = (BurstProfile) phase.profile(4, 0);
    long[] starts =
        LongStream.range(0, schedule.count()).map(schedule::startNanos).toArray();
    long[] counts = new long[2];
    long[] inSecond = new long[600];
    int stay = 0;
    for (long nanos : starts) {
      while (nanos >= endNanos(path, stay, spanNanos) && stay + 1 < path.stays()) {
        stay++;
      }
      counts[path.state(stay)]++;
      inSecond[(int) Math.min(599, nanos / SECOND_NANOS)]++;
    }
    for (int state = 0; state < 2; state++) {
      double due = nanosIn(state, path, spanNanos) / 1e9 * (state == 0 ? 500 : 5000);
      assertEquals(due, counts[state], 4 * Math.sqrt(due), "requests in state " + state);
    }
    assertTrue(dispersion(inSecond) > 50, "index of dispersion " + dispersion(inSecond));
    Schedule steady = Schedules.poisson(new BigDecimal(starts.length / 600), starts.length, 4);
    long[] steadily = new long[600];
    for (long i = 0; i < steady.count(); i++) {
      steadily[(int) Math.min(599, steady.startNanos(i) / SECOND_NANOS)]++;
    }
    assertEquals(1, dispersion(steadily), 4 * Math.sqrt(2 / 599.0), "of a Poisson process");
  }

  /** The variance of counts over their mean: 1 of a Poisson process. */
  private static double dispersion(long[] counts) {
    double mean = Arrays.stream(counts).average().orElseThrow();
    double squares = Arrays.stream(counts)
        .mapToDouble(count -> (count - mean) * (count - mean))
        .sum();
    return squares / (counts.length - 1) / mean;
  }

  @Test
  void nothingIsPlannedWhereTheLowRateIsNone() {
    Phase phase = new Phase(100 * SECOND_NANOS, burst("0", "1000", 300, 100), null);
    var path = (BurstProfile) phase.profile(9, 2);
    for (Arrivals arrivals : Arrivals.values()) {
      Schedule schedule = phase.schedule(arrivals, 9, 0, 2);
      assertEquals(Schedules.rounded(path.requests()), schedule.count());
      for (long i = 0; i < schedule.count(); i++) {
        assertTrue(isHighWithin(2, schedule.startNanos(i), path, phase.durationNanos()));
      }
    }
  }

  private static boolean isHighWithin(long slackNanos, long nanos, BurstProfile path, long span) {
    return IntStream.range(0, path.stays())
        .filter(stay -> path.state(stay) == 1)
        .anyMatch(stay -> nanos >= path.beginNanos(stay) - slackNanos
            && nanos <= endNanos(path, stay, span) + slackNanos);
  }
}
