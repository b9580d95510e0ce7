package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.store.BadInputException;

class JobsFolderTest {
  @TempDir
  Path temporary;

  private Path dir() {
    return temporary.resolve("run");
  }

  private Run finished() {
    return JobsFixture.run(dir(), JobsFixture.facts(0, 0, false));
  }

  private void killed() {
    var writer = RunWriter.create(dir(), JobsFixture.manifest(), interval -> Fixtures.METERS);
    Fixtures.intervals(3).forEach(writer::accept);
    JobsFixture.write(JobsFixture.writer(dir()));
  }

  private void edit(String name, UnaryOperator<String> change) throws IOException {
    Path file = dir().resolve(name);
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  private void editRow(int line, UnaryOperator<String> change) throws IOException {
    Path file = dir().resolve("states.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(line - 1, change.apply(lines.get(line - 1)));
    Files.write(file, lines);
  }

  private String refused() {
    var problem = assertThrows(BadInputException.class, () -> RunReader.read(dir()));
    assertFalse(problem.getMessage().contains("\n"), problem.getMessage());
    return problem.field();
  }

  @Test
  void aFinishedRunReadsBackAsItWasWritten() {
    Run written = finished();
    Run read = RunReader.read(dir());
    assertEquals(written.jobs(), read.jobs());
    assertNotNull(read.jobs());
    StateSeries states = Objects.requireNonNull(read.states());
    assertEquals(JobsFixture.STATES, states.states());
    assertEquals(120, states.size());
    assertEquals(IntervalBuilder.START_MILLIS + 25, states.millis(1));
    assertEquals(384, states.count(1, 3));
    assertEquals(1, states.trueMax(1, 5));
    assertEquals(16, states.entered(1, 4));
    assertEquals(0, read.truncatedLines());
    assertEquals(Verdict.VALID, read.summarized().verdict(), read.summarized().reasons()::toString);
  }

  @Test
  void aRunWithoutJobsHasNone() {
    try (var writer = RunWriter.create(dir(), Fixtures.manifest(null), i -> Fixtures.METERS)) {
      Fixtures.intervals(1).forEach(writer::accept);
    }
    Run run = RunReader.read(dir());
    assertNull(run.jobs());
    assertNull(run.states());
  }

  @Test
  void aKilledRunHasItsSamplesAndNoFigures() {
    killed();
    Run run = RunReader.read(dir());
    assertNull(run.jobs());
    assertEquals(120, Objects.requireNonNull(run.states()).size());
    assertEquals(0, run.truncatedLines());
  }

  @Test
  void aTornLastLineOfAKilledRunIsLeftOutAndCounted() throws IOException {
    killed();
    edit("states.csv", text -> text.substring(0, text.length() - 1));
    Run run = RunReader.read(dir());
    assertEquals(119, Objects.requireNonNull(run.states()).size());
    assertEquals(1, run.truncatedLines());
    edit("states.csv", text -> "");
    assertEquals(0, Objects.requireNonNull(RunReader.read(dir()).states()).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"count_new", "millis", "inactive"})
  void aDamagedHeaderIsOneLineWithItsNumber(String of) throws IOException {
    finished();
    edit("states.csv", text -> text.replaceFirst(of, "x"));
    assertEquals(dir().resolve("states.csv") + ":1", refused());
  }

  @ParameterizedTest
  @CsvSource({"',\\d+$', ''", "'$', ',0'", "',0,', ',x,'", "'^1', '0'", "',0,', ',,'"})
  void aDamagedRowIsOneLineWithItsNumber(String from, String to) throws IOException {
    finished();
    editRow(9, line -> line.replaceFirst(from, to));
    assertEquals(dir().resolve("states.csv") + ":9", refused());
  }

  @Test
  void figuresWithoutSamplesOrOfOtherStatesAreDamage() throws IOException {
    finished();
    edit("states.csv", text -> text.substring(0, text.indexOf('\n') + 1).replace("new", "fresh"));
    assertEquals(dir().resolve("states.csv").toString(), refused());
    Files.delete(dir().resolve("states.csv"));
    assertEquals(dir().resolve("states.csv").toString(), refused());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"jobs\" : 400,', ''",
    "'\"plugin\" : \"exact\",', ''",
    "'\"violations\" : 0', '\"violations\" : \"x\"'",
    "'\"state\" : \"new\"', '\"state\" : \"fresh\"'",
    "'\"gauges\" : \\[', '\"gauges\" : [], \"x\" : ['",
    "'^', '['",
  })
  void damagedFiguresAreOneLineWithTheirFile(String from, String to) throws IOException {
    finished();
    edit("jobs.json", text -> text.replaceFirst(from, to));
    assertEquals(dir().resolve("jobs.json").toString(), refused());
  }

  @Test
  void figuresOfAnotherFormatAreRefusedByTheirNumberAndLaterFieldsSkipped() throws IOException {
    finished();
    edit("jobs.json", text -> text.replaceFirst("\\{", "{\"later\": [1],"));
    assertNotNull(RunReader.read(dir()).jobs());
    edit("jobs.json", text -> text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 7"));
    var problem = assertThrows(IncompatibleRunException.class, () -> RunReader.read(dir()));
    assertEquals(7, problem.formatVersion());
    edit("jobs.json", text -> text.replaceFirst("\"jobs\" : 400,", "\"jobs\" : [],"));
    problem = assertThrows(IncompatibleRunException.class, () -> RunReader.read(dir()));
    assertEquals(
        dir().resolve("jobs.json") + ": formatVersion: 7: expected 1", problem.getMessage());
    edit("jobs.json", text -> text.replace("formatVersion", "format"));
    assertEquals(dir().resolve("jobs.json") + ": formatVersion", refused());
  }

  @Test
  void aKilledRunOfJobsHasNoUsersAndNoFigures() {
    killed();
    Run run = RunReader.read(dir());
    assertTrue(
        SummaryText.of(run).startsWith("closed loop of jobs, operations in flight: at most 64."),
        SummaryText.of(run));
    assertFalse(Json.parse(dir(), run.toJson()).has("jobs"));
  }

  @Test
  void theObjectForProgramsHasTheFiguresOfTheJobs() throws IOException {
    finished();
    var tree = Json.parse(dir(), RunReader.read(dir()).toJson());
    assertEquals("VALID", tree.get("verdict").textValue());
    assertEquals(dir().toString(), tree.get("runDir").textValue());
    assertEquals(Json.read(dir().resolve("jobs.json")), tree.get("jobs"));
  }

  @Test
  void statesThatWereCountedWrongMakeTheRunInvalid() {
    Run run = JobsFixture.run(dir(), JobsFixture.facts(0, 3, false));
    assertEquals(Verdict.INVALID, run.summarized().verdict());
    assertEquals(
        List.of(
            "job states were counted wrong: 3 times a count was below zero, or the counts did not"
                + " add up to the jobs seen"),
        run.summarized().reasons());
  }

  @Test
  void aPluginThatIsFaultyOnPurposeMakesItSuspectWithItsName() {
    Run run = JobsFixture.run(dir(), JobsFixture.facts(0, 10_000, true));
    assertEquals(Verdict.SUSPECT, run.summarized().verdict());
    assertEquals(
        List.of(
            "the plugin week5 counts job states wrong on purpose: 10,000 times a count was below"
                + " zero, or the counts did not add up to the jobs seen"),
        run.summarized().reasons());
  }

  private List<String> reasons(JobsFactsBuilder facts, Verdict verdict) {
    Run run = JobsFixture.run(dir(), facts.build());
    assertEquals(verdict, run.summarized().verdict(), run.summarized().reasons()::toString);
    return run.summarized().reasons();
  }

  @Test
  void theManagersOwnViolationsMakeItInvalidUnderAnyPlugin() throws IOException {
    assertEquals(
        List.of("the job manager counted its own jobs wrong: 2 times a count was below zero, or the"
            + " counts did not add up to the jobs seen"),
        reasons(new JobsFactsBuilder().faulty(true).violations(10_000, 2), Verdict.INVALID));
    String json = Files.readString(dir().resolve("jobs.json"));
    assertTrue(json.contains("\"violations\" : 10002"), json);
    assertTrue(json.contains("\"managerViolations\" : 2"), json);
  }

  @Test
  void countersThatMissTheTruthMakeItInvalidWithTheirStates() {
    assertEquals(
        List.of("counters or timers miss the truth:"
            + " depend: entered 400 times, by the counter 399;"
            + " run: entered 400 times, by the counter 401"),
        reasons(
            new JobsFactsBuilder().entered(List.of(400L, 399L, 400L, 400L, 401L, 400L, 400L)),
            Verdict.INVALID));
  }

  @Test
  void timersThatMissTheTruthMakeItInvalidWithTheirStates() {
    assertEquals(
        List.of("counters or timers miss the truth: sched: left 3,001 times, by the timer 3,000"),
        reasons(
            new JobsFactsBuilder()
                .trueLeft(List.of(0L, 3_000L, 3_000L, 3_001L, 3_000L, 3_000L, 3_000L)),
            Verdict.INVALID));
  }

  @Test
  void timesOutOfRangeMayLackAndMakeItSuspect() {
    assertEquals(
        List.of("0 readings of gauges are in no file, 2 times in states in no figure"),
        reasons(
            new JobsFactsBuilder()
                .lost(0, 0, 2)
                .trueLeft(List.of(1L, 3_000L, 3_000L, 3_001L, 3_000L, 3_000L, 3_000L)),
            Verdict.SUSPECT));
  }

  @Test
  void moreTimesThanStatesWereLeftAreWrongWhateverIsOutOfRange() {
    List<String> reasons = reasons(
        new JobsFactsBuilder()
            .lost(0, 0, 2)
            .trueLeft(List.of(1L, 3_000L, 3_000L, 2_999L, 3_000L, 3_000L, 3_000L)),
        Verdict.INVALID);
    assertTrue(
        reasons.get(0).contains("sched: left 2,999 times, by the timer 3,000"), reasons::toString);
  }

  @Test
  void readingsThatAreInNoFileMakeItSuspectAndThoseLeftOutDoNot() {
    assertEquals(
        List.of("5 readings of gauges are in no file, 0 times in states in no figure"),
        reasons(new JobsFactsBuilder().lost(7, 5, 0), Verdict.SUSPECT));
  }

  @Test
  void readingsLeftOutAndMetricsThatAreOffAreNoReason() {
    assertEquals(
        List.of(),
        reasons(
            new JobsFactsBuilder()
                .lost(7, 0, 0)
                .entered(null)
                .withoutTimers()
                .trueLeft(Collections.nCopies(7, 1L)),
            Verdict.VALID));
  }

  @Test
  void jobsThatDidNotEndMakeItSuspect() {
    Run run = JobsFixture.run(dir(), JobsFixture.facts(7, 0, false));
    assertEquals(Verdict.SUSPECT, run.summarized().verdict());
    assertEquals(
        List.of("7 of 400 jobs had not ended: throughput and times are of the others"),
        run.summarized().reasons());
  }
}
