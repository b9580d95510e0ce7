package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantScheduleTest {
  @ParameterizedTest
  @ValueSource(longs = {3, 3_333, 20_000, 999_983, 1_500_000})
  void aMillionStartsSpreadOverABillionEqualExactRationals(long rate) {
    Schedule schedule = Schedules.constant(BigDecimal.valueOf(rate), 1_000_000_000);
    BigInteger nanosPerSecond = BigInteger.valueOf(1_000_000_000);
    for (long i = 0; i < 1_000_000; i++) {
      long index = i * 1000 + i % 997;
      long exact = BigInteger.valueOf(index)
          .multiply(nanosPerSecond)
          .divide(BigInteger.valueOf(rate))
          .longValueExact();
      assertEquals(exact, schedule.startNanos(index));
    }
  }

  @Property
  void anyDecimalRateIsExactToo(
      @ForAll @BigRange(min = "0.5", max = "1000000000") @Scale(9) BigDecimal rate,
      @ForAll @LongRange(max = 4_000_000_000L) long index) {
    long exact = BigDecimal.valueOf(index, 0)
        .movePointRight(9)
        .divideToIntegralValue(rate)
        .longValueExact();
    assertEquals(exact, Schedules.constant(rate, Schedules.COUNT_MAX).startNanos(index));
  }

  @Test
  void aProductWiderThanAWordIsStillExact() {
    // 3e10 less 7e-7 nanoseconds; a double would say 3e10.
    var schedule = Schedules.constant(new BigDecimal("300000000.000000007"), 10_000_000_000L);
    assertEquals(29_999_999_999L, schedule.startNanos(9_000_000_000L));
  }

  @Test
  void thePlannedCountIsRateTimesSecondsRoundedHalfUp() {
    assertEquals(20_000, Schedules.plannedCount(new BigDecimal("2000"), 10_000_000_000L));
    assertEquals(1, Schedules.plannedCount(new BigDecimal("0.5"), 1_000_000_000L));
    assertEquals(0, Schedules.plannedCount(new BigDecimal("0.499999999"), 1_000_000_000L));
    assertEquals(3, Schedules.plannedCount(new BigDecimal("0.1"), 25_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000000.1", "0.0000000001"})
  void refusesARateOutOfBounds(String rate) {
    assertThrows(IllegalArgumentException.class, () -> Schedules.constant(new BigDecimal(rate), 1));
  }
}
