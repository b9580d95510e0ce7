package stampede.loadgen.jobs;

import java.util.Arrays;

/** The cores of some brokers, of which a job holds one. For one thread. */
final class Cores {
  private final int[] free;
  private int freeTotal;

  Cores(int brokers, int coresOfEach) {
    free = new int[brokers];
    Arrays.fill(free, coresOfEach);
    freeTotal = Math.multiplyExact(brokers, coresOfEach);
  }

  boolean anyFree() {
    return freeTotal > 0;
  }

  /** How many are free. */
  int free() {
    return freeTotal;
  }

  /** Takes a core of the first broker that has one free; gives the broker. */
  int take() {
    for (int broker = 0; broker < free.length; broker++) {
      if (free[broker] > 0) {
        free[broker]--;
        freeTotal--;
        return broker;
      }
    }
    throw new IllegalStateException("no core is free");
  }

  void giveBack(int broker) {
    free[broker]++;
    freeTotal++;
  }
}
