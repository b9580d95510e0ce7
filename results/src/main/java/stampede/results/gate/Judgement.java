package stampede.results.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Bounds;
import stampede.results.gate.Decision.Control;
import stampede.results.gate.Decision.Result;

/** Turns the last look, and the confirmation where there was one, into a decision. */
final class Judgement {
  private final GateSettings settings;
  private final Look look;
  private final Set<Integer> cleared;
  private final Set<Integer> flagged;
  private final Look confirmation;
  private final Map<String, Waiver> waivers = new HashMap<>();

  Judgement(
      GateSettings settings,
      Look look,
      Set<Integer> cleared,
      Set<Integer> flagged,
      List<PairPoint> confirmation) {
    this.settings = settings;
    this.look = look;
    this.cleared = cleared;
    this.flagged = flagged;
    this.confirmation = new Look(settings, confirmation, settings.alpha());
    settings.waivers().forEach(waiver -> waivers.put(waiver.check(), waiver));
  }

  Decision decide() {
    List<Answer> answers = new ArrayList<>();
    for (int check = 0; check < settings.checks().size(); check++) {
      answers.add(answer(check));
    }
    Control negative = look.negative();
    if (!negative.tripped() && !confirmation.pairs().isEmpty()) {
      Control again = confirmation.negative();
      negative = Boolean.TRUE.equals(again.held()) ? negative : again;
    }
    List<PairPoint> all = new ArrayList<>(look.pairs());
    all.addAll(confirmation.pairs());
    Control positive = Look.positive(settings, all);
    List<String> reasons = new ArrayList<>();
    GateResult verdict = verdict(answers, negative, positive, reasons);
    return new Decision(
        verdict,
        reasons,
        look.pairs().size(),
        confirmation.pairs().size(),
        answers,
        negative,
        positive);
  }

  /** The first that holds, after the exit codes' precedence; adds its reasons. */
  private static GateResult verdict(
      List<Answer> answers, Control negative, Control positive, List<String> reasons) {
    if (negative.tripped() || positive.tripped()) {
      reasons.add(negative.tripped() ? negative.reason() : positive.reason());
      return GateResult.INVALID;
    }
    GateResult[] order = {
      GateResult.REGRESSION, GateResult.INVALID, GateResult.SUSPECT, GateResult.INCONCLUSIVE
    };
    GateResult verdict = GateResult.OK;
    for (GateResult one : order) {
      for (Answer answer : answers) {
        if (answer.waiver() == null && answer.result().name().equals(one.name())) {
          reasons.add(answer.check().id() + ": " + answer.reason());
          verdict = verdict == GateResult.OK ? one : verdict;
        }
      }
    }
    if (verdict == GateResult.OK && negative.held() == null) {
      reasons.add("the negative control shows nothing: " + negative.reason());
      return GateResult.INCONCLUSIVE;
    }
    if (verdict == GateResult.OK && positive.held() == null) {
      reasons.add("the positive control shows nothing: " + positive.reason());
      return GateResult.INCONCLUSIVE;
    }
    return verdict;
  }

  private Answer answer(int index) {
    Check check = settings.checks().get(index);
    Bounds bounds = look.bounds(index);
    Bounds confirmed = flagged.contains(index) ? confirmation.bounds(index) : null;
    Result result = result(index, bounds, confirmed);
    boolean waivable = result == Result.REGRESSION || result == Result.SUSPECT;
    return new Answer(
        check,
        bounds,
        look.lowerAlpha(),
        bounds == null || bounds.lower() == Double.NEGATIVE_INFINITY
            ? null
            : Math.log1p(check.margin()) + bounds.estimate() - bounds.lower(),
        confirmed,
        result,
        reason(index, bounds, confirmed, result),
        waivable ? waivers.get(check.id()) : null);
  }

  private Result result(int index, @Nullable Bounds bounds, @Nullable Bounds confirmed) {
    Check check = settings.checks().get(index);
    if (bounds == null) {
      return check.required() ? Result.INVALID : Result.NOT_EVALUATED;
    }
    if (flagged.contains(index)) {
      double wanted = Math.log((1 + check.margin()) / GateSettings.CONFIRMATION_SLACK);
      return confirmed != null && confirmed.lower() > wanted ? Result.REGRESSION : Result.SUSPECT;
    }
    return cleared.contains(index) ? Result.OK : Result.INCONCLUSIVE;
  }

  private String reason(
      int index, @Nullable Bounds bounds, @Nullable Bounds confirmed, Result result) {
    if (bounds == null) {
      return "the pairs hold no such figure, or too few samples for it";
    }
    Check check = settings.checks().get(index);
    String margin = Ratios.times(Math.log1p(check.margin()));
    String max = Ratios.times(Math.log1p(check.max()));
    return switch (result) {
      case REGRESSION ->
        Ratios.shown(bounds) + " times the base, above " + margin + "; confirmed at "
            + (confirmed == null ? "-" : Ratios.shown(confirmed));
      case SUSPECT ->
        Ratios.shown(bounds) + " times the base, above " + margin + "; not confirmed: "
            + (confirmed == null ? "no fresh pairs" : Ratios.shown(confirmed));
      case OK -> Ratios.shown(bounds) + " times the base, " + cleared(index, bounds);
      default ->
        Ratios.shown(bounds) + " times the base: neither above " + margin + " nor below " + max;
    };
  }

  /** Why a check is OK. */
  private String cleared(int index, Bounds bounds) {
    double max = Math.log1p(settings.checks().get(index).max());
    if (bounds.upper() < max) {
      return "below " + Ratios.times(max);
    }
    return look.cleared().contains(index)
        ? "a difference of no more than its floor"
        : "and an earlier look has shown it to be OK";
  }
}
