package stampede.results;

import org.jspecify.annotations.Nullable;
import stampede.results.Summary.Check;
import stampede.results.Thresholds.Two;

/** The common forms of checks. A value that stands exactly on a bound passes. */
final class Checks {
  private Checks() {}

  /** A share that must not exceed its bounds; an infinite bound is none. */
  static Check share(String name, @Nullable Double share, Two max, String sentence) {
    if (share == null) {
      return notMeasured(name, beyond(max.suspect()), beyond(max.invalid()));
    }
    Verdict verdict = above(share, max);
    return new Check(
        name,
        Units.percent(share),
        beyond(max.suspect()),
        beyond(max.invalid()),
        verdict,
        verdict == Verdict.VALID
            ? null
            : Units.percent(share) + " " + sentence + ", at most "
                + Units.percent(bound(max, verdict)) + " wanted");
  }

  private static String beyond(double share) {
    return Double.isInfinite(share) ? "" : "> " + Units.percent(share);
  }

  static Check notMeasured(String name, String suspectAt, String invalidAt) {
    return new Check(name, null, suspectAt, invalidAt, Verdict.VALID, null);
  }

  static Verdict above(double value, Two max) {
    if (value > max.invalid()) {
      return Verdict.INVALID;
    }
    return value > max.suspect() ? Verdict.SUSPECT : Verdict.VALID;
  }

  static Verdict below(double value, Two min) {
    if (value < min.invalid()) {
      return Verdict.INVALID;
    }
    return value < min.suspect() ? Verdict.SUSPECT : Verdict.VALID;
  }

  static double bound(Two bounds, Verdict broken) {
    return broken == Verdict.INVALID ? bounds.invalid() : bounds.suspect();
  }
}
