package stampede.loadgen;

import stampede.store.SplitMix;

/**
 * A bijection of the numbers below {@code count} that puts neighbours far apart. Two rounds of
 * xorshift and odd multiplication permute the smallest power of two that holds them all; a number
 * that lands outside is sent on until it lands inside, twice on average at most. Immutable.
 */
final class Scatter {
  private final long count;
  private final long mask;
  private final int shift;
  private final long offset;
  private final long factor1;
  private final long factor2;

  Scatter(long count, long seed) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(count - 1);
    this.count = count;
    this.mask = (1L << bits) - 1;
    this.shift = Math.max(1, (bits + 1) / 2);
    this.offset = SplitMix.at(seed, 0);
    this.factor1 = SplitMix.at(seed, 1) | 1;
    this.factor2 = SplitMix.at(seed, 2) | 1;
  }

  long apply(long number) {
    long x = number;
    do {
      x = (x + offset) & mask;
      x = ((x ^ (x >>> shift)) * factor1) & mask;
      x = ((x ^ (x >>> shift)) * factor2) & mask;
      x ^= x >>> shift;
    } while (x >= count);
    return x;
  }
}
