package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.store.BadInputException;

class RunFolderTest {
  private static final int SECONDS = 10;

  @TempDir
  Path temporary;

  private Path dir() {
    return temporary.resolve("run");
  }

  private RunWriter writer() {
    return RunWriter.create(
        dir(), Fixtures.manifest(Fixtures.planned(SECONDS)), interval -> Fixtures.METERS);
  }

  /** A run that ended. */
  private Run finished() {
    var writer = writer();
    writer.accept(new IntervalBuilder(-1)
        .warmup()
        .request(Operation.LOAD, Outcome.LOADED, 1, 999_000_000)
        .build());
    Fixtures.intervals(SECONDS).forEach(writer::accept);
    return writer.finish(
        Fixtures.facts(Fixtures.planned(SECONDS)),
        Fixtures.quiet(),
        Fixtures.STARTED.plusSeconds(SECONDS));
  }

  /** A run whose process was killed. */
  private void killed() {
    var writer = writer();
    Fixtures.intervals(SECONDS).forEach(writer::accept);
  }

  private void cut(String name, int bytes) throws IOException {
    byte[] content = Files.readAllBytes(dir().resolve(name));
    Files.write(dir().resolve(name), Arrays.copyOf(content, content.length - bytes));
  }

  @Test
  void aFinishedRunReadsBackAsItWasWritten() {
    Run written = finished();
    Run read = RunReader.read(dir());
    assertEquals(written.manifest(), read.manifest());
    assertEquals(written.summary(), read.summary());
    assertEquals(written.rows(), read.rows());
    assertEquals(written.intervals(), read.intervals());
    assertEquals(written.totals(), read.totals());
    assertEquals(0, read.truncatedLines());
    assertEquals(Verdict.VALID, read.summarized().verdict(), read.summarized().reasons()::toString);
    assertEquals(Verdict.VALID, read.manifest().verdict());
    assertEquals(Fixtures.STARTED.plusSeconds(SECONDS), read.manifest().endedAt());
  }

  @Test
  void theFolderOfARunWithObjectivesHoldsSevenFilesAndNoLeftovers() throws IOException {
    finished();
    try (Stream<Path> files = Files.list(dir())) {
      assertEquals(
          List.of(
              "latency.hlog",
              "manifest.json",
              "report.html",
              "series.csv",
              "slo.junit.xml",
              "summary.json",
              "summary.md"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void totalsAreTheSumOfTheIntervalsWithoutTheWarmup() {
    Run run = finished();
    Map<Object, Histogram> expected = new HashMap<>();
    for (Interval interval : Fixtures.intervals(SECONDS)) {
      interval
          .histograms()
          .forEach((series, sample) ->
              expected.computeIfAbsent(series, first -> new Histogram(3)).add(sample));
    }
    assertEquals(expected, run.totals());
    assertEquals(SECONDS, run.intervals().size());
    assertEquals(IntervalBuilder.START_MILLIS, run.intervals().get(0).startMillis());
    assertEquals(1000, run.intervals().get(0).millis());
  }

  @Test
  void hdrHistogramsOwnReaderReadsTheLog() throws IOException {
    finished();
    Map<String, Long> counts = new HashMap<>();
    double firstSeconds;
    try (var in = Files.newInputStream(dir().resolve("latency.hlog"));
        var reader = new HistogramLogReader(in)) {
      firstSeconds = 0;
      while (reader.hasNext()) {
        var histogram = (Histogram) reader.nextIntervalHistogram();
        counts.merge(histogram.getTag(), histogram.getTotalCount(), Long::sum);
        if (histogram.getTag().equals("lag.load.hit") && firstSeconds == 0) {
          firstSeconds = histogram.getStartTimeStamp() / 1000.0;
        }
      }
      assertEquals(IntervalBuilder.START_MILLIS / 1000.0, reader.getStartTimeSec());
    }
    assertEquals(IntervalBuilder.START_MILLIS / 1000.0, firstSeconds);
    assertEquals(7000, counts.get("response.load.hit"));
    assertEquals(2000, counts.get("backing.load.loaded"));
    assertEquals(1, counts.get("warmup.response.load.loaded"));
  }

  @Test
  void seriesCsvHasTheContractsColumnsAndARowAnInterval() throws IOException {
    finished();
    List<String> lines = Files.readAllLines(dir().resolve("series.csv"));
    assertTrue(lines
        .get(0)
        .startsWith(
            "startMillis,offered,completed,hits,misses,joins,shed,inFlight,cleanBytes,dirtyBytes,"
                + "gcPauseNanos,hiccupMaxNanos,fault"));
    assertEquals(SECONDS + 1, lines.size());
    assertEquals(
        IntervalBuilder.START_MILLIS + ",1000,1000,700,200,0,0,3,4096,512,0,,,0,0,0,0,0,0,0,0,0,0",
        lines.get(1));
  }

  @Test
  void everyIntervalIsInTheFilesWhenAcceptReturns() {
    var writer = writer();
    List<Interval> intervals = Fixtures.intervals(3);
    for (int i = 0; i < intervals.size(); i++) {
      writer.accept(intervals.get(i));
      assertEquals(i + 1, RunReader.read(dir()).intervals().size());
    }
  }

  @Test
  void aKilledRunHasNoEndAndCountsTheRestOfItsPlanAsUnsent() throws IOException {
    killed();
    Files.delete(dir().resolve("series.csv"));
    Files.delete(dir().resolve("latency.hlog"));
    Files.delete(dir().resolve("manifest.json"));
    var writer = RunWriter.create(dir(), Fixtures.manifest(20_000L), i -> Fixtures.METERS);
    Fixtures.intervals(SECONDS).forEach(writer::accept);
    Run run = RunReader.read(dir());
    assertNull(run.manifest().endedAt());
    assertNull(run.manifest().verdict());
    assertNull(run.summary());
    Summary summary = run.summarized();
    assertEquals(new Summary.Requests(20_000L, 10_000, 0, 0, 0, 0, 0, 10_000), summary.requests());
    assertEquals(Verdict.INVALID, summary.verdict());
    assertEquals(2, summary.reasons().size(), summary.reasons()::toString);
    assertEquals(Slo.Answer.PASS, summary.slo().get(0).verdict());
  }

  @Test
  void cutAtAnyByteOfTheLastIntervalTheLogLosesThatIntervalAlone() throws IOException {
    killed();
    byte[] log = Files.readAllBytes(dir().resolve("latency.hlog"));
    int from = new String(log, StandardCharsets.US_ASCII).lastIndexOf("#[Interval");
    int lastLength = log.length - from;
    for (int bytes = 1; bytes <= lastLength; bytes += 1 + lastLength / 10) {
      Files.write(dir().resolve("latency.hlog"), Arrays.copyOf(log, log.length - bytes));
      Run run = RunReader.read(dir());
      assertEquals(SECONDS - 1, run.intervals().size(), "cut by " + bytes);
      assertEquals(run.intervals().size(), run.rows().size());
      assertTrue(run.truncatedLines() > 0);
      assertEquals(9_000, run.summarized().requests().completed());
    }
  }

  @Test
  void cutAnywhereInItsLastRowTheSeriesLosesThatIntervalAlone() throws IOException {
    killed();
    byte[] rows = Files.readAllBytes(dir().resolve("series.csv"));
    int last = Files.readAllLines(dir().resolve("series.csv")).get(SECONDS).length() + 1;
    for (int bytes = 1; bytes <= last; bytes += 9) {
      Files.write(dir().resolve("series.csv"), Arrays.copyOf(rows, rows.length - bytes));
      Run run = RunReader.read(dir());
      assertEquals(SECONDS - 1, run.intervals().size(), "cut by " + bytes);
      assertEquals(SECONDS - 1, run.rows().size());
      assertTrue(run.truncatedLines() > 0);
    }
  }

  @Test
  void twoLostIntervalsAreDamageAndNotACrash() throws IOException {
    killed();
    cut("series.csv", 250);
    assertThrows(BadInputException.class, () -> RunReader.read(dir()));
  }

  @Test
  void oneChangedDigitInsideTheLogIsReportedWithItsLine() throws IOException {
    killed();
    Path log = dir().resolve("latency.hlog");
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    String line = lines.get(7);
    char changed = line.charAt(line.length() - 12) == 'A' ? 'B' : 'A';
    lines.set(
        7, line.substring(0, line.length() - 12) + changed + line.substring(line.length() - 11));
    Files.write(log, lines);
    var problem = assertThrows(BadInputException.class, () -> RunReader.read(dir()));
    assertEquals(log + ":8", problem.field());
  }

  @Test
  void readingNeverChangesTheFolder() throws IOException {
    killed();
    cut("latency.hlog", 5);
    Map<Path, byte[]> before = content();
    RunReader.read(dir()).summarized();
    Map<Path, byte[]> after = content();
    assertEquals(before.keySet(), after.keySet());
    before.forEach((file, bytes) -> assertTrue(Arrays.equals(bytes, after.get(file))));
  }

  private Map<Path, byte[]> content() throws IOException {
    Map<Path, byte[]> content = new HashMap<>();
    try (Stream<Path> files = Files.list(dir())) {
      for (Path file : files.toList()) {
        content.put(file, Files.readAllBytes(file));
      }
    }
    return content;
  }

  @Test
  void aFolderWithoutAManifestIsNoRun() {
    var problem = assertThrows(BadInputException.class, () -> RunReader.read(dir()));
    assertEquals(dir().toString(), problem.field());
  }

  @Test
  void anotherFormatVersionIsRefusedByItsNumber() throws IOException {
    finished();
    Path manifest = dir().resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"formatVersion\" : 1", "\"formatVersion\" : 7"));
    var problem = assertThrows(IncompatibleRunException.class, () -> RunReader.read(dir()));
    assertEquals(7, problem.formatVersion());
  }

  @Test
  void fieldsOfALaterVersionAreSkipped() throws IOException {
    finished();
    for (String name : List.of("manifest.json", "summary.json")) {
      Path file = dir().resolve(name);
      Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"later\": [1],"));
    }
    assertNotNull(RunReader.read(dir()).summary());
  }

  @Test
  void damagedJsonIsOneLineWithItsFile() throws IOException {
    finished();
    for (String name : List.of("summary.json", "manifest.json")) {
      Path file = dir().resolve(name);
      String whole = Files.readString(file);
      Files.writeString(file, whole.substring(0, whole.length() / 2));
      var problem = assertThrows(BadInputException.class, () -> RunReader.read(dir()));
      assertTrue(problem.getMessage().contains(name));
      assertFalse(problem.getMessage().contains("\n"));
    }
  }

  @Test
  void aFolderThatIsNotEmptyIsRefusedAndNothingIsMade() throws IOException {
    Files.createDirectories(dir());
    Files.writeString(dir().resolve("mine"), "precious");
    var problem = assertThrows(BadInputException.class, this::writer);
    assertEquals("--out", problem.field());
    assertEquals(1, content().size());
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Files.writeString(temporary.resolve("file"), "x");
    var manifest = Fixtures.manifest(1L);
    Path below = temporary.resolve("file").resolve("run");
    var problem = assertThrows(
        BadInputException.class, () -> RunWriter.create(below, manifest, i -> Fixtures.METERS));
    assertEquals("--out", problem.field());
  }
}
