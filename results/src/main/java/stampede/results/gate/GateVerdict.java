package stampede.results.gate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stampede.results.Json;
import stampede.results.Manifest;

/**
 * The verdict of a check: {@code verdict.json}. A pure function of the folder's check and pairs, and
 * all that reports are made from. Ratios are of the candidate to the base, rounded to six decimals.
 *
 * @param sentence the verdict in one line
 * @param reasons what weighs on it, worst first
 * @param clock of the request series: {@code service}, or in an open loop {@code response}
 * @param pairs how many pairs of the first batch it rests on
 * @param alpha over all checks and looks
 */
public record GateVerdict(
    int formatVersion,
    String checkId,
    String version,
    String commit,
    GateResult verdict,
    int exitCode,
    String sentence,
    List<String> reasons,
    String mode,
    String clock,
    String loop,
    @Nullable Integer concurrency,
    @Nullable Double ratePerSecond,
    CheckRecord.ArmText base,
    CheckRecord.ArmText candidate,
    int pairs,
    int confirmationPairs,
    double elapsedSeconds,
    double alpha,
    List<Integer> looks,
    List<Entry> checks,
    Controls controls,
    List<Curve> curves,
    List<PairNoise> noise,
    Map<String, String> settings,
    Manifest.@Nullable Environment environment,
    List<CheckRecord.FileHash> files) {
  /** The format that this version writes. */
  public static final int FORMAT_VERSION = 1;

  /** Its name in the folder. */
  public static final String FILE = "verdict.json";

  /** Checks that what a history keeps is there. */
  public GateVerdict {
    Objects.requireNonNull(checkId, "checkId");
    Objects.requireNonNull(verdict, "verdict");
    checks = List.copyOf(checks);
  }

  /**
   * A check.
   *
   * @param id its name in the gate
   * @param clock of its series
   * @param pairs how many pairs its bounds are of
   * @param ratio the estimate; null, as the bounds are, where it could not be evaluated
   * @param lower the lower bound; null also where so few pairs have none
   * @param upper likewise
   * @param alpha of the lower bound
   * @param upperAlpha of the upper bound
   * @param detectableRatio the least ratio that would have been flagged
   * @param baseNanos the median over the pairs
   * @param candidateNanos likewise
   * @param confirmed the ratio and bounds of the fresh pairs; null where none were asked for
   * @param waivedBy why it weighs nothing; null where it does
   * @param pairRatios of the first batch in order of time; null where a pair has none
   * @param controlRatios of the negative control, likewise
   * @param slowedRatios of the positive control, likewise; null also where a pair did not run it
   * @param confirmationRatios of the confirmation, likewise
   */
  public record Entry(
      String id,
      String clock,
      String operation,
      String outcome,
      String stat,
      double margin,
      double max,
      boolean required,
      int pairs,
      @Nullable Double ratio,
      @Nullable Double lower,
      @Nullable Double upper,
      double alpha,
      double upperAlpha,
      @Nullable Double detectableRatio,
      @Nullable Double baseNanos,
      @Nullable Double candidateNanos,
      @Nullable Confirmed confirmed,
      Decision.Result verdict,
      String reason,
      @Nullable String waivedBy,
      List<@Nullable Double> pairRatios,
      List<@Nullable Double> controlRatios,
      List<@Nullable Double> slowedRatios,
      List<@Nullable Double> confirmationRatios) {}

  /** What fresh pairs said on a flagged check. */
  public record Confirmed(
      int pairs,
      double ratio,
      @Nullable Double lower,
      @Nullable Double upper) {}

  /** The two controls. */
  public record Controls(Control negative, Control positive) {}

  /**
   * A control.
   *
   * @param verdict {@code OK}, {@code TRIPPED} or {@code NOT_RUN}
   */
  public record Control(String verdict, String reason) {
    static final String HELD = "OK";
    static final String TRIPPED = "TRIPPED";
    static final String NOT_RUN = "NOT_RUN";
  }

  /**
   * The ratio at every quantile of a series.
   *
   * @param series its tag
   * @param points in order of their quantiles; none that a pair does not support
   */
  public record Curve(String series, List<Point> points) {}

  /**
   * A quantile's ratio, with 95 % bounds that are of this quantile alone.
   *
   * @param percent of the quantile
   * @param lower null where so few pairs have none
   * @param upper likewise
   */
  public record Point(
      double percent,
      double baseNanos,
      double ratio,
      @Nullable Double lower,
      @Nullable Double upper) {}

  /** What else happened on the machine during a pair. */
  public record PairNoise(String batch, int number, Map<String, Double> noise) {}

  /** One JSON object, as the file holds it. */
  public String toJson() {
    return Json.text(this);
  }
}
