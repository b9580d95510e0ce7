package stampede.loadgen;

import java.util.stream.LongStream;
import stampede.store.SplitMix;

/**
 * Zipf-distributed keys: rank r of {@code count} is drawn with a probability proportional to {@code
 * (r + 1)^-exponent}, exactly, by rejection from a staircase. Made in some thousand steps; a draw takes
 * less than {@code 1 + exponent / 32} tries on average. Immutable.
 *
 * <p>The ranks are cut into blocks a thirty-second as long as all before them. A block is drawn
 * by its length and the weight of its first rank (Walker's alias method, Vose: A linear algorithm for
 * generating random numbers with a given distribution, IEEE TSE 17(9), 1991), a rank of it evenly,
 * and that is accepted as often as its own weight is of the first one's. No sum over the ranks is
 * ever taken.
 */
public final class Zipf {
  /** A block is {@code 2^-BLOCK_SHIFT} as long as all before it; the first ones are a rank each. */
  private static final int BLOCK_SHIFT = 5;

  /** By so much a computed weight may exceed the true one, relatively, and still none is accepted. */
  private static final double SURE = 1 - 1e-12;

  private final double exponent;
  /** The first rank of each block, from 1; one more entry holds the rank after the last. */
  private final long[] first;

  /** What a rank of a block weighs at least, as a share of what its first one does. */
  private final double[] leastShare;

  private final BlockDraw blocks;
  private final long seed;
  private final Scatter scatter;

  /**
   * Prepares draws.
   *
   * @param count how many keys there are, from 1 to 2^53
   * @param exponent s, from 0 (uniform) to 100
   */
  public Zipf(long count, double exponent, long seed) {
    if (count < 1 || count > 1L << 53) {
      throw new IllegalArgumentException("count must be 1 to 2^53: " + count);
    }
    if (!(exponent >= 0 && exponent <= 100)) {
      throw new IllegalArgumentException("exponent must be 0 to 100: " + exponent);
    }
    this.exponent = exponent;
    this.first = LongStream.concat(
            LongStream.iterate(1, rank -> rank <= count, rank -> rank + length(rank)),
            LongStream.of(count + 1))
        .toArray();
    double[] weights = new double[first.length - 1];
    this.leastShare = new double[weights.length];
    for (int block = 0; block < weights.length; block++) {
      long length = first[block + 1] - first[block];
      weights[block] = length * Math.pow((double) first[block], -exponent);
      leastShare[block] = SURE * share(first[block + 1] - 1, first[block]);
    }
    this.blocks = new BlockDraw(weights);
    this.seed = seed;
    this.scatter = new Scatter(count, Stream.SCATTER.seed(seed));
  }

  private static long length(long rank) {
    return Math.max(1, rank >>> BLOCK_SHIFT);
  }

  /** What a rank weighs, as a share of what another one does. */
  private double share(long rank, long of) {
    return Math.exp(-exponent * Math.log((double) rank / of));
  }

  /** The rank of draw {@code index}, from 0, the most popular, to {@code count - 1}. */
  public long rank(long index) {
    long bits = SplitMix.at(seed, index);
    while (true) {
      int block = blocks.of(bits);
      long from = first[block];
      long rank = from + part(SplitMix.at(bits, 0), first[block + 1] - from);
      double height = SplitMix.unit(SplitMix.at(bits, 1));
      if (height < leastShare[block] || height < share(rank, from)) {
        return rank - 1;
      }
      bits = SplitMix.at(bits, 2);
    }
  }

  /** {@code floor(length * u)} for the uniform u in [0, 1) that 63 bits stand for. */
  private static long part(long bits, long length) {
    return Math.multiplyHigh(bits >>> 1, length << 1);
  }

  /** The key of draw {@code index}: its rank, scattered over the keys by a bijection. */
  public long key(long index) {
    return scatter.apply(rank(index));
  }
}
