package stampede.loadgen;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongUnaryOperator;
import stampede.store.SplitMix;

/**
 * A Poisson process conditioned on its count. Given the count, the starts of a Poisson process are
 * independent and uniform over its span (Kingman: Poisson Processes, 1993, section 2.4), or, where
 * its rate changes, over the integral of its rate.
 *
 * <p>Thread-safe. Reaching an index whose block is not among the last few computes that block, some
 * 0.2 ms; otherwise nothing is computed, allocated or locked.
 */
final class PoissonSchedule implements Schedule {
  /*
   * The span is cut into 2^k equal blocks of 3072 to 6144 starts on average. How many of n starts
   * fall into the left half of a stretch is Binomial(n, 1/2), drawn exactly as the number of ones
   * among n random bits; halving k times gives every block its count. A block's starts are sorted
   * uniforms. Each half and each block draws from a seed of its own, so that a block is a pure
   * function of (seed, block).
   */
  private static final int BLOCK_STARTS = 3072;
  private static final int SLOTS = 8;

  /** The starts of one block, in order. */
  private static final class Block {
    final int number;
    final long[] startNanos;

    Block(int number, long[] startNanos) {
      this.number = number;
      this.startNanos = startNanos;
    }
  }

  private final LongUnaryOperator nanosOfPlace;
  private final long seed;
  private final int levels;
  /** The index of each block's first start; one more entry holds the count. */
  private final long[] firstIndex;

  private final double blocksPerStart;
  private final AtomicReferenceArray<Block> slots = new AtomicReferenceArray<>(SLOTS);

  /**
   * A process.
   *
   * @param nanosOfPlace when a place in the span is reached that is given in 63 bits; pure, and never
   *     falling but by rounding
   */
  PoissonSchedule(LongUnaryOperator nanosOfPlace, long count, long seed) {
    Schedules.requireCount(count);
    int blocks = Integer.highestOneBit((int) Math.max(1, count / BLOCK_STARTS));
    this.nanosOfPlace = nanosOfPlace;
    this.seed = seed;
    this.levels = Integer.numberOfTrailingZeros(blocks);
    this.firstIndex = firstIndices(seed, levels, count);
    this.blocksPerStart = blocks / (double) Math.max(1, count);
  }

  private static long[] firstIndices(long seed, int levels, long count) {
    long[] counts = new long[(1 << levels) + 1];
    counts[0] = count;
    for (int level = 0; level < levels; level++) {
      int width = 1 << level;
      for (int node = width - 1; node >= 0; node--) {
        long parent = counts[node];
        long left = ones(SplitMix.at(seed, width + node), parent);
        counts[2 * node] = left;
        counts[2 * node + 1] = parent - left;
      }
    }
    long next = 0;
    for (int block = 0; block < counts.length; block++) {
      long here = counts[block];
      counts[block] = next;
      next += here;
    }
    return counts;
  }

  /** How many of {@code bits} random bits are ones. */
  private static long ones(long seed, long bits) {
    SplitMix words = new SplitMix(seed);
    long ones = 0;
    long left = bits;
    for (; left >= Long.SIZE; left -= Long.SIZE) {
      ones += Long.bitCount(words.next());
    }
    return left == 0 ? ones : ones + Long.bitCount(words.next() >>> (Long.SIZE - left));
  }

  @Override
  public long count() {
    return firstIndex[firstIndex.length - 1];
  }

  @Override
  public long startNanos(long index) {
    if (index < 0 || index >= count()) {
      throw new IllegalArgumentException("index must be 0 to " + (count() - 1) + ": " + index);
    }
    int number = blockOf(index);
    Block block = slots.get(number % SLOTS);
    if (block == null || block.number != number) {
      block = compute(number);
      slots.set(number % SLOTS, block);
    }
    return block.startNanos[(int) (index - firstIndex[number])];
  }

  /** Starts from where the block would be if all were equally full: a few steps away. */
  private int blockOf(long index) {
    int block = Math.min((int) (index * blocksPerStart), firstIndex.length - 2);
    while (firstIndex[block] > index) {
      block--;
    }
    while (firstIndex[block + 1] <= index) {
      block++;
    }
    return block;
  }

  private Block compute(int number) {
    long[] places = sortedPlaces(number);
    long earliest = beginNanos(number);
    long latest = number == firstIndex.length - 2 ? Long.MAX_VALUE : beginNanos(number + 1);
    for (int i = 0; i < places.length; i++) {
      // No rounding puts a start before another one.
      earliest = Math.max(earliest, Math.min(latest, nanosOfPlace.applyAsLong(places[i])));
      places[i] = earliest;
    }
    return new Block(number, places);
  }

  /**
   * Places in the span in 63 bits, in order: the block's number, then a uniform place within it. Such
   * places are sorted by dropping each into the bucket of its first bits; that leaves few to swap.
   */
  private long[] sortedPlaces(int number) {
    SplitMix words = new SplitMix(SplitMix.at(~seed, number));
    long[] drawn = new long[(int) (firstIndex[number + 1] - firstIndex[number])];
    int bucketBits = Integer.SIZE - Integer.numberOfLeadingZeros(drawn.length);
    int shift = Long.SIZE - 1 - levels - bucketBits;
    int[] next = new int[(1 << bucketBits) + 1];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = words.next() >>> (levels + 1);
      next[(int) (drawn[i] >>> shift) + 1]++;
    }
    for (int bucket = 1; bucket < next.length; bucket++) {
      next[bucket] += next[bucket - 1];
    }
    long block = (long) number << (Long.SIZE - 1 - levels);
    long[] places = new long[drawn.length];
    for (long place : drawn) {
      places[next[(int) (place >>> shift)]++] = block | place;
    }
    insertionSort(places);
    return places;
  }

  private static void insertionSort(long[] values) {
    for (int i = 1; i < values.length; i++) {
      long value = values[i];
      int to = i;
      for (; to > 0 && values[to - 1] > value; to--) {
        values[to] = values[to - 1];
      }
      values[to] = value;
    }
  }

  private long beginNanos(int number) {
    return nanosOfPlace.applyAsLong((long) number << (Long.SIZE - 1 - levels));
  }

  /** {@code floor(place * span / 2^63)}. */
  static long scaled(long place, long span) {
    return (Math.multiplyHigh(place, span) << 1) | ((place * span) >>> (Long.SIZE - 1));
  }
}
