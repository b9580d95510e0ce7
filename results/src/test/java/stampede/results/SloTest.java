package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.store.BadInputException;

class SloTest {
  /** Loads of 1, 2, ... ns, some that failed, and some that are open at an age of 1 s. */
  private static List<Distribution> loads(int known, long failed, int open) {
    var sample = new Histogram(3);
    for (int value = 1; value <= known; value++) {
      sample.recordValue(value);
    }
    var ages = new Histogram(3);
    ages.recordValueWithCount(1_000_000_000L, open);
    long seenMaxNanos = open > 0 ? ages.getMaxValue() : known;
    Timings timings =
        new CensoredSample(sample, ages, failed, seenMaxNanos).timings(Timings.ABOVE_MIN);
    return List.of(new Distribution(Clock.RESPONSE, Operation.LOAD, null, timings, false));
  }

  @ParameterizedTest
  @CsvSource({
    "load.p99<991ns, PASS",
    "load.p99<990ns, FAIL",
    "load.p99<=990ns, PASS",
    "load.p99<=989ns, FAIL",
    "load.max<=1us, PASS",
    "load.mean<=501ns, PASS",
    "load.mean<500ns, FAIL",
    "load.p99.9<1s, UNKNOWN",
    "store.p50<1s, UNKNOWN",
  })
  void aBoundIsJudgedByTheTotal(String text, Slo.Answer expected) {
    assertEquals(expected, Slo.parse(text).judge(loads(1000, 0, 0)).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "load.p95<1s, PASS",
    "load.p99<1s, FAIL",
    "load.max<1s, FAIL",
    "load.mean<1s, UNKNOWN",
    "load.mean<1ns, FAIL",
  })
  void whatIsOnlyALowerBoundNeverPasses(String text, Slo.Answer expected) {
    assertEquals(expected, Slo.parse(text).judge(loads(980, 20, 0)).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "load.p95<1us, 0, PASS",
    "load.p99<2s, 0, UNKNOWN",
    "load.p99<1s, 0, FAIL",
    "load.max<2s, 0, UNKNOWN",
    "load.mean<1s, 0, UNKNOWN",
    "load.p99<2s, 10, UNKNOWN",
    "load.p99<2s, 11, FAIL",
    "load.max<2s, 1, FAIL",
  })
  void whatIsOpenMayHaveKeptAPromiseThatItsAgeHasNotBroken(
      String text, int failed, Slo.Answer expected) {
    List<Distribution> loads = loads(980 - failed, failed, 20);
    assertEquals(expected, Slo.parse(text).judge(loads).verdict());
  }

  @ParameterizedTest
  @CsvSource({"load.p99<2us, UNKNOWN", "load.p99<800ns, FAIL", "load.p50<1us, PASS"})
  void aPercentileThatIsNotSupportedFailsWhereItsLowBoundDoes(String text, Slo.Answer expected) {
    Distribution plain = loads(1000, 0, 0).get(0);
    Timings bounded = plain
        .timings()
        .bounded(
            Map.of(
                Percentile.P50, new Timings.Bounds(99, 450L, 550L),
                Percentile.P99, new Timings.Bounds(99, 900L, null)),
            Set.of(Percentile.P50));
    var loads = new Distribution(Clock.RESPONSE, Operation.LOAD, null, bounded, false);
    assertEquals(expected, Slo.parse(text).judge(List.of(loads)).verdict());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "load",
        "load.p99",
        "load.p99<",
        "load.p97<5ms",
        "get.p99<5ms",
        "load.p99>5ms",
        "load.p99<5",
        "load.p99<-5ms",
        "load.p99<5 parsecs",
        "load.p99==5ms",
        "load.min<5ms",
      })
  void anotherFormIsRefusedWithItsText(String text) {
    var problem = assertThrows(BadInputException.class, () -> Slo.parse(text));
    assertEquals("--slo", problem.field());
    assertEquals(text, problem.value());
  }

  @Test
  void theResultKeepsTextAndValue() {
    assertEquals(
        new Slo.Result("load.p99 < 5ms", Slo.Answer.PASS, 990L),
        Slo.parse("load.p99 < 5ms").judge(loads(1000, 0, 0)));
  }
}
