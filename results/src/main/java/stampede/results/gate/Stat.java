package stampede.results.gate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a distribution is compared. */
public enum Stat {
  P50("p50", 0.5, 0.05, 0.10),
  P95("p95", 0.95, 0.05, 0.10),
  /**
   * The geometric mean of what lies between p90 and p99.9. It varies less than half as much as p99
   * does, and no single outlier moves it.
   */
  TAIL("tail", 0.9, 0.10, 0.20),
  P99("p99", 0.99, 0.15, 0.30);

  /** How many samples have to lie above: a quantile nearer to the maximum is one of a few outliers. */
  static final int ABOVE_MIN = 20;

  /** Where the tail ends: what lies above is in no mean. */
  static final double TAIL_END = 0.999;

  private final String word;
  private final double quantile;
  private final double margin;
  private final double max;

  Stat(String word, double quantile, double margin, double max) {
    this.word = word;
    this.quantile = quantile;
    this.margin = margin;
    this.max = max;
  }

  /** Its name in files. */
  public String word() {
    return word;
  }

  /** The quantile, or where the tail begins. */
  double quantile() {
    return quantile;
  }

  /** How much slower is no regression yet, where nothing else is asked: 0.05 is 5 %. */
  double defaultMargin() {
    return margin;
  }

  /** How much slower has to be excluded for an OK, where nothing else is asked. */
  double defaultMax() {
    return max;
  }

  /** Whether a sample of {@code count} holds enough above it. */
  boolean supportedBy(long count) {
    return count * (1 - quantile) >= ABOVE_MIN - 1e-9;
  }

  static @Nullable Stat ofWord(String word) {
    for (Stat stat : values()) {
      if (stat.word.equals(word.toLowerCase(Locale.ROOT))) {
        return stat;
      }
    }
    return null;
  }
}
