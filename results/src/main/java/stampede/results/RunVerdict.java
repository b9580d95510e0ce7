package stampede.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.results.Summary.Check;
import stampede.results.Summary.Requests;
import stampede.results.Thresholds.Two;
import stampede.results.Timings.Bounds;

/**
 * What a run's figures are worth: the worst of its checks.
 *
 * @param reasons the sentences of the checks that are not VALID
 */
public record RunVerdict(Verdict verdict, List<String> reasons, List<Check> checks) {
  private static final Series LOADED = new Series(Clock.SERVICE, Operation.LOAD, Outcome.LOADED);

  static final String ACCOUNTS = "requests accounted for";
  static final String SENT = "requests sent";
  static final String SHED = "requests shed";
  static final String ABSENT = "loads answered absent";

  /** The figures of a run, judged by the default thresholds. */
  public static Summary judge(Run run, RunFacts facts, Evidence evidence) {
    Summary summary = Summary.of(run, facts);
    Histogram loaded = CensoredSample.sum(run.totals(), LOADED::equals);
    double loadedNanos = (double) loaded.getValueAtPercentile(99);
    List<Check> checks = checks(summary, Trends.of(run), loadedNanos, evidence, Thresholds.DEFAULT);
    if (run.jobs() != null) {
      checks.addAll(JobsVerdict.checks(run.jobs()));
    }
    return summary.judged(of(checks));
  }

  /**
   * Judges by given thresholds. Reads no clock and no file.
   *
   * @param loadedNanos the service p99 of the loads that the store answered, of the sample as it is;
   *     0 without any
   */
  static RunVerdict of(
      Summary summary, Trends trends, double loadedNanos, Evidence evidence, Thresholds bounds) {
    return of(checks(summary, trends, loadedNanos, evidence, bounds));
  }

  private static List<Check> checks(
      Summary summary, Trends trends, double loadedNanos, Evidence evidence, Thresholds bounds) {
    List<Check> checks = new ArrayList<>();
    checks.add(wholeRun(evidence));
    checks.add(accounts(summary.requests()));
    checks.add(sent(summary.requests(), bounds.sentShareMin()));
    checks.add(shed(summary.requests(), bounds.shedShareMax()));
    checks.add(open(summary.requests(), bounds.openShareMax()));
    checks.add(Lag.check(summary, loadedNanos, bounds));
    checks.add(Lag.growth(trends, bounds));
    checks.addAll(Steadiness.checks(trends, evidence, bounds));
    checks.add(absent(summary, evidence.populated(), bounds.absentShareMax()));
    checks.add(samples(summary));
    checks.add(outOfRange(summary.outOfRange()));
    checks.addAll(Machine.checks(evidence, bounds));
    return checks;
  }

  private static RunVerdict of(List<Check> checks) {
    Verdict worst = Verdict.VALID;
    for (Check check : checks) {
      worst = worst.and(check.verdict());
    }
    return new RunVerdict(
        worst,
        checks.stream().map(Check::reason).filter(Objects::nonNull).toList(),
        List.copyOf(checks));
  }

  private static Check wholeRun(Evidence evidence) {
    String why = evidence.interruption();
    return why == null
        ? new Check("end of the run", "reached", "not reached", "", Verdict.VALID, null)
        : new Check("end of the run", "not reached", "not reached", "", Verdict.SUSPECT, why);
  }

  private static Check accounts(Requests requests) {
    long sum = requests.sum();
    Long planned = requests.planned();
    String reason = null;
    if (planned != null && planned != sum) {
      reason = "the plan has " + Units.count(planned) + " requests, the outcomes add up to "
          + Units.count(sum);
    } else if (sum == 0) {
      reason = "there was no request";
    }
    return new Check(
        ACCOUNTS,
        Units.count(sum) + (planned == null ? "" : " of " + Units.count(planned)),
        "",
        "not all, or none",
        reason == null ? Verdict.VALID : Verdict.INVALID,
        reason);
  }

  private static Check sent(Requests requests, Two min) {
    double share = share(requests.sum() - requests.shed() - requests.unsent(), requests.sum(), 1);
    Verdict verdict = Checks.below(share, min);
    return new Check(
        SENT,
        Units.percent(share),
        "< " + Units.percent(min.suspect()),
        "< " + Units.percent(min.invalid()),
        verdict,
        verdict == Verdict.VALID
            ? null
            : Units.percent(share) + " of the planned requests were sent, at least "
                + Units.percent(Checks.bound(min, verdict)) + " wanted");
  }

  private static Check shed(Requests requests, Two max) {
    double share = share(requests.shed(), requests.sum(), 0);
    return Checks.share(SHED, share, max, "of the planned requests were refused by a bound");
  }

  private static Check open(Requests requests, double max) {
    return Checks.share(
        "requests open at the end",
        share(requests.open(), requests.sum(), 0),
        new Two(max, Double.POSITIVE_INFINITY),
        "of the planned requests had no answer at the end of the drain: they count by their age");
  }

  private static Check absent(Summary summary, boolean populated, double max) {
    String name = ABSENT;
    Timings loads = summary.total(summary.requestClock(), Operation.LOAD);
    if (!populated || loads == null) {
      return Checks.notMeasured(name, "", "> " + Units.percent(max));
    }
    Timings absent = summary.series(summary.requestClock(), Operation.LOAD, Outcome.ABSENT);
    double share = absent == null ? 0 : share(absent.count(), loads.count(), 0);
    return Checks.share(
        name,
        share,
        new Two(Double.POSITIVE_INFINITY, max),
        "of the loads found nothing in a populated store");
  }

  /** The busier operation alone: the other one may be rare by intent. */
  private static Check samples(Summary summary) {
    Operation busier = count(summary, Operation.STORE) > count(summary, Operation.LOAD)
        ? Operation.STORE
        : Operation.LOAD;
    long count = count(summary, busier);
    Timings total = summary.total(summary.requestClock(), busier);
    Bounds bounds = total == null ? null : total.bounds().get(Percentile.P99);
    long effective = bounds == null ? count : bounds.effectiveCount();
    boolean few = total == null || total.at(Percentile.P99) == null;
    return new Check(
        "independent samples of the busier operation",
        Units.count(effective) + (bounds == null ? "" : " of " + Units.count(count)),
        "too few for p99",
        "",
        few ? Verdict.SUSPECT : Verdict.VALID,
        few
            ? Units.count(count) + " " + busier.word() + " requests"
                + (bounds == null ? "" : ", worth " + Units.count(effective) + " independent ones,")
                + " are too few for a p99: ten independent ones above it are wanted"
            : null);
  }

  private static long count(Summary summary, Operation operation) {
    Timings total = summary.total(summary.requestClock(), operation);
    return total == null ? 0 : total.count();
  }

  private static Check outOfRange(long count) {
    return new Check(
        "timings out of range",
        Units.count(count),
        "> 0",
        "",
        count > 0 ? Verdict.SUSPECT : Verdict.VALID,
        count > 0
            ? Units.count(count) + " timings were negative or longer than an hour, and are in no"
                + " figure"
            : null);
  }

  private static double share(long part, long whole, double ofNothing) {
    return whole == 0 ? ofNothing : (double) part / whole;
  }
}
