package stampede.honesty;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import stampede.loadgen.Schedule;
import stampede.store.SplitMix;

/** The numbers that a scene and its reference share. */
final class Draws {
  private Draws() {}

  /** Exponential times, at least 1 ns. */
  static long[] exponential(long seed, int count, double meanNanos) {
    return IntStream.range(0, count)
        .mapToLong(i ->
            Math.max(1, Math.round(-meanNanos * Math.log1p(-SplitMix.unit(SplitMix.at(seed, i))))))
        .toArray();
  }

  static long[] constant(int count, long nanos) {
    long[] all = new long[count];
    Arrays.fill(all, nanos);
    return all;
  }

  /** The starts of a constant rate by their definition, {@code floor(i * 10^9 / rate)}. */
  static long[] constantStarts(long ratePerSecond, int count) {
    return IntStream.range(0, count)
        .mapToLong(i -> constantStart(ratePerSecond, i))
        .toArray();
  }

  static long constantStart(long ratePerSecond, long index) {
    return BigInteger.valueOf(index)
        .multiply(BigInteger.valueOf(1_000_000_000))
        .divide(BigInteger.valueOf(ratePerSecond))
        .longValueExact();
  }

  static BigDecimal rate(long perSecond) {
    return BigDecimal.valueOf(perSecond);
  }

  /** A plan whose starts are listed. */
  static Schedule plan(long[] startNanos) {
    return new Schedule() {
      @Override
      public long count() {
        return startNanos.length;
      }

      @Override
      public long startNanos(long index) {
        return startNanos[(int) index];
      }
    };
  }
}
