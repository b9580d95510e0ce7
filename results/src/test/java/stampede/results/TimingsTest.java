package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimingsTest {
  /** Values below 2,048 have buckets of their own. */
  private static Histogram oneTo(int last) {
    var sample = new Histogram(3);
    for (int value = 1; value <= last; value++) {
      sample.recordValue(value);
    }
    return sample;
  }

  private static Timings censored(Histogram known, long above, long seenMaxNanos) {
    return new CensoredSample(known, new Histogram(3), above, seenMaxNanos)
        .timings(Timings.ABOVE_MIN);
  }

  @Test
  void knownSamplesGiveExactRanks() {
    Timings timings = Timings.of(oneTo(1000));
    assertEquals(1000, timings.count());
    assertEquals(500, timings.at(Percentile.P50));
    assertEquals(750, timings.at(Percentile.P75));
    assertEquals(900, timings.at(Percentile.P90));
    assertEquals(950, timings.at(Percentile.P95));
    assertEquals(980, timings.at(Percentile.P98));
    assertEquals(990, timings.at(Percentile.P99));
    assertNull(timings.at(Percentile.P99_9));
    assertEquals(1, timings.minNanos());
    assertEquals(1000, timings.maxNanos());
    assertEquals(501, timings.meanNanos());
    assertEquals(List.of(), timings.atLeast());
  }

  @Test
  void aPercentileNeedsTenValuesAboveIt() {
    assertNull(Timings.of(oneTo(19)).at(Percentile.P50));
    assertEquals(10, Timings.of(oneTo(20)).at(Percentile.P50));
    assertNull(Timings.of(oneTo(999)).at(Percentile.P99));
    assertEquals(990, Timings.of(oneTo(1000)).at(Percentile.P99));
  }

  @Test
  void anEmptySampleHasNoFigures() {
    assertEquals(Timings.countOnly(0), Timings.of(new Histogram(3)));
  }

  @Test
  void censoredRequestsStandAboveEveryKnownValue() {
    Timings timings = censored(oneTo(980), 20, 5_000);
    assertEquals(1000, timings.count());
    assertEquals(980, timings.at(Percentile.P98));
    assertEquals(5_000, timings.at(Percentile.P99));
    assertEquals(5_000, timings.maxNanos());
    assertEquals(1, timings.minNanos());
    assertEquals(Math.round((490.5 * 980 + 20 * 5_000) / 1000), timings.meanNanos());
    assertEquals(List.of("meanNanos", "p99Nanos", "maxNanos"), timings.atLeast());
  }

  @Test
  void whereNothingSucceededEveryFigureIsALowerBound() {
    Timings timings = censored(new Histogram(3), 20, 7);
    assertEquals(7, timings.at(Percentile.P50));
    assertEquals(List.of("meanNanos", "minNanos", "p50Nanos", "maxNanos"), timings.atLeast());
  }

  @Property(tries = 500)
  void percentilesAreThoseOfHdrHistogram(
      @ForAll @Size(min = 1, max = 3000)
          List<@LongRange(min = 0, max = 10_000_000_000L) Long> values) {
    var sample = new Histogram(3);
    values.forEach(sample::recordValue);
    Timings timings = Timings.of(sample, 0);
    for (Percentile percentile : Percentile.values()) {
      assertEquals(sample.getValueAtPercentile(percentile.percent()), timings.at(percentile));
    }
    assertEquals(Math.round(sample.getMean()), timings.meanNanos());
    assertEquals(sample.getMaxValue(), timings.maxNanos());
  }

  @Property
  void aRequestThatDoesNotSucceedNeverLowersAFigure(
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 2_000) Long> values,
      @ForAll @IntRange(max = 400) int censored,
      @ForAll @IntRange(min = 1, max = 50) int more,
      @ForAll @LongRange(min = 0, max = 3_000) long anotherSeen) {
    var known = new Histogram(3);
    values.forEach(known::recordValue);
    long seen = known.getMaxValue();
    Timings before = censored(known, censored, seen);
    Timings after = censored(known, censored + more, Math.max(seen, anotherSeen));
    for (Percentile percentile : Percentile.values()) {
      Long was = before.at(percentile);
      if (was != null) {
        Long is = after.at(percentile);
        assertNotNull(is);
        assertTrue(is >= was);
      }
    }
    if (before.count() > 0) {
      assertTrue(after.meanNanos() >= before.meanNanos());
      assertTrue(after.maxNanos() >= before.maxNanos());
    }
  }
}
