package stampede.results;

import java.util.Locale;

/** Figures for people: three digits and the unit that fits. */
public final class Units {
  private Units() {}

  /** A duration: {@code 3.12 us}. */
  public static String nanos(long nanos) {
    return nanos((double) nanos);
  }

  /** A duration that was computed. */
  public static String nanos(double nanos) {
    if (nanos < 1e3) {
      return format(nanos) + " ns";
    }
    if (nanos < 1e6) {
      return format(nanos / 1e3) + " us";
    }
    return nanos < 1e9 ? format(nanos / 1e6) + " ms" : format(nanos / 1e9) + " s";
  }

  /** A size: {@code 1.50 MiB}. */
  public static String bytes(double bytes) {
    if (bytes < 1 << 10) {
      return format(bytes) + " B";
    }
    return bytes < 1 << 20
        ? format(bytes / (1 << 10)) + " KiB"
        : format(bytes / (1 << 20)) + " MiB";
  }

  /** A count: {@code 27,012}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A share of one: {@code 99.950 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * share);
  }

  private static String format(double value) {
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
