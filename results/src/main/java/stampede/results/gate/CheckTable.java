package stampede.results.gate;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.results.Units;

/** The checks of a verdict as cells, and what stands beside them. */
final class CheckTable {
  static final List<String> HEADER = List.of(
      "check",
      "verdict",
      "base",
      "candidate",
      "ratio [lower, upper]",
      "margin",
      "max",
      "detectable");

  /** How many of the first columns are words. */
  static final int WORDS = 2;

  static final String FOOTNOTE = "ratio: of the candidate to the base, with one-sided bounds. "
      + "A lower bound above the margin flags, an upper bound below the max is OK. "
      + "detectable: the least slowdown that would have been flagged. "
      + "- is a figure that the pairs do not have.";

  private static final List<Decision.Result> WORST_FIRST = List.of(
      Decision.Result.REGRESSION,
      Decision.Result.INVALID,
      Decision.Result.SUSPECT,
      Decision.Result.INCONCLUSIVE,
      Decision.Result.NOT_EVALUATED,
      Decision.Result.OK);

  private CheckTable() {}

  /** In the order of the gate. */
  static List<List<String>> rows(GateVerdict verdict) {
    return verdict.checks().stream().map(CheckTable::row).toList();
  }

  /** Worst first; among equals in the order of the gate, and what is waived last. */
  static List<GateVerdict.Entry> worstFirst(GateVerdict verdict) {
    return verdict.checks().stream()
        .sorted(Comparator.comparing((GateVerdict.Entry entry) ->
            WORST_FIRST.indexOf(entry.verdict()) + (entry.waivedBy() == null ? 0 : 10)))
        .toList();
  }

  static List<String> row(GateVerdict.Entry entry) {
    return List.of(
        entry.id(),
        entry.verdict() + (entry.waivedBy() == null ? "" : ", waived"),
        nanos(entry.baseNanos()),
        nanos(entry.candidateNanos()),
        bounds(entry),
        percent(1 + entry.margin()),
        percent(1 + entry.max()),
        percent(entry.detectableRatio()));
  }

  private static String nanos(@Nullable Double nanos) {
    return nanos == null ? "-" : Units.nanos(nanos);
  }

  /** {@code 1.203 [1.187, 1.221]}; what the pairs do not have is {@code -}. */
  private static String bounds(GateVerdict.Entry entry) {
    return entry.ratio() == null
        ? "-"
        : ratio(entry.ratio()) + " [" + ratio(entry.lower()) + ", " + ratio(entry.upper()) + "]";
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.3f", ratio);
  }

  private static String percent(@Nullable Double ratio) {
    return ratio == null ? "-" : Ratios.percent(Math.log(ratio));
  }

  /** What the table rests on, a line each. */
  static List<String> notes(GateVerdict verdict) {
    GateVerdict.Controls controls = verdict.controls();
    Integer concurrency = verdict.concurrency();
    Double rate = verdict.ratePerSecond();
    String traffic = (concurrency == null ? "" : ", concurrency " + concurrency)
        + (rate == null ? "" : String.format(Locale.ROOT, ", %.1f requests a second", rate));
    return List.of(
        "negative control: " + control(controls.negative()),
        "positive control: " + control(controls.positive()),
        verdict.loop() + " loop, " + verdict.clock() + " times" + traffic + ", arms by "
            + verdict.mode(),
        verdict.pairs() + " pairs"
            + (verdict.confirmationPairs() == 0
                ? ""
                : " and " + verdict.confirmationPairs() + " to confirm")
            + String.format(
                Locale.ROOT,
                " in %.0f s; alpha %s over ",
                verdict.elapsedSeconds(),
                verdict.alpha())
            + verdict.checks().size() + " checks and " + verdict.looks().size() + " looks",
        "base: " + verdict.base().text(),
        "candidate: " + verdict.candidate().text());
  }

  static String control(GateVerdict.Control control) {
    return control.verdict() + ": " + control.reason();
  }

  /** The reasons that the sentence does not hold, a line each. */
  static List<String> moreReasons(GateVerdict verdict) {
    return verdict.reasons().stream().skip(1).toList();
  }
}
