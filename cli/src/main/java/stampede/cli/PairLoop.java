package stampede.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final List<Series> ALL = List.of(HIT, LOADED, STORED, DURABLE);

  /** A batch of hits takes so many readings of the clock: less than a hundredth is the clock's. */
  private static final int BATCH_CLOCKS = 100;

  private static final int TRIAL_HITS = 4096;

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

  /** A loop over {@code arms}, whose order and places are drawn from {@code seed}. */
  PairLoop(
      Map<Arm, ArmLoader> arms,
      NanoClock clock,
      long clockNanos,
      PairRecorder recorder,
      long seed) {
    this.clock = clock;
    this.clockNanos = clockNanos;
    this.recorder = recorder;
    this.random = new SplitMix(seed);
    this.firstPlace = random.next() >>> 32;
    arms.forEach((arm, loader) -> this.arms.add(new Asked(
        arm,
        loader.operation(HIT.tag()),
        loader.operation(LOADED.tag()),
        loader.operation(STORED.tag()),
        loader.operation(DURABLE.tag()))));
  }

  /** Rounds in no figure; then the size of the batches is settled. */
  void warmUp(PairSpec.Lengths lengths) {
    long startNanos = clock.nanos();
    for (int rounds = 0; !lengths.warm(rounds, clock.nanos() - startNanos); rounds++) {
      round();
    }
    double hitNanos = Double.POSITIVE_INFINITY;
    for (Asked asked : arms) {
      long nanosOfAll = asked.hits.applyAsLong(TRIAL_HITS);
      if (nanosOfAll != ArmTraffic.OTHER) {
        hitNanos = Math.min(hitNanos, (double) nanosOfAll / TRIAL_HITS);
      }
    }
    batchSize = (int) Math.max(1, Math.ceil(BATCH_CLOCKS * clockNanos / Math.max(1, hitNanos)));
    for (Asked asked : arms) {
      ALL.forEach(
          series -> recorder.prepare(asked.arm, series, series.equals(HIT) ? batchSize : 1));
    }
    recording = true;
  }

  /** One round. */
  void round() {
    int[] operations = order(3);
    for (int operation : operations) {
      for (int at : order(arms.size())) {
        ask(arms.get(at), operation);
      }
    }
    round++;
  }

  private void ask(Asked asked, int operation) {
    switch (operation) {
      case 0 -> record(asked, HIT, asked.hits.applyAsLong(recording ? batchSize : TRIAL_HITS / 64));
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
  private int[] order(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = (int) (random.nextUnit() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
