package stampede.cli;

import stampede.results.Slo;
import stampede.results.Summary;
import stampede.results.Verdict;

/** The exit codes of every command; docs of each command say which it uses. */
final class ExitCode {
  static final int PASS = 0;

  /** A confirmed regression, or an SLO broken. */
  static final int BROKEN = 1;

  /** Usage, or bad input: one line says what. */
  static final int USAGE = 2;

  /** Inconclusive, or suspect. */
  static final int SUSPECT = 3;

  /** Invalid, or not comparable. */
  static final int INVALID = 4;

  /** An internal error, or a failed build. */
  static final int INTERNAL = 70;

  private ExitCode() {}

  /** What a run's summary means for the exit code: the worst that holds. */
  static int of(Summary summary, boolean strict) {
    if (summary.verdict() == Verdict.INVALID) {
      return INVALID;
    }
    if (summary.slo().stream().anyMatch(slo -> slo.verdict() == Slo.Answer.FAIL)) {
      return BROKEN;
    }
    boolean unknown = summary.slo().stream().anyMatch(slo -> slo.verdict() == Slo.Answer.UNKNOWN);
    boolean suspect = strict && summary.verdict() == Verdict.SUSPECT;
    return unknown || suspect ? SUSPECT : PASS;
  }
}
