package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import stampede.cli.Meters.Cpu;
import stampede.cli.Meters.MachineTicks;

class CpuSharesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void whatTheProcessDidNotUseOfTheBusyTimeIsForeign() {
    var from = new Cpu(0, 0, Optional.of(new MachineTicks(1_000, 10, 5_000)));
    var to = new Cpu(SECOND, SECOND, Optional.of(new MachineTicks(1_150, 20, 5_200)));
    assertEquals(new CpuShares(0.5, 0.25, 0.05), CpuShares.between(from, to, 2));
  }

  @Test
  void offLinuxOnlyTheProcessIsKnown() {
    var shares = CpuShares.between(
        new Cpu(0, 0, Optional.empty()), new Cpu(SECOND, SECOND, Optional.empty()), 4);
    assertEquals(0.25, shares.process());
    assertNull(shares.foreign());
    assertNull(shares.steal());
  }

  @Test
  void procStatsFirstLineIsRead() {
    assertEquals(
        Optional.of(new MachineTicks(10 + 20 + 30 + 60 + 70, 80, 360)),
        Meters.parseTicks("cpu  10 20 30 40 50 60 70 80 5 5"));
    assertEquals(Optional.empty(), Meters.parseTicks("intr 1 2 3 4 5 6 7 8 9"));
  }
}
