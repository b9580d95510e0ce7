package badhouse.loadgen;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;

/** Breaks no law: time and seed come in through the door. */
class TakesTimeAndChance {
  Instant now(Clock clock) {
    return Instant.now(clock);
  }

  int chance(long seed) {
    return new Random(seed).nextInt() + new SplittableRandom(seed).nextInt();
  }
}
