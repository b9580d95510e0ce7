package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.results.Json;
import stampede.results.Manifest;
import stampede.store.BadInputException;

class JudgeTest {
  /** One required check of each of two series, nine pairs. */
  static final GateSettings SMALL = new GateSettings(
      List.of(
          Check.of(Clock.SERVICE, Operation.LOAD, Outcome.HIT, Stat.P50),
          Check.of(Clock.SERVICE, Operation.STORE, Outcome.STORED, Stat.P50)),
      0.2,
      List.of(9),
      7,
      1_000_000_000L,
      GateSettings.Policy.FAIL,
      List.of());

  private static final int PAIRS = 9;

  @TempDir
  Path temporary;

  private final CheckFixture fixture = new CheckFixture(SMALL, 60);
  private CheckFolder folder;

  @BeforeEach
  void write() {
    folder = fixture.write(temporary.resolve("check"), PAIRS, 0);
  }

  private void assertInvalid(String reason) {
    GateVerdict verdict = Judge.of(folder).verdict();
    assertEquals(GateResult.INVALID, verdict.verdict(), verdict.sentence());
    assertEquals(4, verdict.exitCode());
    assertTrue(verdict.reasons().get(0).startsWith(reason), verdict.reasons().toString());
  }

  private void rewrite(int number, UnaryOperator<PairRecord> change) {
    folder.write(change.apply(fixture.pair(PairRecord.FIRST, number)));
  }

  private static PairRecord with(
      PairRecord pair, String checkId, Manifest.Environment environment, List<ArmSeries> series) {
    return new PairRecord(
        pair.formatVersion(),
        checkId,
        pair.number(),
        pair.batch(),
        pair.seed(),
        environment,
        pair.elapsedMillis(),
        pair.noise(),
        series);
  }

  private void rewriteSeries(
      int number, Predicate<ArmSeries> of, UnaryOperator<List<ArmSeries>> change) {
    rewrite(number, pair -> {
      List<ArmSeries> series = new ArrayList<>();
      pair.series()
          .forEach(one -> series.addAll(of.test(one) ? change.apply(List.of(one)) : List.of(one)));
      return with(pair, pair.checkId(), pair.environment(), series);
    });
  }

  private static Predicate<ArmSeries> of(Arm arm) {
    return one -> one.arm().equals(arm.word()) && one.series().equals("service.load.hit");
  }

  private static UnaryOperator<List<ArmSeries>> as(
      String unit, int batchSize, long granularityNanos, long count, boolean histogram) {
    return list -> List.of(new ArmSeries(
        list.get(0).arm(),
        list.get(0).series(),
        unit,
        batchSize,
        granularityNanos,
        count,
        histogram ? list.get(0).histogram() : null));
  }

  private void end(CheckRecord.Ended how) {
    folder.write(fixture.check().ended(how));
  }

  @Test
  void anUntouchedFolderIsOkAndTheSameBytesAgain() {
    GateVerdict verdict = Judge.of(folder).verdict();
    assertEquals(GateResult.OK, verdict.verdict(), verdict.sentence());
    assertEquals(verdict.toJson(), Judge.of(folder).verdict().toJson());
    assertTrue(
        verdict.toJson().contains("\"load\" : 1.5,\n      \"stealShare\""), "noise in order");
    assertEquals(
        CheckRecord.FileHash.of(folder.dir().resolve("check.json")),
        verdict.files().get(0));
    assertEquals(1 + PAIRS, verdict.files().size());
  }

  @Test
  void aSmallAlphaIsSaidToSixDigits() {
    assertEquals(2.44141e-4, Rounded.significant(0x1p-12));
    assertEquals(5.12346e-9, Rounded.significant(5.123456e-9));
  }

  @Test
  void aSeriesThatIsMissing() {
    for (Arm arm : Arm.values()) {
      write();
      rewriteSeries(3, of(arm), list -> List.of());
      assertInvalid("first pair 3: " + arm.word() + " service.load.hit is missing");
    }
  }

  @Test
  void aSeriesThatIsMissingInAllArms() {
    rewriteSeries(1, one -> one.series().equals("service.load.hit"), list -> List.of());
    assertInvalid("first pair 2: its series are [service.load.hit, service.store.stored], those");
    for (int pair = 1; pair <= PAIRS; pair++) {
      rewriteSeries(pair, one -> one.series().equals("service.load.hit"), list -> List.of());
    }
    assertInvalid("load.hit.p50: the pairs hold no such figure");
  }

  @Test
  void aSeriesThatIsThereTwice() {
    rewriteSeries(3, of(Arm.CANDIDATE), list -> List.of(list.get(0), list.get(0)));
    assertInvalid("first pair 3: candidate service.load.hit: it is there twice");
  }

  @Test
  void aSeriesThatIsEmptyOrOfAnotherKind() {
    String place = "first pair 3: candidate service.load.hit: ";
    rewriteSeries(3, of(Arm.CANDIDATE), as("ns", 1, 25, 0, false));
    assertInvalid(place + "it is empty");
    rewriteSeries(3, of(Arm.CANDIDATE), as("us", 1, 25, 60, true));
    assertInvalid(place + "its unit is us, not ns");
    rewriteSeries(3, of(Arm.CANDIDATE), as("ns", 0, 25, 60, true));
    assertInvalid(place + "no histogram of a batch");
    rewriteSeries(3, of(Arm.CANDIDATE), as("ns", 1, 25, 60, false));
    assertInvalid(place + "no histogram of a batch");
    rewriteSeries(3, of(Arm.CANDIDATE), as("ns", 1, 25, 61, true));
    assertInvalid(place + "the histogram is damaged: 60 timings in place of 61");
    for (long granularityNanos : new long[] {-1, Long.MAX_VALUE}) {
      rewriteSeries(3, of(Arm.CANDIDATE), as("ns", 1, granularityNanos, 60, true));
      assertInvalid(place + "its clock resolves " + granularityNanos + " ns");
    }
  }

  /** A batch's mean varies less than a single timing: its quantiles are others. */
  @Test
  void armsOfOtherBatchSizesAreNotCompared() {
    for (Arm arm : Arm.values()) {
      write();
      rewriteSeries(3, of(arm), as("ns", 2, 25, 60, true));
      Arm at = arm == Arm.BASE ? Arm.CANDIDATE : arm; // the first that differs from the one before
      int[] sizes = arm == Arm.BASE ? new int[] {1, 2} : new int[] {2, 1};
      assertInvalid("first pair 3: " + at.word() + " service.load.hit: its batches are of "
          + sizes[0] + ", those of another arm of " + sizes[1]);
    }
  }

  /** Twice 15 us is more than the difference, whichever arm has it. */
  @Test
  void theCoarsestClockOfAPairCounts() {
    var slower = new CheckFixture(SMALL, 60).candidate(1.5, 1.5);
    for (Arm arm : Arm.values()) {
      folder = slower.write(temporary.resolve("slower"), PAIRS, 7);
      for (int pair = 1; pair <= PAIRS; pair++) {
        List<ArmSeries> series = new ArrayList<>();
        PairRecord taken = slower.pair(PairRecord.FIRST, pair);
        taken
            .series()
            .forEach(one -> series.addAll(
                of(arm).test(one)
                    ? as("ns", 1, 15_000, 60, true).apply(List.of(one))
                    : List.of(one)));
        folder.write(with(taken, taken.checkId(), taken.environment(), series));
      }
      GateVerdict verdict = Judge.of(folder).verdict();
      assertEquals(Decision.Result.REGRESSION, verdict.checks().get(1).verdict());
      assertEquals(Decision.Result.OK, verdict.checks().get(0).verdict(), arm.word());
    }
  }

  @Test
  void anArmThatHasFarFewerTimingsOfASeries() {
    ArmSeries third = new CheckFixture(SMALL, 29)
        .pair(PairRecord.FIRST, 3).series().stream()
            .filter(of(Arm.CANDIDATE))
            .findFirst()
            .orElseThrow();
    rewriteSeries(3, of(Arm.CANDIDATE), list -> List.of(third));
    assertInvalid("first pair 3: candidate service.load.hit has 29 timings, for its other series");
    // Fewer of all its series: a slow arm has fewer rounds in as many slices.
    rewrite(3, pair -> {
      List<ArmSeries> series = new ArrayList<>(pair.series());
      series.removeIf(one -> one.arm().equals(Arm.CANDIDATE.word()));
      new CheckFixture(SMALL, 29)
          .pair(PairRecord.FIRST, 3).series().stream()
              .filter(one -> one.arm().equals(Arm.CANDIDATE.word()))
              .forEach(series::add);
      return with(pair, pair.checkId(), pair.environment(), series);
    });
    assertFalse(
        Judge.of(folder).verdict().sentence().contains("timings"),
        Judge.of(folder).verdict().sentence());
  }

  @Test
  void anotherMachineOrAnotherCheck() {
    var other = new Manifest.Environment(
        "Linux 6.1", "another cpu", 2, "17.0.2", List.of("-Xmx64m"), 25, "a hash");
    rewrite(2, pair -> with(pair, pair.checkId(), other, pair.series()));
    assertInvalid("first pair 2: from another machine: cpu another cpu in place of a cpu");
    rewrite(2, pair -> with(pair, "another", pair.environment(), pair.series()));
    assertInvalid("first pair 2: of the check another, not of");
  }

  @Test
  void aPairThatIsMissing() throws IOException {
    Files.delete(folder.pairFile(PairRecord.FIRST, 3));
    assertInvalid("first pair 4: pair 3 of its batch is missing");
    write();
    Files.delete(folder.pairFile(PairRecord.FIRST, PAIRS));
    assertInvalid("pairs are missing: 8 and 0 in place of 9 and 0");
    write();
    folder.write(fixture.pair(PairRecord.CONFIRMATION, 1));
    assertInvalid("pairs are missing: 9 and 1 in place of 9 and 0");
  }

  @Test
  void aCheckThatDidNotEndAsItShould() {
    folder.write(fixture.check());
    assertInvalid("the check did not end");
    end(new CheckRecord.Ended(PAIRS, 0, 1, "the candidate crashed"));
    assertInvalid("the candidate crashed");
    end(new CheckRecord.Ended(0, 0, 1, null));
    assertInvalid("pairs are missing");
  }

  @Test
  void morePairsThanTheRuleTakes() throws IOException {
    byte[] pair = Files.readAllBytes(folder.pairFile(PairRecord.FIRST, 1));
    for (int number = PAIRS + 1; number <= PAIRS + 8; number++) {
      Files.write(folder.pairFile(PairRecord.FIRST, number), pair);
    }
    var refused = assertThrows(BadInputException.class, () -> Judge.of(folder));
    assertEquals("more than 16 pairs", refused.value());
  }

  @Test
  void pairsThatAreNoFile() throws IOException {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    Path pair = folder.pairFile(PairRecord.FIRST, 2);
    Files.delete(pair);
    Files.createSymbolicLink(pair, device);
    var refused = assertThrows(BadInputException.class, () -> Judge.of(folder));
    assertEquals("no regular file", refused.value());
  }

  @Test
  void pairsThatCannotBeListed() throws IOException {
    Path pairs = folder.dir().resolve("pairs");
    Files.setPosixFilePermissions(pairs, Set.of());
    assumeTrue(!Files.isReadable(pairs), "root reads everything");
    try {
      assertThrows(BadInputException.class, () -> Judge.of(folder));
    } finally {
      Files.setPosixFilePermissions(pairs, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aTimeThatHasNoDay() {
    ObjectNode tree = Json.tree(fixture.check());
    Path file = folder.dir().resolve(CheckFolder.CHECK);
    for (String time : new String[] {"+1000000000-01-01T00:00:00Z", "-000001-01-01T00:00:00Z"}) {
      tree.put("startedAt", time);
      assertThrows(
          BadInputException.class, () -> Json.convert(file, tree, CheckRecord.class), time);
    }
  }

  @Test
  void moreNoiseThanAnyMachineMakes() {
    ObjectNode tree = Json.tree(fixture.pair(PairRecord.FIRST, 1));
    ObjectNode noise = (ObjectNode) tree.get("noise");
    while (noise.size() < 50) {
      noise.put("name" + noise.size(), 1);
    }
    Path file = Path.of("first-0001.json");
    assertEquals(50, Json.convert(file, tree, PairRecord.class).noise().size());
    noise.put("one more", 1);
    assertThrows(BadInputException.class, () -> Json.convert(file, tree, PairRecord.class));
  }

  @Test
  void whatAnArmSaidAtItsEndIsCut() {
    var ended = new CheckRecord.Ended(5, 0, 1, "x".repeat(5_000));
    assertEquals("x".repeat(1_000) + "...", ended.problem());
    assertEquals(ended, new CheckRecord.Ended(5, 0, 1, ended.problem()));
  }

  @Test
  void figuresThatNoMeasurementHas() {
    for (double seconds : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class, () -> new CheckRecord.Ended(5, 0, seconds, null));
    }
    assertThrows(IllegalArgumentException.class, () -> new CheckRecord.Ended(-1, 0, 1, null));
  }
}
