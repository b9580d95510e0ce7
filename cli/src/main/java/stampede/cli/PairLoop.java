package stampede.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import stampede.instrument.Series;
import stampede.loadgen.ArmTraffic;
import stampede.results.gate.Arm;
import stampede.results.gate.PairRecorder;
import stampede.store.SplitMix;
import stampede.time.NanoClock;

/**
 * Asks the arms of a pair in rounds: each operation of each arm once, the operations in random order
 * and the arms of an operation in random order, one after another on the calling thread. What slows
 * the machine for a while meets all arms alike, and no arm is always the one after another.
 */
final class PairLoop {
  static final Series HIT = Series.parse("service.load.hit");
  static final Series LOADED = Series.parse("service.load.loaded");
  static final Series STORED = Series.parse("service.store.stored");
  static final Series DURABLE = Series.parse("durable.store.stored");
  static final List<Series> SERIES = List.of(HIT, LOADED, STORED, DURABLE);

  /**
   * A batch of hits takes so many readings of the clock: less than a hundredth is the clock's, also of
   * an arm twice as fast as the one that the size was settled by.
   */
  private static final int BATCH_CLOCKS = 200;

  private static final int WARM_UP_HITS = 64;

  /** The shortest of the trials counts: one that was interrupted says nothing. */
  private static final int TRIALS = 16;

  private static final int TRIAL_HITS = 1024;

  /** How many places are tried for one that is not in memory. */
  private static final int PLACES_MAX = 64;

  private static final int PLACES_A_ROUND = 7;

  private final NanoClock clock;
  private final PairRecorder recorder;
  private final long clockNanos;
  private final SplitMix random;
  private final List<Asked> arms = new ArrayList<>();
  private final long firstPlace;
  private int batchSize = 1;
  private long round;
  private boolean recording;

  private record Asked(
      Arm arm,
      LongUnaryOperator hits,
      LongUnaryOperator loaded,
      LongUnaryOperator stored,
      LongUnaryOperator durable) {}

  /**
   * A loop over {@code arms}, each of which gives its operations by their tags ({@link ArmTraffic});
   * their order and places are drawn from {@code seed}.
   */
  PairLoop(
      Map<Arm, Function<String, LongUnaryOperator>> arms,
      NanoClock clock,
      long clockNanos,
      PairRecorder recorder,
      long seed) {
    this.clock = clock;
    this.clockNanos = clockNanos;
    this.recorder = recorder;
    this.random = new SplitMix(seed);
    this.firstPlace = random.next() >>> 32;
    arms.forEach((arm, operations) -> this.arms.add(new Asked(
        arm,
        operations.apply(HIT.tag()),
        operations.apply(LOADED.tag()),
        operations.apply(STORED.tag()),
        operations.apply(DURABLE.tag()))));
  }

  /**
   * Rounds in no figure.
   *
   * @param givenBatchSize how many hits are timed together; 0 where these arms are to settle it
   * @return the size of the batches
   */
  int warmUp(PairSpec.Lengths lengths, int givenBatchSize) {
    long startNanos = clock.nanos();
    for (int rounds = 0; !lengths.warm(rounds, clock.nanos() - startNanos); rounds++) {
      round();
    }
    batchSize = givenBatchSize > 0 ? givenBatchSize : settledBatchSize();
    for (Asked asked : arms) {
      SERIES.forEach(
          series -> recorder.prepare(asked.arm, series, series.equals(HIT) ? batchSize : 1));
    }
    recording = true;
    return batchSize;
  }

  private int settledBatchSize() {
    double hitNanos = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < TRIALS; trial++) {
      for (Asked asked : arms) {
        long nanosOfAll = asked.hits.applyAsLong(TRIAL_HITS);
        if (nanosOfAll != ArmTraffic.OTHER) {
          hitNanos = Math.min(hitNanos, (double) nanosOfAll / TRIAL_HITS);
        }
      }
    }
    return (int) Math.max(1, Math.ceil(BATCH_CLOCKS * clockNanos / Math.max(1, hitNanos)));
  }

  /** One round. */
  void round() {
    int[] operations = order(random, 3);
    for (int operation : operations) {
      for (int at : order(random, arms.size())) {
        ask(arms.get(at), operation);
      }
    }
    round++;
  }

  private void ask(Asked asked, int operation) {
    switch (operation) {
      case 0 -> record(asked, HIT, asked.hits.applyAsLong(recording ? batchSize : WARM_UP_HITS));
      case 1 -> record(asked, LOADED, loaded(asked));
      default -> {
        record(asked, STORED, asked.stored.applyAsLong(round));
        record(asked, DURABLE, asked.durable.applyAsLong(round));
      }
    }
  }

  private long loaded(Asked asked) {
    long nanos = ArmTraffic.OTHER;
    for (int place = 0; place < PLACES_MAX && nanos == ArmTraffic.OTHER; place++) {
      nanos = asked.loaded.applyAsLong(firstPlace + round * PLACES_A_ROUND + place);
    }
    return nanos;
  }

  private void record(Asked asked, Series series, long nanos) {
    if (recording && nanos != ArmTraffic.OTHER) {
      recorder.record(asked.arm, series, nanos);
    }
  }

  /** The numbers from 0 to below {@code count}, in random order (Fisher and Yates). */
  static int[] order(SplitMix random, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = (int) (random.nextUnit() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
