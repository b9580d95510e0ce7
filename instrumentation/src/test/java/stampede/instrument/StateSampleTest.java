package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class StateSampleTest {
  @Test
  void keepsItsOwnNumbers() {
    long[] counts = {1, -2};
    var sample = new StateSample(7, counts, new long[] {3, 4}, new long[] {5, 6});
    counts[1] = 9;

    assertEquals(7, sample.atNanos());
    assertEquals(2, sample.states());
    assertEquals(-2, sample.count(1));
    assertEquals(4, sample.trueMax(1));
    assertEquals(6, sample.entered(1));
  }

  @Test
  void refusesArraysOfDifferentLengths() {
    var thrown = assertThrows(
        IllegalArgumentException.class,
        () -> new StateSample(0, new long[2], new long[3], new long[2]));
    assertEquals("one element a state must be given, of 2 states: 3 and 2", thrown.getMessage());
  }
}
