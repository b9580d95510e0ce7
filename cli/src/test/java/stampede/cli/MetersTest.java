package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetersTest {
  @ParameterizedTest
  @CsvSource({
    "G1 Young Generation, true",
    "G1 Old Generation, true",
    "G1 Concurrent GC, false",
    "ZGC Pauses, true",
    "ZGC Cycles, false",
    "ZGC Minor Pauses, true",
    "ZGC Major Cycles, false",
    "Shenandoah Pauses, true",
    "Shenandoah Cycles, false",
    "PS MarkSweep, true",
    "Copy, true",
  })
  void whatACollectorDoesBesideTheProgramIsNoPause(String collector, boolean pauses) {
    assertEquals(pauses, Meters.pauses(collector));
  }
}
