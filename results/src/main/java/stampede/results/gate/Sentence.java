package stampede.results.gate;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Result;

/** A verdict in one line. */
final class Sentence {
  private Sentence() {}

  static String of(GateResult verdict, List<String> reasons, Decision decision) {
    String pairs = decision.confirmationPairs() == 0
        ? " (" + decision.pairs() + " pairs)"
        : " (" + decision.pairs() + " + " + decision.confirmationPairs() + " pairs)";
    if (verdict == GateResult.OK) {
      return "OK: " + ok(decision) + pairs;
    }
    String more = reasons.size() > 1 ? "; and " + (reasons.size() - 1) + " more" : "";
    return verdict + ": " + (reasons.isEmpty() ? "no reason" : reasons.get(0)) + more + pairs;
  }

  private static String ok(Decision decision) {
    Answer slowest =
        max(decision, answer -> Objects.requireNonNull(answer.bounds()).estimate());
    Answer widest = max(decision, answer -> Objects.requireNonNullElse(answer.detectable(), 0.0));
    return slowest == null || widest == null
        ? "no check was evaluated"
        : "no check is slower by its max; the slowest is " + slowest.check().id() + ", "
            + Ratios.shown(Objects.requireNonNull(slowest.bounds())) + " times the base"
            + detectable(widest);
  }

  private static String detectable(Answer widest) {
    Double ratio = widest.detectable();
    return ratio == null
        ? ""
        : "; every check would have flagged " + Ratios.percent(ratio) + " ("
            + widest.check().id() + " last)";
  }

  private static @Nullable Answer max(Decision decision, ToDoubleFunction<Answer> by) {
    Stream<Answer> evaluated =
        decision.answers().stream().filter(answer -> answer.result() == Result.OK);
    return evaluated.max(Comparator.comparingDouble(by)).orElse(null);
  }
}
