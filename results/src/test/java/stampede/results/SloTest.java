package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.store.BadInputException;

class SloTest {
  private static List<Distribution> loads(int known, long censored) {
    var sample = new Histogram(3);
    for (int value = 1; value <= known; value++) {
      sample.recordValue(value);
    }
    Timings timings = Timings.censored(sample, censored, known, Timings.ABOVE_MIN);
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
    assertEquals(expected, Slo.parse(text).judge(loads(1000, 0)).verdict());
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
    assertEquals(expected, Slo.parse(text).judge(loads(980, 20)).verdict());
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
        Slo.parse("load.p99 < 5ms").judge(loads(1000, 0)));
  }
}
