package stampede.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one distribution. Percentiles have HdrHistogram's meaning: the value at rank
 * ceil(n x percent / 100), rounded up within its bucket (3 digits).
 *
 * @param count the sample's size
 * @param meanNanos null where the sample is empty, as {@code minNanos} and {@code maxNanos}
 * @param percentileNanos without those that the sample does not support
 * @param atLeast the fields, by their names in files, that are lower bounds
 */
public record Timings(
    long count,
    @Nullable Long meanNanos,
    @Nullable Long minNanos,
    Map<Percentile, Long> percentileNanos,
    @Nullable Long maxNanos,
    List<String> atLeast) {
  /** How many samples must lie above a percentile in a table. */
  static final int ABOVE_MIN = 10;

  /** Makes the collections immutable. */
  public Timings {
    percentileNanos = Collections.unmodifiableMap(
        percentileNanos.isEmpty() ? Map.of() : new EnumMap<>(percentileNanos));
    atLeast = List.copyOf(atLeast);
  }

  /** Of requests that have a count and no time. */
  static Timings countOnly(long count) {
    return new Timings(count, null, null, Map.of(), null, List.of());
  }

  /** Of a sample whose values are all known. */
  static Timings of(Histogram sample) {
    return of(sample, ABOVE_MIN);
  }

  /** Of a sample whose values are all known; percentiles with fewer samples above are left out. */
  static Timings of(Histogram sample, int aboveMin) {
    return censored(sample, 0, sample.getMaxValue(), aboveMin);
  }

  /**
   * Of {@code known} values and {@code censored} requests of which nothing is known but that they
   * are worse than every one of these: each stands above them, and counts as the largest value
   * seen, a lower bound. So no request can improve a figure by failing.
   *
   * @param seenMaxNanos the largest value seen, at least the largest known one
   */
  static Timings censored(Histogram known, long censored, long seenMaxNanos, int aboveMin) {
    long knownCount = known.getTotalCount();
    long count = knownCount + censored;
    if (count == 0) {
      return countOnly(0);
    }
    List<String> atLeast = new ArrayList<>();
    if (censored > 0) {
      atLeast.add("meanNanos");
    }
    if (knownCount == 0) {
      atLeast.add("minNanos");
    }
    Map<Percentile, Long> percentiles = new EnumMap<>(Percentile.class);
    double knownSumNanos = knownPercentiles(known, count, aboveMin, percentiles);
    for (Percentile percentile : Percentile.values()) {
      if (percentile.supportedBy(count, aboveMin) && !percentiles.containsKey(percentile)) {
        percentiles.put(percentile, seenMaxNanos);
        atLeast.add(percentile.field());
      }
    }
    if (censored > 0) {
      atLeast.add("maxNanos");
    }
    return new Timings(
        count,
        Math.round((knownSumNanos + (double) seenMaxNanos * censored) / count),
        knownCount == 0 ? seenMaxNanos : known.getMinValue(),
        percentiles,
        seenMaxNanos,
        atLeast);
  }

  /** Puts the percentiles whose rank is among the known values; returns the sum of these. */
  private static double knownPercentiles(
      Histogram known, long count, int aboveMin, Map<Percentile, Long> percentiles) {
    Percentile[] all = Percentile.values();
    int next = 0;
    double sumNanos = 0;
    for (var step : known.recordedValues()) {
      long nanos = step.getValueIteratedTo();
      sumNanos += (double) known.medianEquivalentValue(nanos) * step.getCountAtValueIteratedTo();
      while (next < all.length
          && all[next].supportedBy(count, aboveMin)
          && all[next].rankOf(count) <= step.getTotalCountToThisValue()) {
        percentiles.put(all[next], nanos);
        next++;
      }
    }
    return sumNanos;
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
    for (Percentile percentile : Percentile.values()) {
      if (percentile.field().equals(name)) {
        return at(percentile);
      }
    }
    throw new IllegalArgumentException("no such figure: " + name);
  }
}
