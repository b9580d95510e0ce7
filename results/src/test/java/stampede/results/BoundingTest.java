package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Clock;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.results.Timings.Bounds;
import stampede.store.SplitMix;

class BoundingTest {
  @TempDir
  private Path folder;

  private Run run(List<Interval> intervals) {
    long planned = Fixtures.planned(intervals.size());
    var writer = RunWriter.create(folder, Fixtures.manifest(planned), interval -> Fixtures.METERS);
    intervals.forEach(writer::accept);
    return writer.finish(Fixtures.facts(planned), Fixtures.quiet(), Fixtures.STARTED);
  }

  /** A second of loads, of which some wait for a stall of 900 ms to end. */
  private static IntervalBuilder second(int second, SplitMix random, int stalled) {
    var interval = new IntervalBuilder(second);
    for (int i = 0; i < 1_000 - stalled; i++) {
      long nanos = (long) (1_000_000 + 1_000_000 * random.nextUnit());
      interval.request(Operation.LOAD, Outcome.LOADED, 1_000, nanos);
    }
    for (int i = 0; i < stalled; i++) {
      interval.request(
          Operation.LOAD, Outcome.LOADED, 1_000, 1_000_000 + 900_000_000L * i / stalled);
    }
    return interval;
  }

  private static List<Interval> seconds(int count, int stalledInTheFourth) {
    var random = new SplitMix(11);
    List<Interval> intervals = new ArrayList<>();
    for (int second = 0; second < count; second++) {
      intervals.add(second(second, random, second == 4 ? stalledInTheFourth : 0).build());
    }
    return intervals;
  }

  private static Timings loads(Run run) {
    return run.summarized().total(Clock.RESPONSE, Operation.LOAD);
  }

  @Test
  void eachPlainPercentileStandsBetweenItsBounds() {
    Timings loads = loads(run(Fixtures.intervals(30)));
    assertEquals(loads.percentileNanos().keySet(), loads.bounds().keySet());
    loads.bounds().forEach((percentile, bounds) -> {
      assertTrue(bounds.effectiveCount() <= loads.count(), percentile::label);
      assertTrue(bounds.effectiveCount() > loads.count() / 3, percentile::label);
      assertTrue(bounds.lowNanos() <= loads.at(percentile), percentile::label);
      assertTrue(bounds.highNanos() >= loads.at(percentile), percentile::label);
    });
    Bounds median = loads.bounds().get(Percentile.P50);
    assertTrue(median.highNanos() < 1.1 * median.lowNanos(), median::toString);
  }

  @Test
  void aSplitByOutcomeHasBoundsOfItsOwnAndLagHasNone() {
    Run run = run(Fixtures.intervals(12));
    Timings stored = run.summarized().series(Clock.RESPONSE, Operation.STORE, Outcome.STORED);
    assertEquals(Map.of(), run.summarized().total(Clock.LAG, Operation.LOAD).bounds());
    assertTrue(stored.bounds().keySet().containsAll(stored.percentileNanos().keySet()));
    assertTrue(stored.bounds().get(Percentile.P50).effectiveCount() <= stored.count());
  }

  @Test
  void aRunOfFewerThanTenIntervalsHasNoBounds() {
    Timings loads = loads(run(seconds(9, 400)));
    assertEquals(Map.of(), loads.bounds());
    assertNotNull(loads.at(Percentile.P99));
  }

  @Test
  void whatOneStallDecidesIsNoNumberAndASuspectRun() {
    Run run = run(seconds(30, 900));
    Timings loads = loads(run);
    assertNull(loads.at(Percentile.P99));
    assertTrue(loads.bounds().get(Percentile.P99).effectiveCount() < 1_000);
    assertNotNull(loads.at(Percentile.P50));
    assertEquals(Verdict.SUSPECT, run.summarized().verdict());
    String reason = run.summarized().reasons().get(0);
    assertTrue(
        reason.matches("30,000 load requests, worth \\d+ independent ones, are too few for a p99:"
            + " ten independent ones above it are wanted"),
        reason);
    String text = SummaryText.of(run.summarized());
    assertTrue(
        text.matches("(?s).*\nslo: load.p99<50ms: unknown, 30,000 loads are too few: they are worth"
            + " \\d+ independent ones\n.*"),
        text);
  }

  @Test
  void whatNearlyAllTakeIsANumberThoughAStallDecidesTheRest() {
    List<Interval> intervals = new ArrayList<>();
    for (int second = 0; second < 15; second++) {
      var interval = new IntervalBuilder(second);
      for (int i = 0; i < 1_000; i++) {
        long nanos = second == 4 && i < 750 ? 1_000_000L * (i + 1) : 0;
        interval.request(Operation.LOAD, Outcome.LOADED, 0, nanos);
      }
      intervals.add(interval.build());
    }
    Timings loads = loads(run(intervals));
    Bounds median = loads.bounds().get(Percentile.P50);
    assertEquals(new Bounds(median.effectiveCount(), 0L, 0L), median);
    assertTrue(median.effectiveCount() < 20, median::toString);
    assertEquals(0L, loads.at(Percentile.P50));
    // Twice as many stalls would be no surprise, and would make it a long one.
    assertNull(loads.bounds().get(Percentile.P90).highNanos());
    assertNull(loads.at(Percentile.P90));
    assertNull(loads.at(Percentile.P99));
  }

  @Test
  void longAnswersThatAreAlikeAndComeAtOnceAreNoNumber() {
    List<Interval> intervals = new ArrayList<>();
    var random = new SplitMix(5);
    for (int second = 0; second < 30; second++) {
      var interval = second(second, random, 0);
      for (int i = 0; second == 4 && i < 400; i++) {
        interval.request(Operation.LOAD, Outcome.LOADED, 0, 2_000_000_000L);
      }
      intervals.add(interval.build());
    }
    Timings loads = loads(run(intervals));
    assertNotNull(loads.at(Percentile.P90));
    assertNull(loads.at(Percentile.P99));
  }

  @Test
  void aPercentileBelowOneThatIsShownIsShown() {
    Map<Percentile, Long> nanos =
        Map.of(Percentile.P50, 1L, Percentile.P90, 2L, Percentile.P99, 3L, Percentile.P99_9, 4L);
    var timings = new Timings(20_000, 0, 1L, 1L, nanos, 9L, List.of(), Map.of());
    Map<Percentile, Bounds> bounds = new HashMap<>();
    nanos.keySet().forEach(percentile -> bounds.put(percentile, new Bounds(9, 1L, 5L)));
    assertEquals(
        Set.of(Percentile.P50, Percentile.P90, Percentile.P99),
        timings.bounded(bounds, Set.of(Percentile.P99)).percentileNanos().keySet());
    bounds.remove(Percentile.P90); // a lower bound
    assertEquals(
        Set.of(Percentile.P50, Percentile.P90),
        timings.bounded(bounds, Set.of()).percentileNanos().keySet());
  }

  @Test
  void requestsThatFailedInEachIntervalLeaveBoundsBelowThem() {
    List<Interval> intervals = new ArrayList<>();
    var random = new SplitMix(3);
    for (int second = 0; second < 20; second++) {
      var interval = second(second, random, 0);
      for (int i = 0; i < 15; i++) {
        interval.request(Operation.LOAD, Outcome.FAILED, 0, 1);
      }
      interval.count(Operation.LOAD, Outcome.SHED, 5);
      intervals.add(interval.build());
    }
    Timings loads = loads(run(intervals));
    assertEquals(400, loads.aboveAll());
    assertTrue(loads.atLeast().contains("p99Nanos"), loads.atLeast()::toString);
    assertNull(loads.bounds().get(Percentile.P99));
    assertNotNull(loads.bounds().get(Percentile.P95).highNanos());
    assertNull(loads.bounds().get(Percentile.P98).highNanos());
  }
}
