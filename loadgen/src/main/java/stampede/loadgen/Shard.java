package stampede.loadgen;

import stampede.store.SplitMix;

/**
 * One of several processes that share a plan. An index belongs to exactly one shard, drawn from the
 * run's seed: thinned like this, a Poisson process stays one.
 *
 * @param index from 0 to {@code count - 1}
 * @param count how many shards there are, at least 1
 */
public record Shard(int index, int count) {
  /** The only shard of a run in one process. */
  public static final Shard WHOLE = new Shard(0, 1);

  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "shard must be i/n with 0 <= i < n: " + index + "/" + count);
    }
  }

  /** Whether request {@code requestIndex} of a run of {@code seed} is this shard's. */
  public boolean owns(long seed, long requestIndex) {
    long bits = SplitMix.at(Stream.SHARD.seed(seed), requestIndex);
    return Long.remainderUnsigned(bits, count) == index;
  }
}
