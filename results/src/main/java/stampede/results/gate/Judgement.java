package stampede.results.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Bounds;
import stampede.results.gate.Decision.Control;
import stampede.results.gate.Decision.Result;

/** Turns the last look, and the confirmation where there was one, into a decision. */
final class Judgement {
  private static final String LACKING = "hold no such figure, or too few samples for it";

  private final GateSettings settings;
  private final Look look;
  private final Set<Integer> cleared;
  private final Set<Integer> flagged;
  private final List<PairPoint> fresh;
  private final @Nullable Look confirmation;

  Judgement(GateSettings settings, Look look, Set<Integer> cleared, List<PairPoint> fresh) {
    this.settings = settings;
    this.look = look;
    this.cleared = cleared;
    this.flagged = look.flagged();
    this.fresh = fresh;
    this.confirmation = fresh.isEmpty() ? null : new Look(settings, fresh, settings.alpha());
  }

  Decision decide() {
    List<Answer> answers = new ArrayList<>();
    for (int check = 0; check < settings.checks().size(); check++) {
      answers.add(answer(check));
    }
    List<PairPoint> all = new ArrayList<>(look.pairs());
    all.addAll(fresh);
    Control negative = negative();
    Control positive = PositiveControl.of(settings, all);
    List<String> reasons = new ArrayList<>();
    GateResult verdict = verdict(answers, negative, positive, reasons);
    return new Decision(
        verdict, reasons, look.pairs().size(), fresh.size(), answers, negative, positive);
  }

  /** Of the first pairs; of the fresh ones where those do not show that it held. */
  private Control negative() {
    Control negative = look.negative();
    if (negative.tripped() || confirmation == null) {
      return negative;
    }
    Control again = confirmation.negative();
    return Boolean.TRUE.equals(again.held()) ? negative : again;
  }

  /** The first that holds, after the exit codes' precedence; adds its reasons. */
  private static GateResult verdict(
      List<Answer> answers, Control negative, Control positive, List<String> reasons) {
    if (negative.tripped() || positive.tripped()) {
      reasons.add(negative.tripped() ? negative.reason() : positive.reason());
      return GateResult.INVALID;
    }
    if (answers.stream().allMatch(answer -> answer.result() == Result.NOT_EVALUATED)) {
      reasons.add("no check could be evaluated");
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
    Bounds confirmed =
        confirmation != null && flagged.contains(index) ? confirmation.bounds(index) : null;
    Result result = result(index, bounds, confirmed);
    boolean waivable = switch (result) {
      case REGRESSION, SUSPECT, INCONCLUSIVE -> true;
      case OK, INVALID, NOT_EVALUATED -> false;
    };
    return new Answer(
        check,
        bounds,
        look.lowerAlpha(),
        bounds == null ? null : detectable(index, bounds),
        confirmed,
        result,
        reason(index, bounds, confirmed, result),
        waivable ? settings.waiver(check) : null);
  }

  private @Nullable Double detectable(int index, Bounds bounds) {
    if (bounds.lower() == Double.NEGATIVE_INFINITY) {
      return null;
    }
    double margin = Math.log1p(settings.checks().get(index).margin());
    return Math.max(
        margin + bounds.estimate() - bounds.lower(), Math.log1p(look.floorRatio(index)));
  }

  private Result result(int index, @Nullable Bounds bounds, @Nullable Bounds confirmed) {
    Check check = settings.checks().get(index);
    if (bounds == null) {
      return check.required() ? Result.INVALID : Result.NOT_EVALUATED;
    }
    if (!flagged.contains(index)) {
      return cleared.contains(index) ? Result.OK : Result.INCONCLUSIVE;
    }
    if (confirmed == null) {
      return confirmation != null && check.required() ? Result.INVALID : Result.SUSPECT;
    }
    double wanted = Math.log((1 + check.margin()) / GateSettings.CONFIRMATION_SLACK);
    return confirmed.lower() > Math.max(0, wanted) ? Result.REGRESSION : Result.SUSPECT;
  }

  private String reason(
      int index, @Nullable Bounds bounds, @Nullable Bounds confirmed, Result result) {
    if (bounds == null) {
      return "the pairs " + LACKING;
    }
    Check check = settings.checks().get(index);
    double margin = Math.log1p(check.margin());
    double max = Math.log1p(check.max());
    String shown = Ratios.shown(bounds) + " times the base";
    String above = ", above " + Ratios.times(margin);
    return shown
        + switch (result) {
          case REGRESSION -> above + "; confirmed at " + again(confirmed);
          case SUSPECT, INVALID -> above + "; not confirmed: " + again(confirmed);
          case OK -> ", " + cleared(index, bounds);
          default ->
            bounds.lower() > margin
                ? above + ", which may be no more than its floor"
                : ": neither above " + Ratios.times(margin) + " nor below " + Ratios.times(max);
        };
  }

  /** What the fresh pairs say on a flagged check. */
  private String again(@Nullable Bounds confirmed) {
    if (confirmed != null) {
      return Ratios.shown(confirmed);
    }
    return confirmation == null ? "no fresh pairs" : "the fresh pairs " + LACKING;
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
