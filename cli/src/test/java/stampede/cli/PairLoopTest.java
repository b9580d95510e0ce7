package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import stampede.instrument.Series;
import stampede.loadgen.ArmTraffic;
import stampede.results.gate.Arm;
import stampede.results.gate.ArmSeries;
import stampede.results.gate.PairRecorder;

/** The order and the sizes of what a pair asks, over arms that take virtual time. */
class PairLoopTest {
  private static final int CLOCK_NANOS = 25;

  private final List<String> asked = new ArrayList<>();
  private long nowNanos;

  /** An arm whose hits take {@code hitNanos} each, and every fifth place of which is in memory. */
  private Function<String, LongUnaryOperator> arm(Arm arm, long hitNanos) {
    return tag -> number -> {
      asked.add(arm + " " + tag);
      if (tag.equals(PairLoop.LOADED.tag()) && number % 5 == 0) {
        return ArmTraffic.OTHER;
      }
      long nanos = tag.equals(PairLoop.HIT.tag()) ? number * hitNanos : 1000;
      nowNanos += nanos;
      return nanos;
    };
  }

  private PairLoop loop(PairRecorder recorder, long seed, long... hitNanos) {
    Map<Arm, Function<String, LongUnaryOperator>> arms = new LinkedHashMap<>();
    for (int i = 0; i < hitNanos.length; i++) {
      arms.put(Arm.values()[i], arm(Arm.values()[i], hitNanos[i]));
    }
    return new PairLoop(arms, () -> nowNanos, CLOCK_NANOS, recorder, seed);
  }

  private static PairSpec.Lengths lengths() {
    return new PairSpec.Lengths(100, Long.MAX_VALUE, 1, 1, 1);
  }

  @Test
  void aBatchTakesHundredReadingsOfTheClockInTheFastestArm() {
    var recorder = new PairRecorder(1);
    int size = loop(recorder, 1, 50, 10, 40).warmUp(lengths(), 0);
    assertEquals(200 * CLOCK_NANOS / 10, size);
    assertEquals(List.of(), recorder.series(), "the warm-up is in no figure");
    assertEquals(7, loop(recorder, 1, 50, 10, 40).warmUp(lengths(), 7), "one that is given");
  }

  @Test
  void everyArmHasOneOfEachOperationARound() {
    var recorder = new PairRecorder(1);
    PairLoop loop = loop(recorder, 3, 10, 10, 10, 10);
    int size = loop.warmUp(lengths(), 0);
    for (int round = 0; round < 500; round++) {
      loop.round();
    }
    List<ArmSeries> all = recorder.series();
    assertEquals(4 * PairLoop.SERIES.size(), all.size());
    for (ArmSeries one : all) {
      boolean hit = one.series().equals(PairLoop.HIT.tag());
      assertEquals(500, one.count(), one.arm() + " " + one.series());
      assertEquals(hit ? size : 1, one.batchSize());
    }
  }

  @Test
  void anySeriesThatNoRoundHasIsInNoPair() {
    var recorder = new PairRecorder(1);
    LongUnaryOperator never = number -> ArmTraffic.OTHER;
    Map<Arm, Function<String, LongUnaryOperator>> arms =
        Map.of(Arm.BASE, tag -> tag.equals(PairLoop.HIT.tag()) ? never : number -> 1000);
    var loop = new PairLoop(arms, () -> nowNanos++, CLOCK_NANOS, recorder, 1);
    loop.warmUp(lengths(), 0);
    loop.round();
    assertEquals(
        new TreeSet<>(PairLoop.SERIES.subList(1, 4).stream().map(Series::tag).toList()),
        new TreeSet<>(recorder.series().stream().map(ArmSeries::series).toList()));
  }

  @Test
  void armsAreAskedInEachOrderAlike() {
    var loop = loop(new PairRecorder(1), 5, 10, 10, 10);
    loop.warmUp(lengths(), 1);
    Map<String, Integer> orders = new HashMap<>();
    int rounds = 6000;
    for (int round = 0; round < rounds; round++) {
      asked.clear();
      loop.round();
      var order = new StringBuilder();
      asked.stream()
          .filter(one -> one.endsWith(PairLoop.HIT.tag()))
          .forEach(one -> order.append(one, 0, 3).append(' '));
      orders.merge(order.toString(), 1, Integer::sum);
    }
    assertEquals(6, orders.size(), orders::toString);
    // A binomial of 6,000 and 1/6 has a standard deviation of 28.9.
    orders.forEach(
        (order, times) -> assertTrue(Math.abs(times - rounds / 6) < 4 * 29, order + ": " + times));
  }
}
