package stampede.results.gate;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Result;
import stampede.results.gate.GateSettings.Policy;

/** A verdict in one line. */
final class Sentence {
  private Sentence() {}

  static String of(
      GateResult verdict, Policy inconclusive, List<String> reasons, Decision decision) {
    String pairs = decision.confirmationPairs() == 0
        ? " (" + decision.pairs() + " pairs)"
        : " (" + decision.pairs() + " + " + decision.confirmationPairs() + " pairs)";
    if (verdict == GateResult.OK) {
      return "OK: " + ok(decision.answers()) + pairs;
    }
    String more = reasons.size() > 1 ? "; and " + (reasons.size() - 1) + " more" : "";
    boolean excused = inconclusive == Policy.WARN && verdict.exitCode(inconclusive) == 0;
    return verdict + ": " + reasons.get(0) + more + pairs
        + (excused ? "; only a warning, by the gate's policy" : "");
  }

  /** Of the checks that are OK, and then of those that weigh nothing. */
  private static String ok(List<Answer> answers) {
    List<Answer> ok =
        answers.stream().filter(answer -> answer.result() == Result.OK).toList();
    return (ok.isEmpty() ? "no check weighs" : slowest(ok))
        + listed(
            "waived", answers.stream().filter(answer -> answer.waiver() != null).toList())
        + listed(
            "not evaluated",
            answers.stream()
                .filter(answer -> answer.result() == Result.NOT_EVALUATED)
                .toList());
  }

  private static String slowest(List<Answer> ok) {
    Answer slowest = ok.stream()
        .max(Comparator.comparingDouble(
            answer -> Objects.requireNonNull(answer.bounds()).estimate()))
        .orElseThrow();
    Answer widest = ok.stream()
        .max(Comparator.comparingDouble(
            answer -> Objects.requireNonNullElse(answer.detectable(), 0.0)))
        .orElseThrow();
    Double detectable = widest.detectable();
    return "no check of " + ok.size() + " is slower by its max; the slowest is "
        + shown(slowest) + " times the base"
        + (detectable == null
            ? ""
            : "; each would have flagged " + Ratios.percent(detectable) + " ("
                + widest.check().id() + " last)");
  }

  private static String listed(String what, List<Answer> answers) {
    return answers.isEmpty()
        ? ""
        : answers.stream()
            .map(Sentence::shown)
            .collect(Collectors.joining(", ", "; " + what + ": ", ""));
  }

  private static String shown(Answer answer) {
    return answer.check().id()
        + (answer.bounds() == null ? "" : " " + Ratios.shown(answer.bounds()));
  }
}
