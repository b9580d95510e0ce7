package stampede.results;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;

/**
 * What one probe of a search for capacity found; an element of {@code probes[]} of {@code
 * capacity.json}.
 *
 * @param number from 1
 * @param phase what the probe was for, a word of the search
 * @param ofBound what was measured as a multiple of its bound, the largest where there are several
 *     objectives; null where there is none or only a lower bound of it, or where it is not why the
 *     probe failed
 * @param p50Nanos of the first objective's operation, as the next three; null where not supported
 * @param p99LowNanos where the p99 lies at least, with 95 % confidence
 * @param p99HighNanos where it lies at most
 * @param sentShare of the plan
 * @param verdict of the probe's run
 * @param reason why the answer is what it is; null where it simply holds
 * @param runDir the folder of the probe's run
 */
public record CapacityEntry(
    int number,
    double ratePerSecond,
    String phase,
    Answer answer,
    @Nullable Double ofBound,
    @Nullable Long p50Nanos,
    @Nullable Long p99Nanos,
    @Nullable Long p99LowNanos,
    @Nullable Long p99HighNanos,
    double sentShare,
    Verdict verdict,
    @Nullable String reason,
    String runDir) {
  /** Whether a rate holds. */
  public enum Answer {
    /** Every objective was met. */
    HOLDS,
    /** An objective was missed, or the store did not keep up. */
    FAILS,
    /** The generator did not keep up: what is said of the system is not known. */
    GENERATOR_LIMITED,
    /** The run cannot say. */
    UNDECIDED;

    /** The word in files and tables. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The probe of a run that has ended. */
  public static CapacityEntry of(
      int number, double ratePerSecond, String phase, Run run, List<Slo> slos) {
    Summary summary = run.summarized();
    List<Distribution> sample =
        new Figures(run.totals(), run.rows(), 0, 0, Clock.RESPONSE).totals();
    ProbeAnswer judged = ProbeAnswer.of(summary, sample, slos);
    Timings shown = summary.total(Clock.RESPONSE, slos.get(0).operation());
    Timings.Bounds p99 = shown == null ? null : shown.bounds().get(Percentile.P99);
    Summary.Requests requests = summary.requests();
    long sum = requests.sum();
    return new CapacityEntry(
        number,
        ratePerSecond,
        phase,
        judged.answer(),
        judged.ofBound(),
        shown == null ? null : shown.at(Percentile.P50),
        shown == null ? null : shown.at(Percentile.P99),
        p99 == null ? null : p99.lowNanos(),
        p99 == null ? null : p99.highNanos(),
        sum == 0 ? 0 : 1 - (double) (requests.shed() + requests.unsent()) / sum,
        summary.verdict(),
        judged.reason(),
        run.dir().toString());
  }
}
