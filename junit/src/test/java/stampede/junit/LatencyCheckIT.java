package stampede.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import stampede.results.gate.GateResult;
import stampede.results.gate.GateVerdict;
import stampede.testkit.LongRun;

/** Checks that a team's tests ask for, measured. The JVM of these tests is as a team's: Maven's. */
class LatencyCheckIT {
  private static final String FOLDER = "target/latency-check";
  private static final String GATE = FOLDER + "/gate.json";

  @BeforeEach
  void makeFolder() throws IOException {
    removeFolder();
    Files.createDirectories(Path.of(FOLDER));
  }

  @AfterEach
  void removeFolder() throws IOException {
    if (Files.exists(Path.of(FOLDER))) {
      try (Stream<Path> files = Files.walk(Path.of(FOLDER))) {
        for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void gate(String fields) throws IOException {
    Files.writeString(Path.of(GATE), "{\"formatVersion\": 1, " + fields + "}\n");
  }

  private static void assertFolderIsWhole() throws IOException {
    try (Stream<Path> checks = Files.list(Path.of(FOLDER))) {
      Path dir = checks.filter(Files::isDirectory).findFirst().orElseThrow();
      for (String file :
          new String[] {"verdict.json", "verdict.junit.xml", "summary.md", "report.html"}) {
        assertTrue(Files.size(dir.resolve(file)) > 0, file);
      }
    }
  }

  static class OnePair {
    @LatencyCheck(base = "this", candidate = "this", gate = GATE, out = FOLDER)
    void tooShortToKnow(GateVerdict verdict) {
      assertEquals(GateResult.INCONCLUSIVE, verdict.verdict());
      assertEquals(1, verdict.pairs());
    }
  }

  @Test
  void aCheckIsMeasuredFromInsideATest() throws IOException {
    gate("\"timeBudgetSeconds\": 1, \"inconclusive\": \"pass\"");
    Launched told = Launched.run(Map.of(), OnePair.class);
    assertTrue(told.of("tooShortToKnow(GateVerdict)").isEmpty(), told::toString);
    assertFolderIsWhole();
  }

  static class BrokenArm {
    @LatencyCheck(base = "this", candidate = "store=broken:{arm}", out = FOLDER)
    void brokenStore() {}

    @LatencyCheck(base = "this", candidate = "store=nowhere:{arm}", out = FOLDER)
    void unknownStore() {}
  }

  @Test
  void anArmFindsTheTeamsStoreAndItsFailureIsTold() {
    Launched told = Launched.run(Map.of(), BrokenArm.class);
    Throwable failure = told.of("brokenStore()").orElseThrow();
    assertInstanceOf(IllegalStateException.class, failure);
    assertTrue(failure.getMessage().startsWith("INVALID: "), failure.getMessage());
    assertTrue(failure.getMessage().contains(BrokenStoreProvider.SAID), failure.getMessage());
    Throwable refused = told.of("unknownStore()").orElseThrow();
    assertInstanceOf(IllegalArgumentException.class, refused);
    assertTrue(refused.getMessage().contains("broken:"), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
  }

  static class SlowedArm {
    @LatencyCheck(
        base = "store=memory:",
        candidate = "store=memory:,slowdownPercent=40",
        gate = GATE,
        out = FOLDER)
    void slowed() {}
  }

  @Test
  void aCandidateThatIsSlowerFailsTheTest() throws IOException {
    if (LongRun.pick(0, 1) == 0) {
      Assumptions.abort("a whole check takes more than a minute: -Plong runs it");
    }
    gate("\"looks\": [14], \"confirmationPairs\": 7");
    Throwable failure = Launched.run(Map.of(), SlowedArm.class).of("slowed()").orElseThrow();
    assertInstanceOf(AssertionFailedError.class, failure);
    assertTrue(failure.getMessage().startsWith("REGRESSION: "), failure.getMessage());
    assertFolderIsWhole();
  }
}
