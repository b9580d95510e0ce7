package stampede.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Series;
import stampede.results.Summary.Requests;

/** The shards of one plan as one run: distributions and counts are added, no figure is averaged. */
public final class Merge {
  private Merge() {}

  /**
   * The figures of all shards together. The verdict is the worst shard's, the reasons and checks are
   * those of all; percentiles have no bounds. What a cache, a relay and a harness counted, and how a
   * flush ended, is in the shard's own summary alone.
   *
   * @param shards the runs of one plan, one for each of its shards, in any order
   * @throws IllegalArgumentException where they are not
   */
  public static Summary of(List<Run> shards) {
    requireOnePlan(shards);
    Map<Series, Histogram> samples = new HashMap<>();
    List<SeriesRow> rows = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    List<Summary.Check> checks = new ArrayList<>();
    Requests requests = new Requests(0L, 0, 0, 0, 0, 0, 0, 0);
    Verdict verdict = Verdict.VALID;
    Manifest first = shards.get(0).manifest();
    long floorNanos = 0;
    long lateNanos = 0;
    long outOfRange = 0;
    for (Run shard : shards) {
      shard
          .totals()
          .forEach((series, sample) ->
              samples.computeIfAbsent(series, fresh -> new Histogram(3)).add(sample));
      rows.addAll(shard.rows());
      Summary summary = shard.summarized();
      String name = "shard " + shard.manifest().shard().index() + ": ";
      summary.reasons().forEach(reason -> reasons.add(name + reason));
      summary.checks().forEach(check -> checks.add(named(name, check)));
      requests = plus(requests, summary.requests());
      verdict = verdict.and(summary.verdict());
      floorNanos = Math.max(floorNanos, shard.manifest().environment().clockNanos());
      Calibration calibration = shard.manifest().calibration();
      if (calibration != null) {
        lateNanos = Math.max(lateNanos, calibration.chosen().p50Nanos());
      }
      outOfRange += summary.outOfRange();
    }
    var figures = new Figures(samples, rows, floorNanos, lateNanos, first.requestClock());
    List<Distribution> totals = figures.totals();
    List<Slo.Result> slo = shards.get(0).summarized().slo().stream()
        .map(result -> Slo.parse(result.text()).judge(totals))
        .toList();
    return new Summary(
        verdict,
        reasons,
        requests,
        figures.series(),
        totals,
        new Summary.Finish(null, null),
        slo,
        null,
        null,
        null,
        outOfRange,
        checks,
        first.closed());
  }

  private static Summary.Check named(String name, Summary.Check check) {
    String reason = check.reason();
    return new Summary.Check(
        name + check.name(),
        check.measured(),
        check.suspectAt(),
        check.invalidAt(),
        check.verdict(),
        reason == null ? null : name + reason);
  }

  private static Requests plus(Requests some, Requests others) {
    return new Requests(
        sum(some.planned(), others.planned()),
        some.completed() + others.completed(),
        some.failed() + others.failed(),
        some.timeout() + others.timeout(),
        some.expired() + others.expired(),
        some.shed() + others.shed(),
        some.open() + others.open(),
        some.unsent() + others.unsent());
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null || other == null ? null : Long.valueOf(one + other);
  }

  private static void requireOnePlan(List<Run> shards) {
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("shards must be at least 1: 0");
    }
    Manifest first = shards.get(0).manifest();
    Set<Integer> indices = new HashSet<>();
    for (Run run : shards) {
      Manifest manifest = run.manifest();
      if (!manifest.scenario().equals(first.scenario())
          || !manifest.seeds().equals(first.seeds())) {
        throw new IllegalArgumentException(
            "shards must have one scenario and one seed: " + run.dir());
      }
      if (manifest.shard().count() != shards.size()
          || !indices.add(manifest.shard().index())) {
        throw new IllegalArgumentException(
            "shards must be each of " + shards.size() + ", once: " + manifest.shard());
      }
    }
  }
}
