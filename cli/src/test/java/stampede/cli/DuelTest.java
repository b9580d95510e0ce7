package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Series;
import stampede.results.Manifest;
import stampede.results.gate.Arm;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.CheckRecord;
import stampede.results.gate.GateResult;
import stampede.results.gate.GateSettings;
import stampede.results.gate.GateVerdict;
import stampede.results.gate.PairRecord;
import stampede.results.gate.PairRecorder;
import stampede.store.SplitMix;

/** What a check does when its pairs are what they are: pairs that are made up. */
class DuelTest {
  private static final Manifest.Environment MACHINE =
      new Manifest.Environment("os", "cpu", 2, "jvm", List.of(), 20, "hash");
  private static final List<Series> SERIES =
      List.of(PairLoop.HIT, PairLoop.LOADED, PairLoop.STORED, PairLoop.DURABLE);

  @TempDir
  Path dir;

  private final CheckRecord check = CheckRecord.started(
      "20260101T000000Z-0000",
      "1",
      "commit",
      Instant.parse("2026-01-01T00:00:00Z"),
      "loader",
      null,
      new CheckRecord.ArmText("base", List.of()),
      new CheckRecord.ArmText("candidate", List.of()),
      Map.of(),
      1,
      GateSettings.standard(),
      MACHINE);
  private final List<String> asked = new ArrayList<>();
  private @Nullable String changed;

  private PairRecord pair(String batch, int number, double slower) {
    asked.add(batch + number);
    var recorder = new PairRecorder(20);
    var random = new SplitMix(SplitMix.at(number, batch.length()));
    for (Arm arm : Arm.values()) {
      double factor = arm == Arm.CANDIDATE ? slower : arm == Arm.SLOWED ? 1.2 : 1;
      for (Series series : SERIES) {
        recorder.prepare(arm, series, 1);
        for (int i = 0; i < 3000; i++) {
          recorder.record(arm, series, (long) (10_000 * factor * (1 + random.nextUnit())));
        }
      }
    }
    return new PairRecord(
        PairRecord.FORMAT_VERSION,
        check.checkId(),
        number,
        batch,
        number,
        MACHINE,
        1,
        Map.of(),
        recorder.series());
  }

  private GateVerdict run(Duel.Pairs pairs, Duel.Stopped stopped) {
    try (var time = new SystemTime()) {
      var progress = new Progress(System.err, true, false);
      return new Duel(check, new CheckFolder(dir), pairs, () -> changed, stopped, progress, time)
          .run();
    }
  }

  @Test
  void asksForAsManyPairsAsTheGateWants() {
    GateVerdict verdict = run((batch, number) -> pair(batch, number, 1), () -> false);
    assertEquals(GateResult.OK, verdict.verdict(), verdict.sentence());
    assertEquals(12, asked.size());
    assertEquals("first1", asked.get(0));
    assertEquals("first12", asked.get(11));
  }

  @Test
  void confirmsByFreshPairs() {
    GateVerdict verdict = run((batch, number) -> pair(batch, number, 1.3), () -> false);
    assertEquals(GateResult.REGRESSION, verdict.verdict(), verdict.sentence());
    assertEquals(32, asked.size());
    assertEquals("confirmation1", asked.get(12));
    assertEquals("confirmation20", asked.get(31));
  }

  @Test
  void anArmThatFailedMakesTheCheckInvalid() {
    GateVerdict verdict = run(
        (batch, number) -> {
          if (number == 4) {
            throw new PairProblem(ExitCode.INVALID, "the arm candidate failed");
          }
          return pair(batch, number, 1.3);
        },
        () -> false);
    assertEquals(GateResult.INVALID, verdict.verdict());
    assertEquals(ExitCode.INVALID, verdict.exitCode());
    assertTrue(verdict.sentence().startsWith("INVALID: the arm candidate failed"));
  }

  @Test
  void anArmThatChangedWhileItWasMeasuredMakesTheCheckInvalid() {
    changed = "a jar of an arm changed";
    GateVerdict verdict = run((batch, number) -> pair(batch, number, 1), () -> false);
    assertEquals(GateResult.INVALID, verdict.verdict());
    assertTrue(verdict.sentence().startsWith("INVALID: a jar of an arm changed"));
  }

  @Test
  void aFaultOfOurOwnIsTheProgramsAndJudgesNothing() {
    Duel.Pairs ours = (batch, number) -> {
      throw new PairProblem(ExitCode.INTERNAL, "first pair 1: a fault");
    };
    PairProblem problem = assertThrows(PairProblem.class, () -> run(ours, () -> false));
    var err = new ByteArrayOutputStream();
    assertEquals(
        ExitCode.INTERNAL,
        Failure.tell(problem, new PrintStream(err, true, StandardCharsets.UTF_8)));
    assertEquals(
        "stampede: first pair 1: a fault\n",
        err.toString(StandardCharsets.UTF_8).replace("\r", ""));
  }

  @Test
  void whatIsInterruptedIsNoPass() {
    GateVerdict verdict = run((batch, number) -> pair(batch, number, 1), () -> asked.size() == 3);
    assertEquals(GateResult.INVALID, verdict.verdict());
    assertTrue(verdict.reasons().contains(Duel.INTERRUPTED));
    assertEquals(3, asked.size());
  }
}
