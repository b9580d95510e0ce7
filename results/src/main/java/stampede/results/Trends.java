package stampede.results;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run went over time, an element an interval.
 *
 * @param lagP99Nanos of the intervals in which a request ended
 * @param dirtyBytes of the intervals in which requests were due; empty where nobody measured
 */
public record Trends(List<Long> lagP99Nanos, List<Long> dirtyBytes) {
  /** The fewest intervals in which a quarter or a half shows anything. */
  private static final int INTERVALS_MIN = 8;

  /** What the intervals of a run show. */
  public static Trends of(Run run) {
    return new Trends(
        run.intervals().stream().map(Trends::lagP99).filter(Objects::nonNull).toList(),
        run.rows().stream()
            .map(SeriesRow::meters)
            .filter(meters -> meters.offered() == null || meters.offered() > 0)
            .map(SeriesRow.Meters::dirtyBytes)
            .filter(Objects::nonNull)
            .toList());
  }

  private static @Nullable Long lagP99(IntervalTimings interval) {
    Timings lag = interval.lag();
    if (lag == null) {
      return null;
    }
    Long p99 = lag.at(Percentile.P99);
    return p99 == null ? lag.maxNanos() : p99;
  }

  /** The median lag p99 of the first quarter of the intervals and of the last; null if too few. */
  @Nullable
  Quarters lagQuarters() {
    int size = lagP99Nanos.size();
    if (size < INTERVALS_MIN) {
      return null;
    }
    return new Quarters(
        median(lagP99Nanos.subList(0, size / 4)),
        median(lagP99Nanos.subList(size - size / 4, size)));
  }

  record Quarters(long firstNanos, long lastNanos) {}

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /**
   * By how many bytes the least-squares line through the last half of {@code dirtyBytes} rises from
   * its first point to its last; 0 where that is less than twice the spread (standard deviation) of
   * the points about the line, as of a level that swings. Null where there are too few.
   */
  @Nullable
  Double dirtyGrowthBytes() {
    int size = dirtyBytes.size();
    if (size < INTERVALS_MIN) {
      return null;
    }
    List<Long> half = dirtyBytes.subList(size / 2, size);
    double meanX = (half.size() - 1) / 2.0;
    double meanY = half.stream().mapToLong(Long::longValue).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int x = 0; x < half.size(); x++) {
      xx += (x - meanX) * (x - meanX);
      xy += (x - meanX) * (half.get(x) - meanY);
    }
    double slope = xy / xx;
    double squares = 0;
    for (int x = 0; x < half.size(); x++) {
      double off = half.get(x) - meanY - slope * (x - meanX);
      squares += off * off;
    }
    double growth = slope * (half.size() - 1);
    return growth > 2 * Math.sqrt(squares / half.size()) ? growth : 0.0;
  }

  /** Makes the lists immutable. */
  public Trends {
    lagP99Nanos = List.copyOf(lagP99Nanos);
    dirtyBytes = List.copyOf(dirtyBytes);
  }
}
