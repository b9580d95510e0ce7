package stampede.honesty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chain of {@code stampede run} gives every known answer. */
class HonestyTest {
  @TempDir
  Path dir;

  @ParameterizedTest
  @MethodSource("stampede.honesty.HonestySuite#checks")
  void theRealChainGivesTheKnownAnswer(Check check) {
    assertEquals(
        Map.of(),
        HonestySuite.failed(Chain.real(), List.of(check), dir),
        () -> "draws of seed " + WaitChecks.SEED);
  }
}
