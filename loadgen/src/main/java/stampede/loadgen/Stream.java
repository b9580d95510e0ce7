package stampede.loadgen;

import stampede.store.SplitMix;

/** The independent random streams of a run, all derived from its one seed. */
enum Stream {
  STARTS(1),
  SHARD(2),
  OPERATION(3),
  KEY(4),
  KEY_SIZE(5),
  STORE_SIZE(6),
  SCATTER(7),
  STAY(8);

  private final int number;

  Stream(int number) {
    this.number = number;
  }

  /** The seed of this stream in a run of {@code runSeed}. */
  long seed(long runSeed) {
    return SplitMix.at(SplitMix.mix(runSeed), number);
  }
}
