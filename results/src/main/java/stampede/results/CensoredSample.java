package stampede.results;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;

/**
 * A sample of which not every value is known. Its histograms are not to be changed.
 *
 * @param known values in nanoseconds
 * @param open ages of requests that have no answer: each value is at least that
 * @param above requests of which nothing is known but that they are worse than every answered one:
 *     each stands above all others, so that no request can improve a figure by failing
 * @param seenMaxNanos the largest value seen; what {@code above} counts as, a lower bound
 */
record CensoredSample(Histogram known, Histogram open, long above, long seenMaxNanos) {
  private static final Histogram EMPTY = new Histogram(3);

  /** A sample whose values are all known. */
  static CensoredSample of(Histogram known) {
    return new CensoredSample(known, EMPTY, 0, known.getMaxValue());
  }

  /**
   * An operation over all outcomes. What did not succeed stands above all others; what is open counts
   * by its age, and without an age stands above all others too. What was never sent is not in it.
   */
  static CensoredSample of(
      Map<Series, Histogram> samples, Clock clock, Operation operation, SeriesRow.Untimed untimed) {
    Predicate<Series> here = key -> key.clock() == clock && key.operation() == operation;
    Histogram known = sum(samples, here.and(key -> key.outcome().completed()));
    Histogram open = sum(samples, here.and(key -> key.outcome() == Outcome.OPEN));
    Histogram failed = sum(samples, here.and(key -> standsAbove(key.outcome())));
    long ageless = Math.max(0, untimed.open() - open.getTotalCount());
    return new CensoredSample(
        known,
        open,
        failed.getTotalCount() + untimed.shed() + ageless,
        Math.max(known.getMaxValue(), Math.max(open.getMaxValue(), failed.getMaxValue())));
  }

  /** Whether a request with a time stands above all others none the less. */
  private static boolean standsAbove(Outcome outcome) {
    return !outcome.completed() && outcome != Outcome.OPEN && outcome != Outcome.UNSENT;
  }

  /** The union of some samples: not to be changed, for it may be one of them. */
  static Histogram sum(Map<Series, Histogram> samples, Predicate<Series> which) {
    List<Histogram> parts = samples.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
    if (parts.size() < 2) {
      return parts.isEmpty() ? EMPTY : parts.get(0);
    }
    Histogram sum = new Histogram(3);
    parts.forEach(sum::add);
    return sum;
  }

  long count() {
    return known.getTotalCount() + open.getTotalCount() + above;
  }

  /** The known values and the ages, together. */
  Histogram timed() {
    if (open.getTotalCount() == 0) {
      return known;
    }
    Histogram timed = known.copy();
    timed.add(open);
    return timed;
  }

  /**
   * Its figures. A percentile is a plain value where it is the same whatever the open requests will
   * take: counted by their ages, or as endless. Else it is the one by the ages, a lower bound.
   *
   * @param aboveMin how many samples must lie above a percentile
   */
  Timings timings(int aboveMin) {
    long count = count();
    if (count == 0) {
      return Timings.countOnly(0);
    }
    Histogram timed = timed();
    Map<Percentile, Long> percentiles = new EnumMap<>(Percentile.class);
    double sumNanos =
        percentiles(timed, count, aboveMin, percentiles) + (double) seenMaxNanos * above;
    Map<Percentile, Long> decided = percentiles;
    if (open.getTotalCount() > 0) {
      decided = new EnumMap<>(Percentile.class);
      percentiles(known, count, aboveMin, decided);
    }
    boolean whole = known.getTotalCount() == count;
    long minNanos = timed.getTotalCount() == 0 ? seenMaxNanos : timed.getMinValue();
    List<String> atLeast = new ArrayList<>();
    if (!whole) {
      atLeast.add("meanNanos");
    }
    if (known.getTotalCount() == 0 || minNanos < known.getMinValue()) {
      atLeast.add("minNanos");
    }
    for (Percentile percentile : Percentile.values()) {
      if (percentile.supportedBy(count, aboveMin)) {
        long nanos = percentiles.computeIfAbsent(percentile, among -> seenMaxNanos);
        Long fixed = decided.get(percentile);
        if (fixed == null || percentile.rankOf(count) > timed.getTotalCount() || fixed != nanos) {
          atLeast.add(percentile.field());
        }
      }
    }
    if (!whole) {
      atLeast.add("maxNanos");
    }
    return new Timings(
        count,
        above,
        Math.round(sumNanos / count),
        minNanos,
        percentiles,
        seenMaxNanos,
        atLeast,
        Map.of());
  }

  /** Puts the percentiles whose rank is among some values; returns the sum of these. */
  private static double percentiles(
      Histogram values, long count, int aboveMin, Map<Percentile, Long> percentiles) {
    Percentile[] all = Percentile.values();
    int next = 0;
    double sumNanos = 0;
    for (var step : values.recordedValues()) {
      long nanos = step.getValueIteratedTo();
      sumNanos += (double) values.medianEquivalentValue(nanos) * step.getCountAtValueIteratedTo();
      while (next < all.length
          && all[next].supportedBy(count, aboveMin)
          && all[next].rankOf(count) <= step.getTotalCountToThisValue()) {
        percentiles.put(all[next], nanos);
        next++;
      }
    }
    return sumNanos;
  }
}
