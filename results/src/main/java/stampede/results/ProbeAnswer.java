package stampede.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.results.CapacityEntry.Answer;
import stampede.results.Summary.Check;

/** What a run says of its rate: whether the objectives hold there, and whose limit it is if not. */
record ProbeAnswer(
    Answer answer, @Nullable Double ofBound, @Nullable String reason) {
  /** Beyond this share of the plan not sent, the generator was the limit. */
  private static final double UNSENT_MAX = 0.001;

  /** Where the lag alone is beyond this share of a bound that was missed, so was it. */
  private static final double LAG_SHARE_MAX = 0.5;

  /** The checks that a rate too high makes INVALID on any machine. */
  private static final List<String> OF_THE_RATE =
      List.of(RunVerdict.SENT, RunVerdict.SHED, Steadiness.DIRTY, Lag.P99, Lag.LAST_QUARTER);

  /**
   * Judges a run.
   *
   * @param sample the totals without what their bounds make of them
   */
  static ProbeAnswer of(Summary summary, List<Distribution> sample, List<Slo> slos) {
    double ofBound = 0;
    boolean missed = false;
    String unknown = null;
    String why = null;
    for (Slo slo : slos) {
      Value value = Value.of(summary, sample, slo);
      missed |= value.answer() == Slo.Answer.FAIL;
      why = value.answer() == Slo.Answer.FAIL && why == null ? value.text(slo) : why;
      unknown = value.answer() == Slo.Answer.UNKNOWN ? value.text(slo) : unknown;
      ofBound = Math.max(ofBound, value.ofBound(slo)); // NaN stays
    }
    String limited = generator(summary, missed ? slos : List.of());
    if (limited != null) {
      return new ProbeAnswer(
          Answer.GENERATOR_LIMITED, null, "the generator, not the cache, is the limit: " + limited);
    }
    String other = spoilt(summary, missed);
    if (other != null) {
      return new ProbeAnswer(Answer.UNDECIDED, null, other);
    }
    if (missed) {
      return new ProbeAnswer(Answer.FAILS, Double.isNaN(ofBound) ? null : ofBound, why);
    }
    String behind = worse(summary, List.of(Steadiness.DIRTY), Verdict.SUSPECT);
    behind = behind == null ? worse(summary, List.of(RunVerdict.SHED), Verdict.INVALID) : behind;
    if (behind != null) {
      return new ProbeAnswer(Answer.FAILS, null, behind);
    }
    return unknown != null
        ? new ProbeAnswer(Answer.UNDECIDED, null, unknown)
        : new ProbeAnswer(Answer.HOLDS, ofBound, null);
  }

  /**
   * Why neither a pass nor a failure says anything. What the machine suffered from only makes answers
   * later: it spoils a failure, not a pass.
   */
  private static @Nullable String spoilt(Summary summary, boolean missed) {
    return missed
        ? summary.checks().stream()
            .filter(
                check -> check.verdict() == Verdict.INVALID && !OF_THE_RATE.contains(check.name()))
            .map(Check::reason)
            .findFirst()
            .orElse(null)
        : worse(summary, List.of(RunVerdict.ACCOUNTS, RunVerdict.ABSENT), Verdict.INVALID);
  }

  /** What an objective looks at, and how that is. */
  private record Value(Slo.Answer answer, @Nullable Double nanos) {
    /**
     * A percentile that the run's effective sample does not support is taken from the sample as it is:
     * the search has several probes and lets none decide alone.
     */
    static Value of(Summary summary, List<Distribution> sample, Slo slo) {
      Slo.Result result = slo.judge(summary.totals());
      Timings judged = summary.total(Clock.RESPONSE, slo.operation());
      if (result.verdict() == Slo.Answer.UNKNOWN
          && judged != null
          && judged.field(slo.field()) == null) {
        result = slo.judge(sample);
      }
      boolean atLeast = judged == null || judged.atLeast().contains(slo.field());
      Long nanos = result.valueNanos();
      return new Value(result.verdict(), nanos == null || atLeast ? null : (double) nanos);
    }

    double ofBound(Slo slo) {
      return nanos == null ? Double.NaN : nanos / slo.boundNanos();
    }

    String text(Slo slo) {
      return slo.text() + ": " + (nanos == null ? "not known" : Units.nanos(nanos));
    }
  }

  private static @Nullable String generator(Summary summary, List<Slo> missed) {
    Summary.Requests requests = summary.requests();
    if (requests.unsent() > UNSENT_MAX * requests.sum()) {
      return Units.count(requests.unsent()) + " requests were not sent";
    }
    String late = worse(
        summary,
        missed.isEmpty() ? List.of(Lag.LAST_QUARTER) : List.of(Lag.P99, Lag.LAST_QUARTER),
        Verdict.INVALID);
    if (late != null) {
      return late;
    }
    for (Slo slo : missed) {
      Timings lag = summary.total(Clock.LAG, slo.operation());
      Long lagNanos = lag == null ? null : lag.field(slo.field());
      if (lagNanos != null && lagNanos > LAG_SHARE_MAX * slo.boundNanos()) {
        return "of " + slo.text() + " lag alone takes " + Units.nanos(lagNanos);
      }
    }
    return null;
  }

  /** The reason of the first of some checks that is at least so bad; null where all are better. */
  private static @Nullable String worse(Summary summary, List<String> names, Verdict least) {
    return summary.checks().stream()
        .filter(check -> names.contains(check.name()) && check.verdict().compareTo(least) >= 0)
        .map(Check::reason)
        .findFirst()
        .orElse(null);
  }
}
