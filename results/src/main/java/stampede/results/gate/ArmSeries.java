package stampede.results.gate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timings of one series of one arm in one pair.
 *
 * @param arm the word of an {@link Arm}
 * @param series its tag
 * @param unit of the timings: {@code ns}
 * @param batchSize how many operations each timing covers
 * @param granularityNanos what the clock resolves of one timing
 * @param count how many timings there are
 * @param histogram as HdrHistogram's compressed payload in Base64; null where there are none
 */
public record ArmSeries(
    String arm,
    String series,
    String unit,
    int batchSize,
    long granularityNanos,
    long count,
    @Nullable String histogram) {
  static final String UNIT = "ns";

  /** Checks that nothing is missing. */
  public ArmSeries {
    Objects.requireNonNull(arm, "arm");
    Objects.requireNonNull(series, "series");
    Objects.requireNonNull(unit, "unit");
  }
}
