package stampede.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.results.Summary.Check;
import stampede.results.Thresholds.Two;

/** Checks that the machine was free to measure. */
final class Machine {
  private Machine() {}

  static List<Check> checks(Evidence evidence, Thresholds bounds) {
    return List.of(
        Checks.share(
            "CPU of this process",
            evidence.processCpuShare(),
            suspect(bounds.processCpuShareMax()),
            "of the machine's CPU was used by this process"),
        Checks.share(
            "CPU of other processes",
            evidence.foreignCpuShare(),
            suspect(bounds.foreignCpuShareMax()),
            "of the machine's CPU was used by others"),
        Checks.share(
            "CPU time stolen",
            evidence.stealShare(),
            bounds.stealShareMax(),
            "of the CPU time was taken by the hypervisor"),
        Checks.share(
            "collector pauses",
            gcShare(evidence),
            suspect(bounds.gcShareMax()),
            "of the run was spent in collector pauses"),
        longestPause(evidence.gcPauseMaxNanos(), bounds.gcPauseNanosMax()));
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
}
