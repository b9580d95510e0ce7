package stampede.results;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import stampede.instrument.TimingMethod;

/**
 * The figures of one method; a row of {@code timing.json}. Percentiles are exact: the value at rank
 * ceil(n x percent / 100); null where fewer than ten values lie above.
 *
 * @param theoryMaxDistance between the sample and its law; null where there is none
 * @param startsKsDistance between the calls and a Poisson process of the rate
 */
public record TimingRow(
    String scenario,
    BigDecimal ratePerSecond,
    String operation,
    String method,
    long count,
    long meanNanos,
    @Nullable Long p50Nanos,
    @Nullable Long p95Nanos,
    @Nullable Long p99Nanos,
    long maxNanos,
    @Nullable Double theoryMaxDistance,
    @Nullable Double startsKsDistance) {
  static TimingRow of(
      TimingGroup group, TimingMethod method, long[] sorted, @Nullable Double theoryMaxDistance) {
    return new TimingRow(
        group.scenario(),
        group.ratePerSecond(),
        group.operation(),
        method.word(),
        sorted.length,
        Math.round(LongStream.of(sorted).asDoubleStream().sum() / sorted.length),
        at(sorted, Percentile.P50),
        at(sorted, Percentile.P95),
        at(sorted, Percentile.P99),
        sorted[sorted.length - 1],
        theoryMaxDistance,
        group.startsKsDistance());
  }

  private static @Nullable Long at(long[] sorted, Percentile percentile) {
    return percentile.supportedBy(sorted.length)
        ? sorted[(int) percentile.rankOf(sorted.length) - 1]
        : null;
  }
}
