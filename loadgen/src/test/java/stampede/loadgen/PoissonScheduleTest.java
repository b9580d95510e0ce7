package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import stampede.store.SplitMix;

class PoissonScheduleTest {
  private static final int RATE = 10_000;
  private static final int COUNT = 400_000;
  private static final long SPAN_NANOS = 40_000_000_000L;

  private final Schedule schedule = poisson(COUNT, 1);

  private static Schedule poisson(long count, long seed) {
    return Schedules.poisson(BigDecimal.valueOf(RATE), count, seed);
  }

  private static long[] starts(Schedule schedule) {
    return LongStream.range(0, schedule.count()).map(schedule::startNanos).toArray();
  }

  @Property(tries = 50)
  void hasExactlyItsCountInOrderWithinItsSpan(
      @ForAll @IntRange(min = 1, max = 50_000) int count, @ForAll long seed) {
    long[] starts = starts(poisson(count, seed));
    assertEquals(count, starts.length);
    for (int i = 1; i < count; i++) {
      assertTrue(starts[i - 1] <= starts[i]);
    }
    assertTrue(starts[0] >= 0);
    assertTrue(starts[count - 1] < count * 100_000L, "beyond the span");
  }

  @Test
  void noRoundingPutsAStartBeforeAnother() {
    LongUnaryOperator falling = place -> PoissonSchedule.scaled(place, 50_000) + ((place & 1) << 3);
    long[] starts = starts(new PoissonSchedule(falling, 40_000, 1));
    for (int i = 1; i < starts.length; i++) {
      assertTrue(starts[i - 1] <= starts[i], "start " + i);
    }
  }

  @Test
  void gapsAreExponential() {
    double distance = Statistics.scaledGapDistance(Arrays.copyOf(starts(schedule), 100_000), RATE);
    System.out.printf("KS distance x sqrt(n) of the gaps: %.3f, at most 1.63 (1 %%)%n", distance);
    assertTrue(distance < 1.63, "scaled distance " + distance);
  }

  /** Unequal enough in large windows and in small ones: 10, 2,500 and 25,000 starts on average. */
  @Test
  void countsInWindowsAreAsDispersedAsUniformStartsAre() {
    long[] starts = starts(poisson(COUNT, 3));
    for (int windows : new int[] {40_000, 160, 16}) {
      long[] counts = new long[windows];
      for (long start : starts) {
        counts[(int) (start * windows / SPAN_NANOS)]++;
      }
      double[] expected = new double[windows];
      Arrays.fill(expected, (double) COUNT / windows);
      double deviate = Statistics.chiSquareDeviate(counts, expected);
      assertTrue(Math.abs(deviate) < 3, windows + " windows: deviate " + deviate);
    }
  }

  @Test
  void anyIndexIsReachedWithoutItsPredecessors() {
    long[] inOrder = starts(schedule);
    var fresh = poisson(COUNT, 1);
    SplitMix draws = new SplitMix(7);
    for (int i = 0; i < 2000; i++) {
      int index = (int) Long.remainderUnsigned(draws.next(), COUNT);
      assertEquals(inOrder[index], fresh.startNanos(index));
    }
  }

  @Test
  void severalThreadsSeeOnePlan() {
    long[] inOrder = starts(schedule);
    var fresh = poisson(COUNT, 1);
    var next = new AtomicInteger();
    long[] seen = new long[COUNT];
    IntStream.range(0, 4).parallel().forEach(thread -> {
      for (int i = next.getAndIncrement(); i < COUNT; i = next.getAndIncrement()) {
        seen[i] = fresh.startNanos(i);
      }
    });
    assertArrayEquals(inOrder, seen);
  }

  @Test
  void anotherSeedIsAnotherPlan() {
    assertFalse(Arrays.equals(starts(poisson(100, 1)), starts(poisson(100, 2))));
  }

  @Property(tries = 20)
  void reachesTheEndOfALongPlan(
      @ForAll @LongRange(min = 1_000_000, max = 20_000_000) long count, @ForAll long seed) {
    var plan = poisson(count, seed);
    long last = plan.startNanos(count - 1);
    assertTrue(last < count * 100_000 && last > (count - 1000) * 100_000, "last " + last);
    assertThrows(IllegalArgumentException.class, () -> plan.startNanos(count));
    assertThrows(IllegalArgumentException.class, () -> plan.startNanos(-1));
  }

  @Test
  void shardsShareThePlanAndEachIsPoisson() {
    long[] starts = starts(schedule);
    boolean[] owned = new boolean[COUNT];
    for (int shard = 0; shard < 4; shard++) {
      var mine = new Shard(shard, 4);
      int[] indices = IntStream.range(0, COUNT).filter(i -> mine.owns(1, i)).toArray();
      for (int index : indices) {
        assertFalse(owned[index]);
        owned[index] = true;
      }
      long[] mineStarts = IntStream.of(indices).mapToLong(i -> starts[i]).toArray();
      double distance = Statistics.scaledGapDistance(mineStarts, RATE / 4.0);
      System.out.printf("KS distance x sqrt(n) of the gaps: %.3f, at most 1.63 (1 %%)%n", distance);
      assertTrue(distance < 1.63, "shard " + shard + ": scaled distance " + distance);
    }
    assertTrue(IntStream.range(0, COUNT).allMatch(i -> owned[i]), "an index without a shard");
  }

  @Test
  void aShardIsOneOfItsCount() {
    assertTrue(Shard.WHOLE.owns(1, 12345));
    assertThrows(IllegalArgumentException.class, () -> new Shard(4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Shard(-1, 4));
    assertThrows(IllegalArgumentException.class, () -> new Shard(0, 0));
  }
}
