package stampede.loadgen;

import java.util.Locale;
import stampede.store.BadInputException;

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
    KNEE("the objectives hold up to a rate that was found"),
    /** The lowest rate fails. */
    BELOW_LOWEST("the objectives do not hold at the lowest rate"),
    /** The highest rate holds. */
    ABOVE_HIGHEST("the objectives hold at the highest rate"),
    /** The generator keeps up with no rate above one that holds. */
    GENERATOR_LIMITED("the generator, not the cache, is the limit: the knee may be higher"),
    /** The probes contradict each other, or cannot say. */
    UNDECIDED("the probes cannot say: longer ones may, or more of them");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What it means. */
    public String sentence() {
      return sentence;
    }

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of a word.
     *
     * @throws BadInputException where no kind has it
     */
    public static Kind ofWord(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new BadInputException("kind", word, "an end of a search");
    }
  }
}
