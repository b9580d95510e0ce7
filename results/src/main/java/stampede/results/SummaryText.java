package stampede.results;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;

/** The end of a run on a terminal. */
public final class SummaryText {
  private SummaryText() {}

  /** The table, the accounts, the objectives, and the verdict with its reasons; ASCII lines. */
  public static String of(Summary summary) {
    return of(summary, false);
  }

  /** The same of a run, whether it ended or not; a closed loop of jobs has no users. */
  public static String of(Run run) {
    return of(run.summarized(), run.manifest().ofJobs());
  }

  private static String of(Summary summary, boolean jobs) {
    var text = new StringBuilder();
    if (summary.closed() != null) {
      text.append(closed(summary.closed(), jobs)).append('\n');
    }
    SummaryTable table = SummaryTable.NARROW;
    text.append(TextTable.of(table.header(), table.rows(summary), SummaryTable.WORDS));
    text.append(SummaryTable.FOOTNOTE.replace(". ", ".\n")).append("\n\n");
    text.append(accounts(summary.requests())).append('\n');
    text.append(hitShare(summary.cache()));
    for (Slo.Result slo : summary.slo()) {
      text.append(objective(slo, summary)).append('\n');
    }
    text.append("verdict: ").append(summary.verdict()).append('\n');
    for (String reason : summary.reasons()) {
      text.append("  ").append(reason).append('\n');
    }
    return text.toString();
  }

  /**
   * What is to be known of a closed loop's figures, in one line.
   *
   * @param users how many; of jobs the most operations that were in flight
   */
  static String closed(int users, boolean jobs) {
    return (jobs
            ? "closed loop of jobs, operations in flight: at most " + Units.count(users)
                + ". Service times: what a stall held back was sent later, and its wait is in no figure."
            : "closed loop, users: " + Units.count(users)
                + ". Service times: what a stall held back was never sent, and is in no figure.")
        + " Not to be compared with an open loop's.";
  }

  /** The plan and what became of it, in one line. */
  static String accounts(Summary.Requests requests) {
    Long planned = requests.planned();
    return "requests: " + (planned == null ? "" : Units.count(planned) + " planned = ")
        + Units.count(requests.completed()) + " completed + "
        + Units.count(requests.failed()) + " failed + "
        + Units.count(requests.timeout()) + " timeout + "
        + Units.count(requests.expired()) + " expired + "
        + Units.count(requests.shed()) + " shed + "
        + Units.count(requests.open()) + " open + "
        + Units.count(requests.unsent()) + " unsent";
  }

  /** How many of the loads needed no backing load of their own; empty where it is not known. */
  private static String hitShare(@Nullable Map<String, Long> cache) {
    if (cache == null) {
      return "";
    }
    long hits = cache.getOrDefault("hits", 0L);
    long joins = cache.getOrDefault("joins", 0L);
    long loads = hits + joins + cache.getOrDefault("misses", 0L);
    return loads == 0
        ? ""
        : "hit share: " + Units.percent((double) (hits + joins) / loads) + " of "
            + Units.count(loads) + " loads, " + Units.count(joins)
            + " of them by joining another's\n";
  }

  private static String objective(Slo.Result slo, Summary summary) {
    Long nanos = slo.valueNanos();
    return "slo: " + slo.text() + ": " + slo.verdict().word() + ", "
        + (nanos == null ? tooSmall(Slo.parse(slo.text()), summary) : Units.nanos(nanos));
  }

  /** Why an objective's figure is none: what the sample is, and where that is known, what it is worth. */
  private static String tooSmall(Slo slo, Summary summary) {
    Timings total = summary.total(Clock.RESPONSE, slo.operation());
    if (total == null) {
      return "no " + slo.operation().word() + " has a response time";
    }
    Percentile percentile = Percentile.ofField(slo.field());
    Timings.Bounds bounds = percentile == null ? null : total.bounds().get(percentile);
    return Units.count(total.count()) + " " + slo.operation().word() + "s are too few"
        + (bounds == null
            ? ""
            : ": they are worth " + Units.count(bounds.effectiveCount()) + " independent ones");
  }
}
