package stampede.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.results.Evidence.Hiccups;
import stampede.results.Summary.Check;
import stampede.results.Thresholds.Two;

/** Checks that the machine was free to measure. */
final class Machine {
  private Machine() {}

  static List<Check> checks(Evidence evidence, Thresholds bounds) {
    return List.of(
        Checks.share(
            "CPU of this process",
            evidence.cpu().process(),
            suspect(bounds.processCpuShareMax()),
            "of the CPU that this process may use was used by it"),
        Checks.share(
            "CPU of other processes",
            evidence.cpu().foreign(),
            suspect(bounds.foreignCpuShareMax()),
            "of the machine's CPU was used by others"),
        Checks.share(
            "CPU time stolen",
            evidence.cpu().steal(),
            bounds.stealShareMax(),
            "of the CPU time was taken by the hypervisor"),
        leastIdle(evidence.cpu().leastIdle(), bounds.coreIdleMin()),
        Checks.share(
            "collector pauses",
            gcShare(evidence),
            suspect(bounds.gcShareMax()),
            "of the run was spent in collector pauses"),
        longestPause(evidence.gcPauseMaxNanos(), bounds.gcPauseNanosMax()),
        hiccups(evidence.hiccups(), evidence.controlHiccups(), bounds.hiccupNanosMax()));
  }

  private static Two suspect(double max) {
    return new Two(max, Double.POSITIVE_INFINITY);
  }

  private static @Nullable Double gcShare(Evidence evidence) {
    Long sumNanos = evidence.gcPauseSumNanos();
    return sumNanos == null || evidence.runNanos() == 0
        ? null
        : (double) sumNanos / evidence.runNanos();
  }

  private static Check longestPause(@Nullable Long nanos, long maxNanos) {
    String name = "longest collector pause";
    String suspectAt = "> " + Units.nanos(maxNanos);
    if (nanos == null) {
      return Checks.notMeasured(name, suspectAt, "");
    }
    boolean tooLong = nanos > maxNanos;
    return new Check(
        name,
        Units.nanos(nanos),
        suspectAt,
        "",
        tooLong ? Verdict.SUSPECT : Verdict.VALID,
        tooLong
            ? "the longest collector pause was " + Units.nanos(nanos) + ", at most "
                + Units.nanos(maxNanos) + " wanted"
            : null);
  }

  private static Check leastIdle(@Nullable Double share, double min) {
    String name = "idle of the busiest core";
    String suspectAt = "< " + Units.percent(min);
    if (share == null) {
      return Checks.notMeasured(name, suspectAt, "");
    }
    Verdict verdict = share < min ? Verdict.SUSPECT : Verdict.VALID;
    return new Check(
        name,
        Units.percent(share),
        suspectAt,
        "",
        verdict,
        verdict == Verdict.VALID
            ? null
            : "the busiest core was idle for " + Units.percent(share) + ", at least "
                + Units.percent(min) + " wanted");
  }

  /** The control's figure tells whether an idle process was held up as well. */
  private static Check hiccups(@Nullable Hiccups own, @Nullable Hiccups control, Two max) {
    String name = "hiccups of an idle thread, p99";
    String suspectAt = "> " + Units.nanos(max.suspect());
    String invalidAt = "> " + Units.nanos(max.invalid());
    if (own == null) {
      return Checks.notMeasured(name, suspectAt, invalidAt);
    }
    Verdict verdict = Checks.above((double) own.p99Nanos(), max);
    String beside = control == null ? "" : ", in an idle JVM " + Units.nanos(control.p99Nanos());
    return new Check(
        name,
        Units.nanos(own.p99Nanos()) + beside + "; max " + Units.nanos(own.maxNanos()),
        suspectAt,
        invalidAt,
        verdict,
        verdict == Verdict.VALID
            ? null
            : "an idle thread woke late: p99 " + Units.nanos(own.p99Nanos()) + ", at most "
                + Units.nanos(Checks.bound(max, verdict)) + " wanted" + beside
                + cause(own, control));
  }

  /** What held up an idle process for less than half as long was not the machine alone. */
  private static String cause(Hiccups own, @Nullable Hiccups control) {
    if (control == null) {
      return "";
    }
    return 2 * control.p99Nanos() >= own.p99Nanos()
        ? ": the machine was not free"
        : ": this process held itself up, or waited for its cores, longer than an idle one";
  }
}
