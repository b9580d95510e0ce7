package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.StateSample;
import stampede.results.JobsSummary.Gauge;

class JobsWriterTest {
  @TempDir
  Path dir;

  private JobsSummary finished() {
    try (var writer = JobsFixture.writer(dir)) {
      JobsFixture.write(writer);
      return writer.finish(JobsFixture.facts(0, 0, false));
    }
  }

  @Test
  void aLineASampleIsInTheFileWhenAcceptReturns() throws IOException {
    try (var writer = JobsFixture.writer(dir)) {
      JobsFixture.write(writer);
      List<String> lines = Files.readAllLines(dir.resolve("states.csv"));
      assertEquals(121, lines.size());
      assertEquals(
          "millis,count_new,trueMax_new,entered_new,count_depend,trueMax_depend,entered_depend,"
              + "count_priority,trueMax_priority,entered_priority,count_sched,trueMax_sched,"
              + "entered_sched,count_run,trueMax_run,entered_run,count_cleanup,trueMax_cleanup,"
              + "entered_cleanup,count_inactive,trueMax_inactive,entered_inactive",
          lines.get(0));
      assertEquals(
          (IntervalBuilder.START_MILLIS + 1_025)
              + ",0,0,400,0,0,400,0,0,400,224,224,400,12,12,176,0,1,164,164,164,164",
          lines.get(42));
    }
    assertFalse(Files.exists(dir.resolve("jobs.json")));
  }

  @Test
  void hdrHistogramsOwnReaderReadsTheTimes() throws IOException {
    finished();
    Map<String, Long> counts = new HashMap<>();
    try (var in = Files.newInputStream(dir.resolve("dwell.hlog"));
        var reader = new HistogramLogReader(in)) {
      while (reader.hasNext()) {
        var of = (Histogram) reader.nextIntervalHistogram();
        counts.merge(of.getTag(), of.getTotalCount(), Long::sum);
      }
      assertEquals(IntervalBuilder.START_MILLIS / 1000.0, reader.getStartTimeSec());
    }
    assertEquals(7, counts.size());
    assertEquals(3_000, counts.get("dwell.run"));
    assertEquals(3_000, counts.get("job"));
    assertEquals(
        3,
        Files.readAllLines(dir.resolve("dwell.hlog")).stream()
            .filter(line -> line.matches("#\\[Interval: \\d+,1000,7]"))
            .count());
  }

  @Test
  void jobsJsonHasTheFactsAndWhatTimersSaw() throws IOException {
    JobsSummary summary = finished();
    Path file = dir.resolve("jobs.json");
    ObjectNode tree = Objects.requireNonNull(Json.read(file));
    assertEquals(summary, Json.convert(file, tree, JobsSummary.class));
    assertEquals(1, tree.get("formatVersion").intValue());
    assertEquals(160, tree.get("jobsPerSecond").doubleValue());
    assertEquals(400 / 2.6, tree.get("scriptJobsPerSecond").doubleValue());
    assertEquals(0.2, tree.get("submitSeconds").doubleValue());
    assertEquals(12.5, tree.get("storesPerLoad").doubleValue());
    JobsSummary.State run = summary.states().get(4);
    assertEquals("run", run.state());
    assertEquals(400, run.entered());
    assertEquals(3_000, run.timed());
    assertEquals(new Timings.Bounds(0, 5_001_215L, 5_001_215L), dwell(run));
    assertEquals(12L, run.sampledMax());
    assertEquals(12, run.trueMax());
    assertNull(summary.states().get(0).dwell());
    assertEquals(0, summary.states().get(0).timed());
    assertEquals(3_000, Objects.requireNonNull(summary.whole()).count());
  }

  private static Timings.Bounds dwell(JobsSummary.State state) {
    JobsSummary.Dwell dwell = Objects.requireNonNull(state.dwell());
    return new Timings.Bounds(0, dwell.p50Nanos(), dwell.maxNanos());
  }

  @Test
  void aPercentileThatTheSampleIsTooSmallForIsNull() {
    var one = JobsFixture.times(19);
    JobsSummary summary = JobsFixture.summary(JobsFixture.facts(0, 0, false), List.of(), one);
    JobsSummary.Dwell dwell = Objects.requireNonNull(summary.states().get(1).dwell());
    assertNull(dwell.p50Nanos());
    assertNull(dwell.p99Nanos());
    assertEquals(19, summary.states().get(1).timed());
  }

  @Test
  void aGaugeOfALongerIntervalSeesTheFirstSampleAndEachThatIsDue() {
    List<Gauge> gauges = finished().gauges();
    assertEquals(
        List.of(25_000_000L, 100_000_000L, 1_000_000_000L),
        gauges.stream().map(Gauge::intervalNanos).toList());
    assertEquals(List.of(120L, 30L, 3L), gauges.stream().map(Gauge::samples).toList());
    assertEquals(
        new JobsSummary.Seen("sched", 0L, 388L, 97), gauges.get(0).states().get(3));
    assertEquals(
        new JobsSummary.Seen("sched", 0L, 388L, 25), gauges.get(1).states().get(3));
    assertEquals(
        new JobsSummary.Seen("sched", 68L, 388L, 3), gauges.get(2).states().get(3));
    assertEquals(
        new JobsSummary.Seen("depend", 0L, 0L, 0), gauges.get(0).states().get(1));
  }

  /** Samples of a count that says when they were taken. */
  private static List<Gauge> gaugesAt(long... millis) {
    List<GaugeTally> tallies = GaugeTally.of(7, 25_000_000);
    for (long at : millis) {
      var sample = new StateSample(
          7_000_000 + 1_000_000 * at, new long[] {at, 0, 0, 0, 0, 0, 0}, new long[7], new long[7]);
      tallies.forEach(tally -> tally.add(sample));
    }
    return tallies.stream().map(tally -> tally.gauge(JobsFixture.STATES)).toList();
  }

  private static JobsSummary.Seen seen(long min, long max, long nonZero) {
    return new JobsSummary.Seen("new", min, max, nonZero);
  }

  @Test
  void aGaugeOfALongerIntervalIsReadByTheClockWhereReadingsWereLeftOut() {
    Gauge fine = gaugesAt(1, 26, 350, 375, 390, 410, 999, 1_004, 1_400).get(0);
    assertEquals(9, fine.samples());
    Gauge at100 = gaugesAt(1, 26, 350, 375, 390, 410, 999, 1_004, 1_400).get(1);
    assertEquals(6, at100.samples(), "1, 350, 410, 999, 1,004, 1,400");
    assertEquals(seen(1, 1_400, 6), at100.states().get(0));
    Gauge at1s = gaugesAt(1, 26, 350, 375, 390, 410, 999, 1_004, 1_400).get(2);
    assertEquals(2, at1s.samples(), "1, 1,004");
    assertEquals(seen(1, 1_004, 2), at1s.states().get(0));
  }

  @Test
  void aLastSampleOffTheGridIsInNoLongerGauge() {
    List<Gauge> gauges = gaugesAt(0, 25, 50, 75, 100, 117);
    assertEquals(List.of(6L, 2L, 1L), gauges.stream().map(Gauge::samples).toList());
    assertEquals(seen(0, 117, 5), gauges.get(0).states().get(0));
    assertEquals(seen(0, 100, 1), gauges.get(1).states().get(0));
  }

  @Test
  void anIntervalThatIsNoDivisorHasNoLongerGauges() {
    assertEquals(1, GaugeTally.of(7, 30_000_000).size());
    assertEquals(2, GaugeTally.of(7, 40_000_000).size());
    assertEquals(2, GaugeTally.of(7, 100_000_000).size());
    assertEquals(1, GaugeTally.of(7, 1_000_000_000).size());
  }

  @Test
  void withoutASampleNothingWasSeenAndWithoutAJobNothingIsARate() {
    List<Long> zeros = Collections.nCopies(7, 0L);
    var none = new JobsFacts(
        0,
        0,
        "exact",
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        zeros,
        true,
        zeros,
        zeros,
        zeros,
        0,
        0,
        false,
        0,
        0,
        0,
        new JobsFacts.Operations(0, 0, 0, 0));
    JobsSummary summary = JobsFixture.summary(none, List.of(), JobsFixture.times(0));
    assertNull(summary.states().get(0).sampledMax());
    assertEquals(
        new JobsSummary.Seen("new", null, null, 0),
        summary.gauges().get(0).states().get(0));
    assertEquals(0, summary.jobsPerSecond());
    assertNull(summary.storesPerLoad());
    assertNull(Objects.requireNonNull(summary.whole()).maxNanos());
    Path file = dir.resolve("jobs.json");
    assertEquals(
        summary, Json.convert(file, Json.parse(file, Json.text(summary)), JobsSummary.class));
  }

  @Test
  void countsBelowZeroAreSeenAsTheyAre() {
    var sample = JobsFixture.sample(0, new long[] {-9, 0, 0, 0, 0, 0, 0}, new long[7], new long[7]);
    JobsSummary summary =
        JobsFixture.summary(JobsFixture.facts(0, 1, true), List.of(sample), JobsFixture.times(0));
    assertEquals(
        new JobsSummary.Seen("new", -9L, -9L, 1),
        summary.gauges().get(0).states().get(0));
  }

  @Test
  void whatHasAnotherNumberOfStatesIsRefused() {
    try (var writer = JobsFixture.writer(dir)) {
      var few = JobsFixture.times(1).subList(0, 7);
      assertThrows(IllegalArgumentException.class, () -> writer.accept(0, 1, few, List.of()));
      var small = List.of(JobsFixture.sample(0, new long[6], new long[6], new long[6]));
      assertThrows(
          IllegalArgumentException.class, () -> writer.accept(0, 1, JobsFixture.times(1), small));
    }
  }

  @Test
  void theObjectForProgramsHasTheRunsVerdict() {
    Summary summary = Fixtures.empty(Verdict.SUSPECT, List.of("a reason"));
    var tree = Json.parse(dir, finished().toJson("runs/x", summary));
    assertEquals("runs/x", tree.get("runDir").textValue());
    assertEquals("SUSPECT", tree.get("verdict").textValue());
    assertEquals("a reason", tree.get("reasons").get(0).textValue());
    assertEquals(400, tree.get("jobs").intValue());
  }
}
