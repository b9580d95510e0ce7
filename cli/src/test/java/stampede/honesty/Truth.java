package stampede.honesty;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The reference: what becomes of each request, computed from intended starts and service times by
 * plain arithmetic and no class of the harness. Stamps count in nanoseconds from the origin.
 */
record Truth(long[] intendedNanos, long[] startNanos, long[] endNanos) {

  /** Sent on time to one server in order: Lindley's recursion. */
  static Truth queue(long[] intendedNanos, long[] serviceNanos) {
    long[] ends = new long[intendedNanos.length];
    long freeNanos = 0;
    for (int i = 0; i < ends.length; i++) {
      freeNanos = Math.max(intendedNanos[i], freeNanos) + serviceNanos[i];
      ends[i] = freeNanos;
    }
    return new Truth(intendedNanos, intendedNanos, ends);
  }

  /** Sent by one thread that each request holds until its answer: the same wait, before the send. */
  static Truth blocked(long[] intendedNanos, long[] serviceNanos) {
    long[] ends = queue(intendedNanos, serviceNanos).endNanos;
    long[] starts = IntStream.range(0, ends.length)
        .mapToLong(i -> ends[i] - serviceNanos[i])
        .toArray();
    return new Truth(intendedNanos, starts, ends);
  }

  /** Sent on time, each answered after its own time. */
  static Truth parallel(long[] intendedNanos, long[] serviceNanos) {
    long[] ends = IntStream.range(0, intendedNanos.length)
        .mapToLong(i -> intendedNanos[i] + serviceNanos[i])
        .toArray();
    return new Truth(intendedNanos, intendedNanos, ends);
  }

  /** Sent on time and answered at once, or at the end of a stall. */
  static Truth stalled(long[] intendedNanos, long fromNanos, long toNanos) {
    return new Truth(intendedNanos, intendedNanos, held(intendedNanos, fromNanos, toNanos));
  }

  /** Sent on time, or when a thread that slept too long woke; answered at once. */
  static Truth overslept(long[] intendedNanos, long fromNanos, long toNanos) {
    long[] starts = held(intendedNanos, fromNanos, toNanos);
    return new Truth(intendedNanos, starts, starts);
  }

  private static long[] held(long[] nanos, long fromNanos, long toNanos) {
    return LongStream.of(nanos)
        .map(at -> at >= fromNanos && at < toNanos ? toNanos : at)
        .toArray();
  }

  /** All requests of several. */
  static Truth union(Truth... parts) {
    return new Truth(
        join(parts, Truth::intendedNanos),
        join(parts, Truth::startNanos),
        join(parts, Truth::endNanos));
  }

  private static long[] join(Truth[] parts, Function<Truth, long[]> stamps) {
    return Arrays.stream(parts).map(stamps).flatMapToLong(LongStream::of).toArray();
  }

  /** Those that end from one moment on and before another. */
  Truth ending(long fromNanos, long toNanos) {
    int[] which = IntStream.range(0, endNanos.length)
        .filter(i -> endNanos[i] >= fromNanos && endNanos[i] < toNanos)
        .toArray();
    return new Truth(pick(intendedNanos, which), pick(startNanos, which), pick(endNanos, which));
  }

  private static long[] pick(long[] from, int[] which) {
    return IntStream.of(which).mapToLong(i -> from[i]).toArray();
  }

  int count() {
    return endNanos.length;
  }

  /** Response times in order. */
  long[] response() {
    return differences(endNanos, intendedNanos);
  }

  /** Service times in order. */
  long[] service() {
    return differences(endNanos, startNanos);
  }

  /** Lags in order. */
  long[] lag() {
    return differences(startNanos, intendedNanos);
  }

  private static long[] differences(long[] to, long[] from) {
    return IntStream.range(0, to.length)
        .mapToLong(i -> to[i] - from[i])
        .sorted()
        .toArray();
  }

  /** The order statistic at rank ceil(n q), where q is so many parts of ten thousand. */
  static long quantile(long[] sorted, int partsOf10000) {
    return sorted[Math.max(1, rank(sorted.length, partsOf10000)) - 1];
  }

  static int rank(int count, int partsOf10000) {
    return (int) (((long) count * partsOf10000 + 9_999) / 10_000);
  }
}
