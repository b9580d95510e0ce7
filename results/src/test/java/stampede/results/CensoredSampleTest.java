package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;

class CensoredSampleTest {
  private static Histogram of(List<Long> values) {
    var sample = new Histogram(3);
    values.forEach(sample::recordValue);
    return sample;
  }

  private static Timings timings(Histogram known, Histogram open, long above) {
    long seenMaxNanos = Math.max(known.getMaxValue(), open.getMaxValue());
    return new CensoredSample(known, open, above, seenMaxNanos).timings(Timings.ABOVE_MIN);
  }

  /** Values below 2,048 have buckets of their own. */
  private static Histogram oneTo(int last) {
    var sample = new Histogram(3);
    for (int value = 1; value <= last; value++) {
      sample.recordValue(value);
    }
    return sample;
  }

  private static Histogram times(int count, long nanos) {
    var sample = new Histogram(3);
    sample.recordValueWithCount(nanos, count);
    return sample;
  }

  @Test
  void oldOpenRequestsLeaveThePercentilesBelowThemDecided() {
    Timings timings = timings(oneTo(980), times(20, 5_000), 0);
    assertEquals(1000, timings.count());
    assertEquals(0, timings.aboveAll());
    assertEquals(500, timings.at(Percentile.P50));
    assertEquals(980, timings.at(Percentile.P98));
    assertEquals(5_003, timings.at(Percentile.P99));
    assertEquals(1, timings.minNanos());
    assertEquals(List.of("meanNanos", "p99Nanos", "maxNanos"), timings.atLeast());
  }

  @Test
  void youngOpenRequestsLeaveNoPercentileAboveThemDecided() {
    Timings timings = timings(oneTo(1000), times(20, 900), 0);
    assertEquals(510, timings.at(Percentile.P50));
    assertEquals(900, timings.at(Percentile.P90));
    assertEquals(949, timings.at(Percentile.P95));
    assertEquals(
        List.of("meanNanos", "p90Nanos", "p95Nanos", "p98Nanos", "p99Nanos", "maxNanos"),
        timings.atLeast());
  }

  @Test
  void aPercentileAmongEqualValuesIsDecidedAllTheSame() {
    Timings timings = timings(times(1000, 700), times(20, 1), 0);
    assertEquals(700, timings.at(Percentile.P95));
    assertEquals(1, timings.minNanos());
    assertEquals(List.of("meanNanos", "minNanos", "p99Nanos", "maxNanos"), timings.atLeast());
  }

  @Test
  void whatDidNotSucceedStandsAboveWhatIsOpen() {
    Timings timings = timings(oneTo(960), times(20, 10), 20);
    assertEquals(20, timings.aboveAll());
    assertEquals(960, timings.at(Percentile.P98));
    assertTrue(timings.atLeast().contains("p98Nanos"));
    assertEquals(960, timings.at(Percentile.P99));
    assertTrue(timings.atLeast().contains("p99Nanos"));
  }

  @Test
  void openRequestsWithoutAnAgeStandAboveAllOthers() {
    var ages = new Series(Clock.RESPONSE, Operation.LOAD, Outcome.OPEN);
    var answered = new Series(Clock.RESPONSE, Operation.LOAD, Outcome.LOADED);
    CensoredSample sample = CensoredSample.of(
        Map.of(ages, times(3, 50), answered, oneTo(100)),
        Clock.RESPONSE,
        Operation.LOAD,
        new SeriesRow.Untimed(2, 5, 9));
    assertEquals(107, sample.count());
    assertEquals(3, sample.open().getTotalCount());
    assertEquals(2 + 5 - 3, sample.above());
  }

  /** Whatever the open requests take in the end, plain figures hold and the others are no more. */
  @Property(tries = 500)
  void figuresHoldWhateverTheOpenRequestsTake(
      @ForAll @Size(min = 1, max = 300) List<@LongRange(max = 2_000) Long> known,
      @ForAll @Size(max = 60) List<@LongRange(max = 2_000) Long> ages,
      @ForAll @IntRange(max = 2_000) int more) {
    Timings told = timings(of(known), of(ages), 0);
    var truth = of(known);
    for (int i = 0; i < ages.size(); i++) {
      truth.recordValue(ages.get(i) + (long) more * (i % 3));
    }
    Timings after = Timings.of(truth);
    told.percentileNanos().forEach((percentile, nanos) -> {
      if (told.atLeast().contains(percentile.field())) {
        assertTrue(nanos <= after.at(percentile), percentile::label);
      } else {
        long resolution = truth.sizeOfEquivalentValueRange(nanos);
        assertEquals((double) nanos, after.at(percentile), (double) resolution, percentile::label);
      }
    });
    assertTrue(told.meanNanos() <= after.meanNanos() + 2);
    assertTrue(told.minNanos() <= after.minNanos());
  }
}
