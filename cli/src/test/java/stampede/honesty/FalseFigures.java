package stampede.honesty;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import stampede.instrument.Clock;
import stampede.instrument.CompletionSink;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.loadgen.Plan;
import stampede.loadgen.Request;
import stampede.loadgen.Scenario;
import stampede.loadgen.Schedule;
import stampede.loadgen.Schedules;
import stampede.loadgen.Setting;
import stampede.loadgen.Workload;
import stampede.loadgen.Zipf;
import stampede.results.Distribution;
import stampede.results.Merge;
import stampede.results.Percentile;
import stampede.results.Run;
import stampede.results.RunReader;
import stampede.results.Summary;
import stampede.results.Timings;
import stampede.results.Verdict;
import stampede.store.SplitMix;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/** Plans, waits, recordings and figures as other tools make them. */
final class FalseFigures {
  private FalseFigures() {}

  /** The interval is cut off to whole nanoseconds, and multiplied. */
  static Schedule truncatedInterval(BigDecimal ratePerSecond, long count) {
    long intervalNanos = (long) (1e9 / ratePerSecond.doubleValue());
    Schedule exact = Schedules.constant(ratePerSecond, count);
    return new Schedule() {
      @Override
      public long count() {
        return exact.count();
      }

      @Override
      public long startNanos(long index) {
        return index * intervalNanos;
      }
    };
  }

  /** Every wait takes whole milliseconds. */
  static Waiter coarse(Waiter exact, NanoClock clock) {
    return nanos -> {
      long leftNanos = nanos - clock.nanos();
      exact.until(nanos + Math.floorMod(-leftNanos, leftNanos > 0 ? 1_000_000L : 1L));
    };
  }

  /** A request is due when it is sent. */
  static CompletionSink fromTheSend(IntervalRecorder recorder, long gapNanos) {
    return (operation, outcome, intended, start, end) ->
        recorder.completed(operation, outcome, start, start, end);
  }

  /** Nothing takes more than a minute. */
  static CompletionSink clampedToAMinute(IntervalRecorder recorder, long gapNanos) {
    long maxNanos = 60 * Scene.SECOND;
    return (operation, outcome, intended, start, end) -> {
      long startNanos = intended + Math.min(start - intended, maxNanos);
      long endNanos = intended + Math.min(end - intended, maxNanos);
      recorder.completed(operation, outcome, intended, startNanos, endNanos);
    };
  }

  /** Behind a long response those are made up that a request each gap would have had. */
  static CompletionSink inventing(IntervalRecorder recorder, long gapNanos) {
    return (operation, outcome, intended, start, end) -> {
      recorder.completed(operation, outcome, intended, start, end);
      int series = Series.id(Clock.RESPONSE, operation, outcome);
      for (long nanos = end - intended - gapNanos; nanos >= gapNanos; nanos -= gapNanos) {
        recorder.record(series, nanos, end);
      }
    };
  }

  /** The percentiles of a run are those of its last interval. */
  static Run lastWindow(Path dir) {
    Run run = RunReader.read(dir);
    Map<Series, Histogram> last = new HashMap<>();
    try (var log = new HistogramLogReader(dir.resolve("latency.hlog").toFile())) {
      long startMillis = Long.MIN_VALUE;
      while (log.nextIntervalHistogram() instanceof Histogram sample) {
        if (sample.getStartTimeStamp() > startMillis) {
          last.clear();
        }
        startMillis = sample.getStartTimeStamp();
        last.put(Series.parse(sample.getTag()), sample);
      }
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
    return new Run(dir, run.manifest(), last, run.intervals(), run.rows(), null, 0, null, null);
  }

  /** The percentile of several processes is the mean of theirs. */
  static Summary averaged(List<Run> shards) {
    Summary merged = Merge.of(shards);
    List<Distribution> totals = new ArrayList<>();
    for (Distribution total : merged.totals()) {
      Map<Percentile, Long> means = new EnumMap<>(Percentile.class);
      var series = new Series(total.clock(), total.operation(), Outcome.LOADED);
      total
          .timings()
          .percentileNanos()
          .keySet()
          .forEach(percentile -> means.put(
              percentile,
              Math.round(shards.stream()
                  .map(run -> run.totals().getOrDefault(series, new Histogram(3)))
                  .mapToLong(sample -> sample.getValueAtPercentile(percentile.percent()))
                  .average()
                  .orElseThrow())));
      totals.add(new Distribution(
          total.clock(), total.operation(), null, with(total.timings(), means), false));
    }
    return with(merged, totals, merged.verdict(), merged.reasons(), merged.checks());
  }

  /** Every self-check is still named, and finds nothing. */
  static Summary unchecked(Summary honest) {
    List<Summary.Check> passed = honest.checks().stream()
        .map(check -> new Summary.Check(
            check.name(),
            check.measured(),
            check.suspectAt(),
            check.invalidAt(),
            Verdict.VALID,
            null))
        .toList();
    return with(honest, honest.totals(), Verdict.VALID, List.of(), passed);
  }

  /** The setting is read, and the keys are drawn alike. */
  static Workload uniform(Scenario scenario) {
    List<Setting> settings = new ArrayList<>();
    scenario
        .asSettings()
        .forEach((key, value) ->
            settings.add(new Setting(key, key.equals("zipf") ? "0" : value, "--" + key)));
    return Chain.planned(Scenario.of(settings));
  }

  /** Ranks are drawn from 10^10, and hashed down to the keys that there are. */
  static Workload hashedDown(Scenario scenario) {
    Plan plan = Chain.populated(scenario);
    var population = plan.population();
    var zipf = new Zipf(10_000_000_000L, 0.99, scenario.seed());
    return index -> {
      long hash = SplitMix.mix(zipf.rank(index));
      int key = (int) Long.remainderUnsigned(hash, population.keyCount());
      Request any = plan.workload().request(index);
      return new Request(
          index, any.operation(), population.ref(key), population.sizeBytes(key), null);
    };
  }

  private static Timings with(Timings of, Map<Percentile, Long> percentiles) {
    return new Timings(
        of.count(),
        of.aboveAll(),
        of.meanNanos(),
        of.minNanos(),
        percentiles,
        of.maxNanos(),
        of.atLeast(),
        of.bounds());
  }

  private static Summary with(
      Summary of,
      List<Distribution> totals,
      Verdict verdict,
      List<String> reasons,
      List<Summary.Check> checks) {
    return new Summary(
        verdict,
        reasons,
        of.requests(),
        of.series(),
        totals,
        of.finish(),
        of.slo(),
        of.cache(),
        of.statsd(),
        of.harness(),
        of.outOfRange(),
        checks,
        of.closed());
  }
}
