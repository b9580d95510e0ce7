package stampede.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @Property
  void formattedDurationsAreReadBack(@ForAll @LongRange(min = 0) long nanos) {
    assertEquals(nanos, Durations.parseNanos(Durations.format(nanos)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "1500, 1500ns",
    "2000, 2us",
    "2000000, 2ms",
    "90000000000, 90s",
    "120000000000, 2m",
    "7200000000000, 2h",
  })
  void formatsInTheLargestUnitThatIsExact(long nanos, String text) {
    assertEquals(text, Durations.format(nanos));
  }

  @ParameterizedTest
  @CsvSource({"1.5ms, 1500000", "0.25us, 250", "2.5h, 9000000000000", "0ns, 0"})
  void readsFractionsOfAUnit(String text, long nanos) {
    assertEquals(nanos, Durations.parseNanos(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "s",
        "1S",
        "1 s",
        "-1s",
        "+1s",
        "1e3s",
        ".5s",
        "1.s",
        "0.5ns",
        "1min",
        "1.0000000001s",
        "9223372036854775808ns",
        "2562048h",
        "1s1ms"
      })
  void refusesOtherTexts(String text) {
    assertThrows(IllegalArgumentException.class, () -> Durations.parseNanos(text));
  }
}
