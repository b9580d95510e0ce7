package stampede.results;

import org.jspecify.annotations.Nullable;

/** The percentiles of every table, file and check. */
public enum Percentile {
  P50("p50", 50),
  P75("p75", 75),
  P90("p90", 90),
  P95("p95", 95),
  P98("p98", 98),
  P99("p99", 99),
  P99_9("p99_9", 99.9),
  P99_99("p99_99", 99.99);

  private final String word;
  private final double percent;

  Percentile(String word, double percent) {
    this.word = word;
    this.percent = percent;
  }

  /** Its name in files, without the unit: {@code p99_9}. */
  public String word() {
    return word;
  }

  /** Its name in files: {@code p99_9Nanos}. */
  public String field() {
    return word + "Nanos";
  }

  /** Its name for people: {@code p99.9}. */
  public String label() {
    return word.replace('_', '.');
  }

  /** The percentile with a name in files; null where none has it. */
  static @Nullable Percentile ofField(String name) {
    for (Percentile percentile : values()) {
      if (percentile.field().equals(name)) {
        return percentile;
      }
    }
    return null;
  }

  public double percent() {
    return percent;
  }

  /** Whether a sample of {@code n} holds at least ten values above it. */
  public boolean supportedBy(long n) {
    return supportedBy(n, Timings.ABOVE_MIN);
  }

  boolean supportedBy(long n, int aboveMin) {
    return n * (100 - percent) / 100 >= aboveMin - 1e-9;
  }

  /** Its rank in a sample of {@code n}, from 1: as HdrHistogram counts, one ulp below the percent. */
  long rankOf(long n) {
    return Math.max(1, (long) Math.ceil(Math.nextDown(percent) * n / 100));
  }
}
