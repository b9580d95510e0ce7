package stampede.results;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import stampede.instrument.TimingMethod;

/**
 * What several methods measured of the same operations: those of one kind, in one scenario, at one
 * rate. The i-th of each array is one operation. Holds the arrays, which nobody writes to.
 *
 * @param operation {@code load}, {@code store} or {@code join}
 * @param nanos by method, the truth among them
 * @param laws by method; none where nothing is known
 * @param startsKsDistance how far the calls were from a Poisson process of the rate; null where there
 *     are too few
 */
public record TimingGroup(
    String scenario,
    BigDecimal ratePerSecond,
    String operation,
    Map<TimingMethod, long[]> nanos,
    Map<TimingMethod, TimingLaw> laws,
    @Nullable Double startsKsDistance) {
  /** Copies the maps. */
  public TimingGroup {
    nanos = new EnumMap<>(nanos);
    laws = laws.isEmpty() ? Map.of() : new EnumMap<>(laws);
  }

  /**
   * The distance between the calls and a Poisson process; null for fewer than two calls.
   *
   * @param calledNanos in the order of time
   */
  public static @Nullable Double startsDistance(long[] calledNanos, BigDecimal ratePerSecond) {
    return calledNanos.length < 2
        ? null
        : TimingLaw.startsDistance(calledNanos, ratePerSecond.doubleValue());
  }

  /** How many operations there are. */
  public int count() {
    return of(TimingMethod.TRUTH).length;
  }

  /** How many operations a method gave another time than the truth. */
  public long differing(TimingMethod method) {
    return counting(method, (measured, truth) -> measured != truth ? 1 : 0);
  }

  /** How many operations a method gave a time below zero or above the truth. */
  public long outside(TimingMethod method) {
    return counting(method, (measured, truth) -> measured < 0 || measured > truth ? 1 : 0);
  }

  /** How many operations a method gave less than the truth. */
  public long below(TimingMethod method) {
    return counting(method, (measured, truth) -> measured < truth ? 1 : 0);
  }

  private long counting(TimingMethod method, LongBinaryOperator one) {
    long[] measured = of(method);
    long[] truth = of(TimingMethod.TRUTH);
    long count = 0;
    for (int i = 0; i < measured.length; i++) {
      count += one.applyAsLong(measured[i], truth[i]);
    }
    return count;
  }

  long[] of(TimingMethod method) {
    return Objects.requireNonNull(nanos.get(method), method.word());
  }

  /** The figures of each method, in the order of the methods; none without operations. */
  public List<TimingRow> rows() {
    if (count() == 0) {
      return List.of();
    }
    long[] truth = sorted(TimingMethod.TRUTH);
    return nanos.keySet().stream()
        .map(method -> {
          long[] sorted = sorted(method);
          TimingLaw law = laws.get(method);
          return TimingRow.of(
              this, method, sorted, law == null ? null : law.maxDistance(sorted, truth));
        })
        .toList();
  }

  private long[] sorted(TimingMethod method) {
    long[] copy = of(method).clone();
    Arrays.sort(copy);
    return copy;
  }
}
