package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final BigDecimal RATE = new BigDecimal("20000");

  @Test
  void theStartsBeforeAMomentAreCounted() {
    Schedule poisson = Schedules.poisson(RATE, 20_000, 3);
    for (long nanos : new long[] {0, 1, 123_456_789, 500_000_000, 1_000_000_000, Long.MAX_VALUE}) {
      long expected =
          LongStream.range(0, 20_000).filter(i -> poisson.startNanos(i) < nanos).count();
      for (long known : new long[] {0, expected / 2, expected}) {
        assertEquals(expected, Schedules.countBefore(poisson, nanos, known), nanos + " ns");
      }
    }
  }

  @Test
  void aStartAtTheMomentItselfIsNotBeforeIt() {
    Schedule constant = Schedules.constant(RATE, 100);
    assertEquals(0, Schedules.countBefore(constant, 0, 0));
    assertEquals(1, Schedules.countBefore(constant, 50_000, 0));
    assertEquals(2, Schedules.countBefore(constant, 50_001, 1));
    assertEquals(0, Schedules.countBefore(Schedules.constant(RATE, 0), Long.MAX_VALUE, 0));
  }
}
