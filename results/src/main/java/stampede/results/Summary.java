package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.RelayCounts;

/**
 * The figures of a run: {@code summary.json}.
 *
 * @param verdict what they are worth; INVALID until a {@link RunVerdict} is given
 * @param reasons why it is not VALID, a sentence each
 * @param series the distributions, split by outcome
 * @param totals those of each operation over all outcomes
 * @param slo the objectives and their answers
 * @param cache the cache's counters; null where they are not known
 * @param statsd null when nothing was shipped
 * @param harness what the harness did not do as it should, counted by name; null where not known
 * @param outOfRange timings that are in no distribution
 * @param checks what the verdict rests on
 * @param closed how many users the loop had, where it was closed: then the clock of requests is
 *     service, and the figures are not to be compared with those of an open loop
 */
public record Summary(
    Verdict verdict,
    List<String> reasons,
    Requests requests,
    List<Distribution> series,
    List<Distribution> totals,
    Finish finish,
    List<Slo.Result> slo,
    @Nullable Map<String, Long> cache,
    @Nullable Statsd statsd,
    @Nullable Map<String, Long> harness,
    long outOfRange,
    List<Check> checks,
    @Nullable Integer closed) {
  static final String FILE = "summary.json";

  /** What became of the plan; {@code planned} is null where a closed loop has none. */
  public record Requests(
      @Nullable Long planned,
      long completed,
      long failed,
      long timeout,
      long expired,
      long shed,
      long open,
      long unsent) {
    /** All that is accounted for. */
    long sum() {
      return completed + failed + timeout + expired + shed + open + unsent;
    }
  }

  /**
   * How the run ended; a null is not known.
   *
   * @param dirtyBytes what was not in the backing store when the last flush began
   * @param flushNanos what that flush took
   */
  public record Finish(@Nullable Long dirtyBytes, @Nullable Long flushNanos) {}

  /**
   * What was shipped to StatsD.
   *
   * @param recorded backing timings; {@code shipped} and {@code dropped} are theirs too
   * @param lines all lines in datagrams, those of gauges, of {@code requests} and of {@code states}
   *     included
   * @param refusals how often the host was heard to refuse a datagram
   * @param requests response times
   * @param states times in the states of jobs; all zero in files of runs that had none
   * @param samples readings of those states; likewise
   */
  public record Statsd(
      long recorded,
      long shipped,
      RelayCounts.Dropped dropped,
      long lines,
      long packets,
      long bytes,
      long refusals,
      RelayCounts.Timings requests,
      RelayCounts.Timings states,
      RelayCounts.Samples samples) {
    private static final RelayCounts.Timings NO_TIMINGS =
        new RelayCounts.Timings(0, 0, new RelayCounts.Dropped(0, 0, 0, 0, 0, 0));

    /** Fills in what older files do not have. */
    public Statsd {
      states = Objects.requireNonNullElse(states, NO_TIMINGS);
      samples = Objects.requireNonNullElse(samples, new RelayCounts.Samples(0, 0));
    }

    /** What a relay counted. */
    public static Statsd of(RelayCounts counts) {
      RelayCounts.Timings backing = counts.backing();
      return new Statsd(
          backing.recorded(),
          backing.shipped(),
          backing.dropped(),
          counts.lines(),
          counts.packets(),
          counts.bytes(),
          counts.refusals(),
          counts.requests(),
          counts.states(),
          counts.samples());
    }
  }

  /**
   * One thing that a verdict looks at.
   *
   * @param measured null where the system cannot tell
   * @param suspectAt the bound beyond which the run is SUSPECT; empty where there is none
   * @param invalidAt the bound beyond which it is INVALID; empty where there is none
   * @param reason the sentence; null while it is VALID
   */
  public record Check(
      String name,
      @Nullable String measured,
      String suspectAt,
      String invalidAt,
      Verdict verdict,
      @Nullable String reason) {}

  /** Makes the collections immutable. */
  public Summary {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(finish, "finish");
    reasons = List.copyOf(reasons);
    series = List.copyOf(series);
    totals = List.copyOf(totals);
    slo = List.copyOf(slo);
    cache = cache == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(cache));
    harness = harness == null ? null : Collections.unmodifiableMap(new TreeMap<>(harness));
    checks = List.copyOf(checks);
  }

  /**
   * The figures of a run, not yet judged. Reads no clock, and of a run of {@value
   * Bounding#BATCHES_MIN} intervals or more its {@code latency.hlog} for the bounds of percentiles.
   */
  public static Summary of(Run run, RunFacts facts) {
    Integer closed = run.manifest().closed();
    Calibration calibration = run.manifest().calibration();
    var figures = new Figures(
        run.totals(),
        run.rows(),
        facts.floorNanos(),
        calibration == null ? 0 : calibration.chosen().p50Nanos(),
        Manifest.requestClock(closed));
    List<Distribution> series = figures.series();
    List<Distribution> all = Bounding.of(
        run, Stream.concat(series.stream(), figures.totals().stream()).toList());
    List<Distribution> totals = all.subList(series.size(), all.size());
    return new Summary(
        Verdict.INVALID,
        List.of("not judged"),
        figures.requests(facts.planned(), facts.unsent()),
        all.subList(0, series.size()),
        totals,
        facts.finish(),
        facts.slos().stream().map(slo -> slo.judge(totals)).toList(),
        facts.cache() == null ? null : Json.longs(facts.cache()),
        facts.statsd(),
        facts.harness(),
        run.rows().stream().mapToLong(SeriesRow::outOfRange).sum(),
        List.of(),
        closed);
  }

  /** The same figures, judged. */
  Summary judged(RunVerdict by) {
    return new Summary(
        by.verdict(),
        by.reasons(),
        requests,
        series,
        totals,
        finish,
        slo,
        cache,
        statsd,
        harness,
        outOfRange,
        by.checks(),
        closed);
  }

  /** The clock of what requests took: response, or of a closed loop, which has none, service. */
  Clock requestClock() {
    return Manifest.requestClock(closed);
  }

  /** The total of an operation; null where it had no request. */
  public @Nullable Timings total(Clock clock, Operation operation) {
    return find(totals, clock, operation, null);
  }

  /** One series; null where it is empty. */
  public @Nullable Timings series(Clock clock, Operation operation, Outcome outcome) {
    return find(series, clock, operation, outcome);
  }

  private static @Nullable Timings find(
      List<Distribution> among, Clock clock, Operation operation, @Nullable Outcome outcome) {
    for (Distribution one : among) {
      if (one.clock() == clock && one.operation() == operation && one.outcome() == outcome) {
        return one.timings();
      }
    }
    return null;
  }

  /** One JSON object: {@code summary.json}, the folder of its run, and what that was calibrated to. */
  public String toJson(String runDir, @Nullable Calibration calibration) {
    return Json.text(toTree(runDir, calibration));
  }

  ObjectNode toTree(String runDir, @Nullable Calibration calibration) {
    ObjectNode tree = Json.tree(this);
    tree.put("runDir", runDir);
    if (calibration != null) {
      tree.set("calibration", Json.tree(calibration));
    }
    return tree;
  }
}
