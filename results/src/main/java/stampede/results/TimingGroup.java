package stampede.results;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import stampede.instrument.TimingMethod;

/**
 * What several methods measured of the same operations: those of one kind, in one scenario, at one
 * rate. Holds the samples; for one thread.
 */
public final class TimingGroup {
  private final String scenario;
  private final BigDecimal ratePerSecond;
  private final String operation;
  private final Map<TimingMethod, long[]> nanos;
  private final Map<TimingMethod, TimingLaw> laws;
  private final @Nullable Double startsKsDistance;
  private final Map<TimingMethod, long[]> sorted = new EnumMap<>(TimingMethod.class);

  /**
   * Takes the samples over, and writes to none.
   *
   * @param operation {@code load}, {@code store} or {@code join}
   * @param nanos by method, the truth among them; the i-th of each array is one operation
   * @param laws by method; none where nothing is known
   * @param startsKsDistance how far the calls were from a Poisson process of the rate; null where it
   *     is not known
   */
  public TimingGroup(
      String scenario,
      BigDecimal ratePerSecond,
      String operation,
      Map<TimingMethod, long[]> nanos,
      Map<TimingMethod, TimingLaw> laws,
      @Nullable Double startsKsDistance) {
    this.scenario = scenario;
    this.ratePerSecond = ratePerSecond;
    this.operation = operation;
    this.nanos = new EnumMap<>(nanos);
    this.laws = laws.isEmpty() ? Map.of() : new EnumMap<>(laws);
    this.startsKsDistance = startsKsDistance;
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
    return methods().stream()
        .map(method -> {
          long[] sample = sorted(method);
          TimingLaw law = laws.get(method);
          return TimingRow.of(
              this, method, sample, law == null ? null : law.maxDistance(sample, truth));
        })
        .toList();
  }

  /** What a method measured, in rising order. */
  long[] sorted(TimingMethod method) {
    long[] present = sorted.get(method);
    if (present == null) {
      boolean isTruth =
          method != TimingMethod.TRUTH && Arrays.equals(of(method), of(TimingMethod.TRUTH));
      present = isTruth ? sorted(TimingMethod.TRUTH) : of(method).clone();
      Arrays.sort(present);
      sorted.put(method, present);
    }
    return present;
  }

  public String scenario() {
    return scenario;
  }

  public BigDecimal ratePerSecond() {
    return ratePerSecond;
  }

  public String operation() {
    return operation;
  }

  Set<TimingMethod> methods() {
    return nanos.keySet();
  }

  Map<TimingMethod, TimingLaw> laws() {
    return laws;
  }

  @Nullable
  Double startsKsDistance() {
    return startsKsDistance;
  }
}
