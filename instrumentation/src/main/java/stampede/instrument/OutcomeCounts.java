package stampede.instrument;

import java.util.Arrays;
import java.util.function.ToLongBiFunction;

/** How many requests ended, by operation and outcome. Immutable. */
public final class OutcomeCounts {
  private static final int OUTCOMES = Outcome.values().length;

  static final int LENGTH = Operation.values().length * OUTCOMES;

  private final long[] counts;

  /** Takes the counts in the order of {@link #index}; the array is copied. */
  OutcomeCounts(long[] counts) {
    this.counts = counts.clone();
  }

  /** The counts that a function gives. */
  public static OutcomeCounts of(ToLongBiFunction<Operation, Outcome> counter) {
    long[] counts = new long[LENGTH];
    for (Operation operation : Operation.values()) {
      for (Outcome outcome : Outcome.values()) {
        counts[index(operation, outcome)] = counter.applyAsLong(operation, outcome);
      }
    }
    return new OutcomeCounts(counts);
  }

  @SuppressWarnings("EnumOrdinal") // the index never leaves the process
  static int index(Operation operation, Outcome outcome) {
    return operation.ordinal() * OUTCOMES + outcome.ordinal();
  }

  /** How many requests of an operation ended so. */
  public long count(Operation operation, Outcome outcome) {
    return counts[index(operation, outcome)];
  }

  /** The sum of these counts and others. */
  public OutcomeCounts plus(OutcomeCounts other) {
    return of((operation, outcome) -> count(operation, outcome) + other.count(operation, outcome));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OutcomeCounts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("OutcomeCounts");
    for (Operation operation : Operation.values()) {
      for (Outcome outcome : Outcome.values()) {
        if (count(operation, outcome) != 0) {
          text.append(' ').append(operation.word()).append('.').append(outcome.word());
          text.append('=').append(count(operation, outcome));
        }
      }
    }
    return text.toString();
  }
}
