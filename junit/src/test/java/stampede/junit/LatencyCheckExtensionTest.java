package stampede.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;
import stampede.cli.LatencyChecks.Checked;
import stampede.results.gate.GateResult;
import stampede.results.gate.GateVerdict;
import stampede.store.BadInputException;

/** Which verdict does what to a test; the checks are told here, not measured. */
class LatencyCheckExtensionTest {
  private static final Set<String> CALLED = ConcurrentHashMap.newKeySet();

  /** A check whose base is the verdict that it comes to, and whose candidate is its exit code. */
  private static LatencyCheckExtension told() {
    return new LatencyCheckExtension(check -> new Checked(
        Path.of(check.out(), "id"),
        Verdicts.of(GateResult.valueOf(check.base()), Integer.parseInt(check.candidate()))));
  }

  static class ToldChecks {
    @RegisterExtension
    static final LatencyCheckExtension TOLD = told();

    @LatencyCheck(base = "OK", candidate = "0")
    void ok() {
      CALLED.add("ok");
    }

    @LatencyCheck(base = "OK", candidate = "0")
    void okAsked(GateVerdict verdict) {
      CALLED.add(verdict.sentence());
    }

    @LatencyCheck(base = "INCONCLUSIVE", candidate = "0")
    void inconclusiveLetPass(GateVerdict verdict) {
      CALLED.add(verdict.sentence());
    }

    @LatencyCheck(base = "REGRESSION", candidate = "1", out = "slower")
    void regression() {
      CALLED.add("regression");
    }

    @LatencyCheck(base = "INCONCLUSIVE", candidate = "3")
    void inconclusive() {
      CALLED.add("inconclusive");
    }

    @LatencyCheck(base = "SUSPECT", candidate = "3")
    void suspect() {
      CALLED.add("suspect");
    }

    @LatencyCheck(base = "INVALID", candidate = "4")
    void invalid() {
      CALLED.add("invalid");
    }
  }

  @Test
  void theMethodRunsWhereTheCheckPassedAndHasTheVerdict() {
    assertEquals(7, TOLD.failures().size());
    assertTrue(TOLD.of("ok()").isEmpty());
    assertTrue(TOLD.of("okAsked(GateVerdict)").isEmpty());
    assertTrue(TOLD.of("inconclusiveLetPass(GateVerdict)").isEmpty());
    assertEquals(Set.of("ok", "OK: said", "INCONCLUSIVE: said"), CALLED);
  }

  @Test
  void aTestFailsWithTheSentenceAndTheReport() {
    Throwable failure = TOLD.of("regression()").orElseThrow();
    assertInstanceOf(AssertionFailedError.class, failure);
    assertEquals(
        "REGRESSION: said\nreport: " + Path.of("slower", "id", "report.html"),
        failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"inconclusive(),INCONCLUSIVE", "suspect(),SUSPECT"})
  void whatIsNotKnownFailsWhereTheRuleSaysSo(String test, String verdict) {
    Throwable failure = TOLD.of(test).orElseThrow();
    assertInstanceOf(AssertionFailedError.class, failure);
    assertTrue(failure.getMessage().startsWith(verdict + ": said\n"), failure.getMessage());
  }

  /** Reports tell failures, which are assertions, from errors. */
  @Test
  void aMeasurementThatIsNotToBeTrustedIsAnError() {
    Throwable failure = TOLD.of("invalid()").orElseThrow();
    assertFalse(failure instanceof AssertionError, failure::toString);
    assertTrue(failure.getMessage().startsWith("INVALID: said\n"), failure.getMessage());
  }

  private static final Launched TOLD = Launched.run(Map.of(), ToldChecks.class);

  static class BadChecks {
    @LatencyCheck(base = "no/such.jar", candidate = "this")
    void aJarThatIsNotThere() {}

    @LatencyCheck(base = "this", candidate = "colour=red")
    void aSettingThatIsNone() {}

    @LatencyCheck(base = "this", candidate = "this", mode = "duet")
    void aModeThatIsNone() {}

    @LatencyCheck(base = "this", candidate = "this", gate = "no-such-gate.json")
    void aRuleThatIsNotThere() {}
  }

  private static final Launched BAD = Launched.run(Map.of(), BadChecks.class);

  /** Nothing is told here: the checks end before they begin. */
  @ParameterizedTest
  @CsvSource({
    "aJarThatIsNotThere(),base: no/such.jar: ",
    "aSettingThatIsNone(),candidate: colour: ",
    "aModeThatIsNone(),mode: duet: ",
    "aRuleThatIsNotThere(),no-such-gate.json: no such file: "
  })
  void badInputFailsTheTestInOneLine(String test, String begins) {
    Throwable failure = BAD.of(test).orElseThrow();
    assertInstanceOf(BadInputException.class, failure);
    assertTrue(failure.getMessage().startsWith(begins), failure.getMessage());
  }

  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private static LatencyCheckExtension meeting() {
    return new LatencyCheckExtension(check -> {
      try {
        BOTH.await(300, TimeUnit.MILLISECONDS);
        throw new AssertionError("two checks at once");
      } catch (TimeoutException | BrokenBarrierException e) {
        BOTH.reset();
        return new Checked(Path.of("id"), Verdicts.of(GateResult.OK, 0));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  static class MeetingChecks {
    @RegisterExtension
    static final LatencyCheckExtension MEETING = meeting();

    @LatencyCheck(base = "", candidate = "")
    void one() {}

    @LatencyCheck(base = "", candidate = "")
    void other() {}
  }

  @Test
  void checksDoNotMeetWhereTestsRunAtOnce() {
    Launched told = Launched.run(
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "2"),
        MeetingChecks.class);
    assertTrue(told.of("one()").isEmpty(), told::toString);
    assertTrue(told.of("other()").isEmpty(), told::toString);
  }
}
