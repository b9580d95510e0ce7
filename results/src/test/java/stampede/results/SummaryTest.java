package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import stampede.instrument.Clock;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.RelayCounts;
import stampede.instrument.Series;

class SummaryTest {
  private static Run run(Long planned, Interval... intervals) {
    Map<Series, Histogram> totals = new HashMap<>();
    for (Interval interval : intervals) {
      interval
          .histograms()
          .forEach((series, sample) ->
              totals.computeIfAbsent(series, first -> new Histogram(3)).add(sample));
    }
    return new Run(
        Path.of("run"),
        Fixtures.manifest(planned),
        totals,
        List.of(),
        List.of(intervals).stream()
            .map(interval -> SeriesRow.of(interval, Fixtures.METERS))
            .toList(),
        null,
        0,
        null,
        null);
  }

  private static Summary summary(Long planned, Interval... intervals) {
    return Summary.of(run(planned, intervals), Fixtures.facts(planned));
  }

  private static IntervalBuilder thousandLoads() {
    var interval = new IntervalBuilder(0);
    for (int i = 1; i <= 1000; i++) {
      interval.request(Operation.LOAD, Outcome.LOADED, 0, 1000 + i);
    }
    return interval;
  }

  @Test
  void everyRequestIsAccountedForByItsOutcome() {
    Interval interval = thousandLoads()
        .request(Operation.LOAD, Outcome.HIT, 1, 1)
        .request(Operation.LOAD, Outcome.JOINED, 1, 1)
        .request(Operation.LOAD, Outcome.ABSENT, 1, 1)
        .request(Operation.STORE, Outcome.STORED, 1, 1)
        .request(Operation.STORE, Outcome.FAILED, 1, 1)
        .request(Operation.LOAD, Outcome.TIMEOUT, 1, 10_000)
        .request(Operation.STORE, Outcome.EXPIRED, 1, 10_000)
        .count(Operation.LOAD, Outcome.SHED, 5)
        .count(Operation.STORE, Outcome.SHED, 6)
        .count(Operation.LOAD, Outcome.OPEN, 7)
        .count(Operation.STORE, Outcome.UNSENT, 8)
        .build();
    Summary summary = summary(1033L, interval);
    assertEquals(new Summary.Requests(1033L, 1004, 1, 1, 1, 11, 7, 8), summary.requests());
    assertEquals(1033, summary.requests().sum());
  }

  @Test
  void shedOpenAndUnsentHaveCountsAndNoTimings() {
    Interval interval = thousandLoads()
        .timing(Clock.RESPONSE, Operation.LOAD, Outcome.OPEN, 9_000)
        .count(Operation.LOAD, Outcome.OPEN, 1)
        .count(Operation.STORE, Outcome.SHED, 2)
        .count(Operation.STORE, Outcome.UNSENT, 3)
        .build();
    Summary summary = summary(null, interval);
    assertEquals(
        Timings.countOnly(1), summary.series(Clock.RESPONSE, Operation.LOAD, Outcome.OPEN));
    assertEquals(
        Timings.countOnly(2), summary.series(Clock.RESPONSE, Operation.STORE, Outcome.SHED));
    assertEquals(
        Timings.countOnly(3), summary.series(Clock.RESPONSE, Operation.STORE, Outcome.UNSENT));
    assertNull(summary.series(Clock.SERVICE, Operation.STORE, Outcome.SHED));
    assertEquals(9_000, round(summary.total(Clock.RESPONSE, Operation.LOAD).maxNanos()));
  }

  private static long round(long nanos) {
    return nanos / 100 * 100;
  }

  @Test
  void aTotalCountsFailedTimeoutShedAndOpenAboveAllOthersAndUnsentNot() {
    Interval interval = thousandLoads()
        .request(Operation.LOAD, Outcome.FAILED, 0, 3)
        .request(Operation.LOAD, Outcome.TIMEOUT, 0, 1_900)
        .count(Operation.LOAD, Outcome.SHED, 8)
        .count(Operation.LOAD, Outcome.OPEN, 10)
        .count(Operation.LOAD, Outcome.UNSENT, 500)
        .build();
    for (Clock clock : List.of(Clock.RESPONSE, Clock.SERVICE)) {
      Timings total = summary(null, interval).total(clock, Operation.LOAD);
      assertEquals(1020, total.count());
      assertEquals(1510, total.at(Percentile.P50));
      assertEquals(2000, total.at(Percentile.P98));
      assertEquals(2000, total.at(Percentile.P99));
      assertEquals(2000, total.maxNanos());
      assertEquals(1001, total.minNanos());
      assertEquals(List.of("meanNanos", "p99Nanos", "maxNanos"), total.atLeast());
    }
  }

  @Test
  void failingFastDoesNotBeatAnsweringSlowly() {
    var answered = thousandLoads();
    var failed = thousandLoads();
    for (int i = 0; i < 100; i++) {
      answered.request(Operation.LOAD, Outcome.LOADED, 0, 2_000);
      failed.request(Operation.LOAD, Outcome.FAILED, 0, 1);
    }
    Timings slow = summary(null, answered.build()).total(Clock.RESPONSE, Operation.LOAD);
    Timings fast = summary(null, failed.build()).total(Clock.RESPONSE, Operation.LOAD);
    assertEquals(slow.percentileNanos(), fast.percentileNanos());
    assertFalse(fast.atLeast().isEmpty());
  }

  @Test
  void lagTotalsHoldEveryRequestThatWasTimed() {
    Interval interval =
        thousandLoads().request(Operation.LOAD, Outcome.FAILED, 1_234, 3).build();
    Timings lag = summary(null, interval).total(Clock.LAG, Operation.LOAD);
    assertEquals(1001, lag.count());
    assertEquals(1_234, lag.maxNanos());
    assertEquals(List.of(), lag.atLeast());
  }

  @Test
  void hitResponsesAndWhatTheClockCannotResolveAreAtTheFloor() {
    Interval interval = new IntervalBuilder(0)
        .request(Operation.LOAD, Outcome.HIT, 1_000, 500)
        .request(Operation.STORE, Outcome.STORED, 0, 75)
        .request(Operation.LOAD, Outcome.LOADED, 0, 76)
        .build();
    Map<String, Boolean> atFloor = new HashMap<>();
    summary(null, interval).series().forEach(one -> atFloor.put(one.tag(), one.atFloor()));
    assertTrue(atFloor.get("response.load.hit"));
    assertFalse(atFloor.get("service.load.hit"));
    assertTrue(atFloor.get("service.store.stored"));
    assertFalse(atFloor.get("service.load.loaded"));
  }

  @Test
  void jsonHasTheContractsFieldsInOrderAndNullsWhereUnsupported() {
    String json = summary(1000L, thousandLoads().build()).toJson("runs/x", Fixtures.calibration());
    assertTrue(json.contains("\"runDir\" : \"runs/x\""));
    String series = json.substring(json.indexOf("\"series\""), json.indexOf("\"totals\""));
    int at = -1;
    for (String field : List.of(
        "clock",
        "operation",
        "outcome",
        "count",
        "meanNanos",
        "minNanos",
        "p50Nanos",
        "p75Nanos",
        "p90Nanos",
        "p95Nanos",
        "p98Nanos",
        "p99Nanos",
        "p99_9Nanos",
        "p99_99Nanos",
        "maxNanos",
        "atLeast",
        "atFloor")) {
      int next = series.indexOf("\"" + field + "\"");
      assertTrue(next > at, field);
      at = next;
    }
    assertTrue(series.contains("\"p99_9Nanos\" : null"));
    for (String field : List.of(
        "\"planned\" : 1000",
        "\"finish\" : {",
        "\"dirtyBytes\" : 512",
        "\"flushNanos\" : 1000000",
        "\"verdict\" : \"pass\"",
        "\"hits\" : 700",
        "\"ringFull\" : 1",
        "\"recorded\" : 40",
        "\"taken\" : 20",
        "\"reasons\" : [")) {
      assertTrue(json.contains(field), field);
    }
  }

  @Test
  void whatWasShippedBeforeThereWereStatesHasNone() {
    Summary.Statsd statsd = Fixtures.facts(1000L).statsd();
    ObjectNode tree = Json.tree(statsd);
    assertEquals(statsd, Json.convert(Path.of("summary.json"), tree, Summary.Statsd.class));

    tree.remove(List.of("states", "samples"));
    Summary.Statsd old = Json.convert(Path.of("summary.json"), tree, Summary.Statsd.class);
    assertEquals(statsd.requests(), old.requests());
    assertEquals(0, old.states().recorded() + old.states().dropped().sum());
    assertEquals(new RelayCounts.Samples(0, 0), old.samples());
  }
}
