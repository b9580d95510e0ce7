package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

class SummaryTextTest {
  private static Distribution distribution(Clock clock, Outcome outcome, Timings timings) {
    return new Distribution(clock, Operation.LOAD, outcome, timings, false);
  }

  @Test
  void totalsComeFirstAndLowerBoundsAndGapsAreMarked() {
    var total = new Timings(
        1_500,
        10,
        1_000L,
        1L,
        java.util.Map.of(Percentile.P50, 2_000L, Percentile.P99, 30_000_000L),
        30_000_000L,
        List.of("p99Nanos", "maxNanos"),
        java.util.Map.of(
            Percentile.P50, new Timings.Bounds(900, 1_900L, 2_100L),
            Percentile.P99, new Timings.Bounds(1_100, 20_000_000L, null)));
    var hit = new Timings(
        20,
        0,
        400L,
        1L,
        java.util.Map.of(Percentile.P50, 410L),
        999L,
        List.of(),
        java.util.Map.of());
    var summary = new Summary(
        Verdict.SUSPECT,
        List.of("a reason"),
        new Summary.Requests(1_500L, 1_490, 0, 0, 0, 10, 0, 0),
        List.of(
            distribution(Clock.SERVICE, Outcome.HIT, hit),
            distribution(Clock.RESPONSE, Outcome.SHED, Timings.countOnly(10))),
        List.of(distribution(Clock.RESPONSE, null, total), distribution(Clock.LAG, null, hit)),
        new Summary.Finish(null, null),
        List.of(new Slo.Result("load.p99<5ms", Slo.Answer.FAIL, 30_000_000L)),
        null,
        null,
        null,
        0,
        List.of(),
        null);
    assertEquals(
        """
        operation  outcome  clock     count    mean     p50  p90       p99  p99 95 %  p99.9       max
        load       total    response  1,500    1 us    2 us    -  >= 30 ms  >= 20 ms      -  >= 30 ms
        load       total    lag          20  400 ns  410 ns    -         -         -      -    999 ns
        load       hit      service      20  400 ns  410 ns    -         -         -      -    999 ns
        load       shed                  10       -       -    -         -         -      -         -
        """,
        SummaryText.of(summary)
            .lines()
            .limit(5)
            .map(line -> line + "\n")
            .reduce("", String::concat));
    assertTrue(SummaryText.of(summary).endsWith("""
        requests: 1,500 planned = 1,490 completed + 0 failed + 0 timeout + 0 expired + 10 shed + 0 open + 0 unsent
        slo: load.p99<5ms: fail, 30 ms
        verdict: SUSPECT
          a reason
        """));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1 us",
    "1234, 1.23 us",
    "12345, 12.3 us",
    "123456, 123 us",
    "5003000, 5.00 ms",
    "61000000000, 61 s",
  })
  void durationsHaveThreeDigitsAndTheUnitThatFits(long nanos, String expected) {
    assertEquals(expected, Units.nanos(nanos));
  }
}
