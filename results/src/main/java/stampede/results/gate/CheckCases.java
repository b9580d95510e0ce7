package stampede.results.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.results.Answers;
import stampede.results.Answers.Answer;
import stampede.results.Answers.Case;

/** What a CI system is told of a verdict: a case for each check and control. */
final class CheckCases {
  private static final String GROUP = "stampede.check";

  private CheckCases() {}

  static Answers of(GateVerdict verdict) {
    List<Case> cases = new ArrayList<>();
    verdict.checks().forEach(entry -> cases.add(of(entry)));
    cases.add(of("negative", verdict.controls().negative()));
    cases.add(of("positive", verdict.controls().positive()));
    boolean explained = cases.stream().anyMatch(one -> one.answer() == Answer.ERROR);
    List<String> outside = outside(verdict);
    if (verdict.verdict() == GateResult.INVALID && !(explained && outside.isEmpty())) {
      String message = outside.isEmpty() ? verdict.sentence() : String.join("; ", outside);
      cases.add(new Case(GROUP, "verdict", Answer.ERROR, "INVALID", message, Map.of()));
    }
    return new Answers(GROUP, verdict.elapsedSeconds(), cases);
  }

  /** The reasons that are of no check and of no control. */
  static List<String> outside(GateVerdict verdict) {
    List<String> reasons = new ArrayList<>(verdict.reasons());
    verdict.checks().forEach(entry -> reasons.remove(entry.id() + ": " + entry.reason()));
    reasons.remove(verdict.controls().negative().reason());
    reasons.remove(verdict.controls().positive().reason());
    return reasons;
  }

  private static Case of(GateVerdict.Entry entry) {
    String waivedBy = entry.waivedBy();
    Answer answer = waivedBy != null
        ? Answer.SKIPPED
        : switch (entry.verdict()) {
          case OK -> Answer.PASSED;
          case REGRESSION -> Answer.FAILED;
          case INVALID -> Answer.ERROR;
          case SUSPECT, INCONCLUSIVE, NOT_EVALUATED -> Answer.SKIPPED;
        };
    String message = entry.verdict() + ": " + entry.reason();
    return new Case(
        GROUP,
        entry.id(),
        answer,
        entry.verdict().toString(),
        waivedBy == null ? message : "waived: " + waivedBy + "; " + message,
        figures(entry));
  }

  private static Map<String, String> figures(GateVerdict.Entry entry) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("verdict", entry.verdict().toString());
    figures.put("pairs", String.valueOf(entry.pairs()));
    put(figures, "ratio", entry.ratio());
    put(figures, "lower", entry.lower());
    put(figures, "upper", entry.upper());
    put(figures, "alpha", entry.alpha());
    put(figures, "margin", entry.margin());
    put(figures, "max", entry.max());
    put(figures, "detectableRatio", entry.detectableRatio());
    put(figures, "baseNanos", entry.baseNanos());
    put(figures, "candidateNanos", entry.candidateNanos());
    GateVerdict.Confirmed confirmed = entry.confirmed();
    if (confirmed != null) {
      figures.put("confirmationPairs", String.valueOf(confirmed.pairs()));
      put(figures, "confirmedRatio", confirmed.ratio());
      put(figures, "confirmedLower", confirmed.lower());
    }
    return figures;
  }

  private static void put(Map<String, String> figures, String name, @Nullable Double value) {
    if (value != null) {
      figures.put(name, value.toString());
    }
  }

  private static Case of(String name, GateVerdict.Control control) {
    Answer answer = switch (control.verdict()) {
      case GateVerdict.Control.HELD -> Answer.PASSED;
      case GateVerdict.Control.TRIPPED -> Answer.ERROR;
      default -> Answer.SKIPPED;
    };
    return new Case(
        GROUP + ".control",
        name,
        answer,
        control.verdict(),
        CheckTable.control(control),
        Map.of("verdict", control.verdict()));
  }
}
