package stampede.honesty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.testkit.LongRun;

/**
 * The checks bite: each of the fifteen known sins is caught. A long run puts every mutant to every
 * check and prints which of them catch it.
 */
class MutantsTest {
  @TempDir
  Path dir;

  @Test
  void eachOfTheFifteenLeaksHasAMutant() {
    assertEquals(
        IntStream.rangeClosed(1, 15).boxed().toList(),
        Stream.of(Mutant.values()).map(Mutant::leak).distinct().toList());
  }

  @ParameterizedTest
  @EnumSource
  void theSinIsCaught(Mutant mutant) {
    boolean all = LongRun.pick(0, 1) == 1;
    List<Check> checks =
        all ? HonestySuite.checks() : List.of(HonestySuite.check(mutant.caughtBy()));
    Map<String, List<String>> failed = HonestySuite.failed(mutant.chain(), checks, dir);
    if (all) {
      System.out.println(mutant + ": caught by " + String.join(", ", failed.keySet()));
    }
    assertTrue(
        failed.containsKey(mutant.caughtBy()),
        () -> mutant + ": not caught by " + mutant.caughtBy() + " but by " + failed);
  }
}
