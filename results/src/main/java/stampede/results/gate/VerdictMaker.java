package stampede.results.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Bounds;
import stampede.results.gate.Decision.Result;

/** Writes a decision down, with all that reports need. */
final class VerdictMaker {
  private final CheckRecord check;
  private final GateSettings settings;
  private final Decision decision;
  private final @Nullable String problem;

  /** Of a decision; {@code problem} says why it is none. */
  VerdictMaker(
      CheckRecord check, GateSettings settings, Decision decision, @Nullable String problem) {
    this.check = check;
    this.settings = settings;
    this.decision = decision;
    this.problem = problem;
  }

  GateVerdict make(
      List<PairRecord> first,
      List<PairRecord> confirmation,
      List<PairPoint> firstPoints,
      List<PairPoint> confirmationPoints,
      List<CheckRecord.FileHash> files) {
    GateResult verdict = problem == null ? decision.verdict() : GateResult.INVALID;
    List<String> reasons = new ArrayList<>();
    if (problem != null) {
      reasons.add(problem);
    }
    reasons.addAll(decision.reasons());
    List<GateVerdict.Entry> entries = new ArrayList<>();
    for (int index = 0; index < decision.answers().size(); index++) {
      entries.add(entry(index, decision.answers().get(index), firstPoints, confirmationPoints));
    }
    CheckRecord.Ended ended = check.ended();
    return new GateVerdict(
        GateVerdict.FORMAT_VERSION,
        check.checkId(),
        check.version(),
        check.commit(),
        verdict,
        verdict.exitCode(settings.inconclusive()),
        Sentence.of(verdict, settings.inconclusive(), reasons, decision),
        reasons,
        check.mode(),
        check.clock(),
        check.loop(),
        check.concurrency(),
        check.ratePerSecond(),
        check.base(),
        check.candidate(),
        decision.pairs(),
        decision.confirmationPairs(),
        ended == null ? 0 : ended.elapsedSeconds(),
        settings.alpha(),
        settings.looks(),
        entries,
        new GateVerdict.Controls(control(decision.negative()), control(decision.positive())),
        Curves.of(first),
        Stream.concat(first.stream(), confirmation.stream())
            .map(pair -> new GateVerdict.PairNoise(pair.batch(), pair.number(), pair.noise()))
            .toList(),
        check.settings(),
        check.environment(),
        files);
  }

  private static GateVerdict.Control control(Decision.Control control) {
    Boolean held = control.held();
    String word = held == null
        ? GateVerdict.Control.NOT_RUN
        : held ? GateVerdict.Control.HELD : GateVerdict.Control.TRIPPED;
    return new GateVerdict.Control(word, control.reason());
  }

  private GateVerdict.Entry entry(
      int index, Answer answer, List<PairPoint> first, List<PairPoint> confirmation) {
    Check check = answer.check();
    Bounds bounds = answer.bounds();
    Bounds confirmed = answer.confirmed();
    Waiver waiver = answer.waiver();
    return new GateVerdict.Entry(
        check.id(),
        check.series().clock().word(),
        check.series().operation().word(),
        check.series().outcome().word(),
        check.stat().word(),
        check.margin(),
        check.max(),
        check.required(),
        bounds == null ? 0 : bounds.pairs(),
        bounds == null ? null : ratio(bounds.estimate()),
        bounds == null ? null : ratio(bounds.lower()),
        bounds == null ? null : ratio(bounds.upper()),
        Rounded.significant(answer.alpha()),
        Rounded.significant(settings.okAlpha()),
        answer.detectable() == null ? null : ratio(answer.detectable()),
        median(first, point -> point.baseNanos(index)),
        median(first, point -> point.candidateNanos(index)),
        confirmed == null
            ? null
            : new GateVerdict.Confirmed(
                confirmed.pairs(),
                Rounded.to(Math.exp(confirmed.estimate()), 6),
                ratio(confirmed.lower()),
                ratio(confirmed.upper())),
        answer.result(),
        answer.reason(),
        waiver == null ? null : waiver.reason() + ", until " + waiver.until(),
        ratios(first, point -> point.candidateRatio(index)),
        ratios(first, point -> point.controlRatio(index)),
        ratios(first, point -> point.slowedRatio(index)),
        answer.result() == Result.REGRESSION || answer.result() == Result.SUSPECT
            ? ratios(confirmation, point -> point.candidateRatio(index))
            : List.of());
  }

  private static List<@Nullable Double> ratios(
      List<PairPoint> points, ToDoubleFunction<PairPoint> logRatio) {
    List<@Nullable Double> ratios = new ArrayList<>();
    points.forEach(point -> ratios.add(ratio(logRatio.applyAsDouble(point))));
    return ratios;
  }

  /** A ratio for a file; null where its logarithm is not finite. */
  static @Nullable Double ratio(double logRatio) {
    return Double.isFinite(logRatio) ? Rounded.to(Math.exp(logRatio), 6) : null;
  }

  private static @Nullable Double median(
      List<PairPoint> points, ToDoubleFunction<PairPoint> value) {
    double[] finite =
        points.stream().mapToDouble(value).filter(Double::isFinite).toArray();
    return finite.length == 0 ? null : Rounded.to(Median.of(finite), 3);
  }
}
