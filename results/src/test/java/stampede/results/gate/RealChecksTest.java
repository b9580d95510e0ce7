package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Json;
import stampede.store.BadInputException;

class RealChecksTest {
  @TempDir
  private Path folder;

  private static RealCheck check(int effectPercent, GateResult verdict, double seconds) {
    return new RealCheck(
        1,
        Instant.ofEpochSecond(1_790_000_000L),
        "abcdef0",
        effectPercent,
        verdict,
        verdict.exitCode(GateSettings.Policy.FAIL),
        12,
        verdict == GateResult.REGRESSION ? 20 : 0,
        seconds,
        0.5,
        List.of(),
        verdict + ": so it is");
  }

  private static List<RealCheck> twenty(int effectPercent, GateResult verdict, double seconds) {
    return IntStream.range(0, 20)
        .mapToObj(one -> check(effectPercent, verdict, seconds))
        .toList();
  }

  /** Twenty of each effect, the first of them replaced. */
  private static RealChecks forty(int effectPercent, RealCheck... replaced) {
    List<RealCheck> equal = new ArrayList<>(twenty(0, GateResult.OK, 100));
    List<RealCheck> slower = new ArrayList<>(twenty(20, GateResult.REGRESSION, 200));
    List<RealCheck> those = effectPercent == 0 ? equal : slower;
    for (int one = 0; one < replaced.length; one++) {
      those.set(one, replaced[one]);
    }
    equal.addAll(slower);
    return new RealChecks(equal, 20);
  }

  private static void assertFails(RealChecks checks, String... failures) {
    assertEquals(List.of(failures), checks.failures());
    for (String failure : failures) {
      assertTrue(checks.text().contains("\n" + failure + "\n"), checks.text());
    }
  }

  @Test
  void theBoundsOfTheIssueExactly() {
    assertFails(forty(0));
    assertFails(forty(20, check(20, GateResult.INCONCLUSIVE, 300)));
    RealCheck missed = check(20, GateResult.SUSPECT, 300);
    assertFails(forty(20, missed, missed), "18 of 20 checks found +20 %");
    assertFails(
        forty(0, check(0, GateResult.REGRESSION, 200)),
        "1 of 20 checks of equal arms found a regression");
  }

  @Test
  void equalArmsThatAreNotShownToBeEqualAreAFailure() {
    RealCheck invalid = check(0, GateResult.INVALID, 10);
    RealCheck undecided = check(0, GateResult.INCONCLUSIVE, 400);
    assertFails(forty(0, invalid));
    assertFails(forty(0, undecided));
    assertFails(forty(0, invalid, undecided), "18 of 20 checks of equal arms were OK");
    List<RealCheck> all = new ArrayList<>(twenty(0, GateResult.INVALID, 10));
    all.addAll(twenty(20, GateResult.REGRESSION, 200));
    assertFails(new RealChecks(all, 20), "0 of 20 checks of equal arms were OK");
  }

  @Test
  void theMedianIsOfWhatWasMeasuredToItsEndAndFoundNothing() {
    List<RealCheck> all = new ArrayList<>(twenty(20, GateResult.REGRESSION, 999));
    all.addAll(twenty(0, GateResult.OK, 119.8));
    assertFails(new RealChecks(all, 20));
    all.addAll(twenty(0, GateResult.OK, 120.1));
    all.set(20, check(0, GateResult.INVALID, 1));
    assertFails(new RealChecks(all, 20), "a check that finds nothing takes 120 s in the median");
    all.set(20, check(0, GateResult.INCONCLUSIVE, 121));
    assertFails(new RealChecks(all, 20), "a check that finds nothing takes 120 s in the median");
    all.set(21, check(0, GateResult.OK, 121));
    assertFails(new RealChecks(all, 20), "a check that finds nothing takes 120 s in the median");
    all.set(20, check(0, GateResult.OK, 119.8));
    all.set(21, check(0, GateResult.OK, 119.8));
    assertFails(new RealChecks(all, 20));
  }

  @Test
  void theEffectsTakeTurnsUntilAllHaveRun() {
    assertEquals(0, new RealChecks(List.of(), 1).nextEffectPercent());
    RealCheck equal = check(0, GateResult.OK, 1);
    assertEquals(20, new RealChecks(List.of(equal), 1).nextEffectPercent());
    var both = new RealChecks(List.of(equal, check(20, GateResult.REGRESSION, 1)), 1);
    assertEquals(-1, both.nextEffectPercent());
    assertFails(both);
    assertFails(new RealChecks(List.of(equal), 1), "0 of 1 checks of +20 % have run");
  }

  @Test
  void aLogGoesOnBehindItsLastWholeLine() throws IOException {
    Path log = folder.resolve("selftest.jsonl");
    assertEquals(List.of(), RealCheck.read(log));
    RealCheck one = check(0, GateResult.OK, 1.5);
    RealCheck two = check(20, GateResult.REGRESSION, 2.5);
    one.append(log);
    two.append(log);
    assertEquals(List.of(one, two), RealCheck.read(log));
    String text = Files.readString(log);
    for (int torn = 1; torn < text.length() / 2; torn += 50) {
      Files.writeString(log, text.substring(0, text.length() - torn));
      assertEquals(List.of(one), RealCheck.read(log));
      two.append(log);
      assertEquals(List.of(one, two), RealCheck.read(log));
    }
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path log = folder.resolve("selftest.jsonl");
    String line = Json.compact(check(0, GateResult.OK, 1.5));
    for (String bad : new String[] {
      "",
      "{}",
      "nonsense",
      line.replace("\"OK\"", "null"),
      line.replace("1.5", "\"NaN\""),
      line.replace("1.5", "-1"),
      line.replace("[]", "null"),
      line.replace("\"commit\":\"abcdef0\",", "")
    }) {
      Files.writeString(log, line + "\n" + bad + "\n");
      var e = assertThrows(BadInputException.class, () -> RealCheck.read(log), bad);
      assertTrue(String.valueOf(e.getMessage()).contains("selftest.jsonl:2"), e.getMessage());
    }
    assertThrows(BadInputException.class, () -> RealCheck.read(folder));
  }

  @Test
  void aLineIsOfItsVerdict() {
    GateVerdict verdict = new CheckFixture(JudgeTest.SMALL, 60)
        .candidate(1.5, 1.5)
        .verdict(folder.resolve("check"), 5, 7);
    RealCheck line = RealCheck.of(Instant.EPOCH, 50, verdict);
    assertEquals(GateResult.REGRESSION, line.verdict());
    assertEquals(1, line.exitCode());
    assertEquals(List.of("load.hit.p50", "store.stored.p50"), line.found());
    assertEquals(5, line.pairs());
    assertEquals(7, line.confirmationPairs());
    assertEquals(61.5, line.elapsedSeconds());
  }

  @Test
  void aFolderIsACheckWhereItHasItsFileOrNothing() throws IOException {
    var check = new CheckFolder(folder.resolve("check-1"));
    assertTrue(check.isCheck());
    Files.createDirectory(check.dir());
    assertTrue(check.isCheck());
    Path file = Files.writeString(check.dir().resolve("precious"), "data");
    assertEquals(false, check.isCheck());
    assertEquals(false, new CheckFolder(file).isCheck());
    check.make();
    check.write(new CheckFixture(JudgeTest.SMALL, 60).check());
    assertTrue(check.isCheck());
  }
}
