package stampede.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToLongFunction;

/**
 * A {@code sim:} store whose answers never come, since its timers only note when they are due: reads
 * latencies off the whole way from the URI on.
 */
final class SimProbe {
  private long dueNanos;
  private final BackingStore store;

  SimProbe(String uri) {
    this.store = Stores.open(StoreUri.parse(uri), () -> 0, (nanos, task) -> this.dueNanos = nanos);
  }

  /** The latency of the next load of an address, in nanoseconds. */
  long loadNanos(BlobRef ref) {
    dueNanos = 0;
    store.load(ref);
    return dueNanos;
  }

  /** The latency of the next store at an address, in nanoseconds. */
  long storeNanos(BlobRef ref) {
    dueNanos = 0;
    store.store(Blob.trusted(ref, new byte[0]));
    return dueNanos;
  }

  /** An address for a number: its digest is not uniform, so that the mixing has all to do. */
  static BlobRef ref(int number) {
    byte[] digest =
        ByteBuffer.allocate(HashAlgorithm.SHA256.digestBytes()).putLong(number).array();
    return BlobRef.ofDigest(HashAlgorithm.SHA256, digest);
  }

  /** {@code count} numbers. */
  static double[] sample(int count, IntToLongFunction nanos) {
    double[] sample = new double[count];
    Arrays.setAll(sample, i -> nanos.applyAsLong(i));
    return sample;
  }

  /**
   * The Kolmogorov-Smirnov distance between a sample and a continuous distribution, times the root
   * of the sample's size: above 1.63 for one true sample in a hundred.
   */
  static double distance(double[] sample, DoubleUnaryOperator distribution) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double distance = 0;
    for (int i = 0; i < count; i++) {
      double share = distribution.applyAsDouble(sorted[i]);
      distance =
          Math.max(distance, Math.max(share - (double) i / count, (i + 1.0) / count - share));
    }
    return Math.sqrt(count) * distance;
  }

  /** The linear correlation of two samples, times the root of their size: about normal if none. */
  static double correlation(double[] one, double[] other) {
    double oneMean = Arrays.stream(one).average().orElseThrow();
    double otherMean = Arrays.stream(other).average().orElseThrow();
    double both = 0;
    double oneSquares = 0;
    double otherSquares = 0;
    for (int i = 0; i < one.length; i++) {
      both += (one[i] - oneMean) * (other[i] - otherMean);
      oneSquares += (one[i] - oneMean) * (one[i] - oneMean);
      otherSquares += (other[i] - otherMean) * (other[i] - otherMean);
    }
    return Math.sqrt(one.length) * both / Math.sqrt(oneSquares * otherSquares);
  }

  /** The share of standard normal numbers below {@code x}, by the series of its integral from 0. */
  static double normalShare(double x) {
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-18; odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
