package stampede.loadgen;

/** What comes next in a search for the highest rate that holds. */
public sealed interface CapacityStep {
  /** A rate to be tried. */
  record Try(double ratePerSecond, CapacityProbe.Phase phase) implements CapacityStep {}

  /**
   * The end of the search.
   *
   * @param ratePerSecond the highest rate that holds; 0 where none is known
   * @param lowPerSecond the lower end of its interval
   * @param highPerSecond the upper end; infinite where nothing bounds it
   * @param descent what was measured on the way down as a multiple of what was measured at the same
   *     rates before; NaN where the same rates were not measured twice
   */
  record Found(
      Kind kind, double ratePerSecond, double lowPerSecond, double highPerSecond, double descent)
      implements CapacityStep {}

  /** How a search ends. */
  enum Kind {
    /** With a rate and its interval. */
    KNEE,
    /** The lowest rate fails. */
    BELOW_LOWEST,
    /** The highest rate holds. */
    ABOVE_HIGHEST,
    /** The generator keeps up with no rate above one that holds. */
    GENERATOR_LIMITED,
    /** The probes contradict each other, or cannot say. */
    UNDECIDED
  }
}
