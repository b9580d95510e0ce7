package stampede.loadgen;

import java.util.Locale;

/** How the starts of a run are spread over its duration. */
public enum Arrivals {
  /** Exponential gaps; an exact count. */
  POISSON,
  /** Equal gaps. */
  CONSTANT;

  /** The word in scenarios: {@code poisson}, {@code constant}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
