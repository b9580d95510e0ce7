package stampede.results.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate decided. Ratios are logarithms here.
 *
 * @param reasons what weighs on the verdict, worst first
 * @param pairs how many of the first pairs it rests on
 */
public record Decision(
    GateResult verdict,
    List<String> reasons,
    int pairs,
    int confirmationPairs,
    List<Answer> answers,
    Control negative,
    Control positive) {
  /** Makes the lists immutable. */
  public Decision {
    reasons = List.copyOf(reasons);
    answers = List.copyOf(answers);
  }

  /** Where there is nothing to decide on. */
  static Decision none() {
    var control = new Control(null, "no pairs");
    return new Decision(
        GateResult.INVALID, List.of("no pair was measured"), 0, 0, List.of(), control, control);
  }

  /**
   * The answer of one check.
   *
   * @param bounds null where it could not be evaluated
   * @param detectable the least log-ratio that would have been flagged; null where none would
   * @param confirmed the bounds of the confirmation; null where there are none
   * @param waiver why it weighs nothing; null where it does, or there is nothing to waive
   */
  public record Answer(
      Check check,
      @Nullable Bounds bounds,
      double alpha,
      @Nullable Double detectable,
      @Nullable Bounds confirmed,
      Result result,
      String reason,
      @Nullable Waiver waiver) {}

  /** A centre and its one-sided bounds. */
  public record Bounds(int pairs, double estimate, double lower, double upper) {
    static Bounds of(double[] logRatios, double lowerAlpha, double upperAlpha) {
      SignedRank ranks = SignedRank.of(logRatios);
      return new Bounds(
          logRatios.length, ranks.estimate(), ranks.lower(lowerAlpha), ranks.upper(upperAlpha));
    }
  }

  /** What a check came to. */
  public enum Result {
    /** Shown to be below its max. */
    OK,
    /** Flagged and confirmed. */
    REGRESSION,
    /** Flagged, and not confirmed; or not required, and the fresh pairs do not hold it. */
    SUSPECT,
    /** Neither. */
    INCONCLUSIVE,
    /** Required, and not to be evaluated. */
    INVALID,
    /** Not required, and not to be evaluated. */
    NOT_EVALUATED
  }

  /**
   * What a control came to.
   *
   * @param held whether it did what a control has to; null where the pairs do not show it
   * @param reason what tripped, or how narrow it held
   */
  public record Control(@Nullable Boolean held, String reason) {
    boolean tripped() {
      return Boolean.FALSE.equals(held);
    }
  }
}
