package stampede.loadgen;

import java.util.Locale;
import stampede.store.BadInputException;

/**
 * What one run at one rate found.
 *
 * @param ratePerSecond above 0
 * @param ofBound what was measured as a multiple of its bound, the largest where there are several;
 *     NaN where there is no such figure or only a lower bound of it, or where it is not why it failed
 */
public record CapacityProbe(double ratePerSecond, Phase phase, Answer answer, double ofBound) {
  /** What a probe is for. */
  public enum Phase {
    /** Looks for the first rate that fails. */
    CLIMB,
    /** Looks between a rate that holds and one that fails. */
    NARROW,
    /** Tries rates around the knee again, in an order that was drawn. */
    CONFIRM,
    /** Tries the same rates again, from above. */
    DESCEND;

    /** The word in files and tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The phase of a word.
     *
     * @throws BadInputException where no phase has it
     */
    public static Phase ofWord(String word) {
      for (Phase phase : values()) {
        if (phase.word().equals(word)) {
          return phase;
        }
      }
      throw new BadInputException("phase", word, "a phase of a search");
    }
  }

  /** Whether a rate holds. */
  public enum Answer {
    /** Every objective was met. */
    HOLDS,
    /** An objective was missed, or the store did not keep up. */
    FAILS,
    /** The generator did not keep up: nothing is known of what it loaded, nor of higher rates. */
    GENERATOR_LIMITED,
    /** The run cannot say. */
    UNDECIDED
  }

  public CapacityProbe {
    if (!(ratePerSecond > 0 && ratePerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a rate must be above 0: " + ratePerSecond);
    }
    if (ofBound < 0) {
      throw new IllegalArgumentException("a multiple of a bound must not be below 0: " + ofBound);
    }
  }

  boolean holds() {
    return answer == Answer.HOLDS;
  }

  /** Whether it speaks for a knee below its rate. */
  boolean bounds() {
    return answer == Answer.FAILS || answer == Answer.GENERATOR_LIMITED;
  }
}
