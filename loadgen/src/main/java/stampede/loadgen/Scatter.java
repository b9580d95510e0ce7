package stampede.loadgen;

import stampede.store.SplitMix;

/**
 * A bijection of the numbers below {@code count} that puts neighbours far apart. A number's low half of
 * the bits and what is above them move one another in turn, as in a Feistel network; one in {@code
 * sqrt(count)} at most lands outside and is sent on until it lands inside. Immutable.
 */
final class Scatter {
  private final long count;
  private final int lowBits;
  private final long lowMask;
  private final long highCount;
  private final long offset;
  private final long factor1;
  private final long factor2;
  private final long factor3;

  /**
   * A bijection.
   *
   * @param count from 1 to 2^53
   */
  Scatter(long count, long seed) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(count - 1);
    this.count = count;
    this.lowBits = bits / 2;
    this.lowMask = (1L << lowBits) - 1;
    this.highCount = (count + lowMask) >>> lowBits;
    this.offset = SplitMix.at(seed, 0);
    this.factor1 = SplitMix.at(seed, 1) | 1;
    this.factor2 = SplitMix.at(seed, 2) | 1;
    this.factor3 = SplitMix.at(seed, 3) | 1;
  }

  long apply(long number) {
    long x = number;
    do {
      long low = x & lowMask;
      long high = moved(x >>> lowBits, (low + offset) * factor1);
      low ^= (((high + offset) * factor2) >>> Integer.SIZE) & lowMask;
      high = moved(high, (low + offset) * factor3);
      x = (high << lowBits) | low;
    } while (x >= count);
    return x;
  }

  /** Moved on around the circle of high parts by the share of it that a hash's first bits say. */
  private long moved(long high, long hash) {
    long to = high + (((hash >>> Integer.SIZE) * highCount) >>> Integer.SIZE);
    return to < highCount ? to : to - highCount;
  }
}
