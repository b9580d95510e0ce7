package stampede.store;

/**
 * The SplitMix64 generator and its mixer (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014; mixer constants by Stafford, variant 13). Every draw of the project
 * comes from it: a run's randomness is its seeds. For one thread.
 */
public final class SplitMix {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SplitMix(long seed) {
    this.state = seed;
  }

  /** The next 64 random bits. */
  public long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** The next uniform number in [0, 1), a multiple of 2^-53. */
  public double nextUnit() {
    return unit(next());
  }

  /** 64 bits that avalanche from {@code z}: a bijection. */
  public static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /** The bits of draw {@code index} of a stream, reached without the draws before it. */
  public static long at(long seed, long index) {
    return mix(seed + (index + 1) * GOLDEN_GAMMA);
  }

  /** A uniform number in [0, 1) from 64 random bits. */
  public static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
