package stampede.results;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one distribution. Percentiles have HdrHistogram's meaning: the value at rank
 * ceil(n x percent / 100), rounded up within its bucket (3 digits).
 *
 * @param count the sample's size
 * @param aboveAll how many of it did not succeed, and stand above all others
 * @param meanNanos null where the sample is empty, as {@code minNanos} and {@code maxNanos}
 * @param percentileNanos without those that the sample does not support
 * @param atLeast the fields, by their names in files, that are lower bounds
 * @param bounds of the percentiles that are plain values; empty where the run has too few batches
 */
public record Timings(
    long count,
    long aboveAll,
    @Nullable Long meanNanos,
    @Nullable Long minNanos,
    Map<Percentile, Long> percentileNanos,
    @Nullable Long maxNanos,
    List<String> atLeast,
    Map<Percentile, Bounds> bounds) {
  /**
   * Where a percentile of the traffic lies with 95 % confidence, by order statistics.
   *
   * @param effectiveCount how many independent samples would say as much as this one does
   * @param lowNanos null where the sample has no value that is low enough
   * @param highNanos null where it has none that is high enough
   */
  public record Bounds(
      long effectiveCount,
      @Nullable Long lowNanos,
      @Nullable Long highNanos) {
    /** Whether the sample, within its resolution, leaves no choice. */
    boolean atOneValue() {
      return lowNanos != null && lowNanos.equals(highNanos);
    }
  }

  /** How many samples must lie above a percentile in a table. */
  static final int ABOVE_MIN = 10;

  /** Makes the collections immutable. */
  public Timings {
    percentileNanos = Collections.unmodifiableMap(
        percentileNanos.isEmpty() ? Map.of() : new EnumMap<>(percentileNanos));
    atLeast = List.copyOf(atLeast);
    bounds = Collections.unmodifiableMap(bounds.isEmpty() ? Map.of() : new EnumMap<>(bounds));
  }

  /** Of requests that have a count and no time. */
  static Timings countOnly(long count) {
    return new Timings(count, 0, null, null, Map.of(), null, List.of(), Map.of());
  }

  /** Of a sample whose values are all known. */
  static Timings of(Histogram sample) {
    return of(sample, ABOVE_MIN);
  }

  /** Of a sample whose values are all known; percentiles with fewer samples above are left out. */
  static Timings of(Histogram sample, int aboveMin) {
    return CensoredSample.of(sample).timings(aboveMin);
  }

  /**
   * The same figures with bounds. A percentile that has bounds and is not supported is left out where
   * no higher one stays: what lies above a higher one lies above it too.
   */
  Timings bounded(Map<Percentile, Bounds> by, Set<Percentile> supported) {
    Map<Percentile, Long> kept = new EnumMap<>(Percentile.class);
    boolean staying = false;
    Percentile[] all = Percentile.values();
    for (int i = all.length - 1; i >= 0; i--) {
      Long nanos = percentileNanos.get(all[i]);
      if (nanos != null) {
        staying |= supported.contains(all[i]) || !by.containsKey(all[i]);
        if (staying) {
          kept.put(all[i], nanos);
        }
      }
    }
    return new Timings(count, aboveAll, meanNanos, minNanos, kept, maxNanos, atLeast, by);
  }

  /** The percentile in nanoseconds; null where the sample does not support it. */
  public @Nullable Long at(Percentile percentile) {
    return percentileNanos.get(percentile);
  }

  /**
   * A figure by its name in files; null where the sample does not support it.
   *
   * @throws IllegalArgumentException where no figure has the name
   */
  public @Nullable Long field(String name) {
    if (name.equals("meanNanos")) {
      return meanNanos;
    }
    if (name.equals("minNanos")) {
      return minNanos;
    }
    if (name.equals("maxNanos")) {
      return maxNanos;
    }
    Percentile percentile = Percentile.ofField(name);
    if (percentile == null) {
      throw new IllegalArgumentException("no such figure: " + name);
    }
    return at(percentile);
  }
}
