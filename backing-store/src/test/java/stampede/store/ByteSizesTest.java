package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizesTest {
  @Property
  void formattedSizesAreReadBack(@ForAll @LongRange(min = 0) long bytes) {
    assertEquals(bytes, ByteSizes.parseBytes(ByteSizes.format(bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1, 1B",
    "1023, 1023B",
    "1024, 1KiB",
    "1536, 1536B",
    "8388608, 8MiB",
    "1073741824, 1GiB",
  })
  void formatsInTheLargestUnitThatIsExact(long bytes, String text) {
    assertEquals(text, ByteSizes.format(bytes));
  }

  @ParameterizedTest
  @CsvSource({"1.5KiB, 1536", "0.5MiB, 524288", "007B, 7", "2.0B, 2"})
  void readsFractionsOfAUnit(String text, long bytes) {
    assertEquals(bytes, ByteSizes.parseBytes(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "B",
        "1kB",
        "1KB",
        "1 KiB",
        "-1B",
        "+1B",
        "1e3B",
        ".5KiB",
        "1.KiB",
        "0.5B",
        "1.0001KiB",
        "9223372036854775808B",
        "8589934592GiB",
        "1KiB "
      })
  void refusesOtherTexts(String text) {
    assertThrows(IllegalArgumentException.class, () -> ByteSizes.parseBytes(text));
  }
}
