package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stampede.cli.Meters.Cpu;
import stampede.cli.ProcStat.Ticks;
import stampede.results.Evidence;

class CpuSharesTest {
  private static final long SECOND = 1_000_000_000L;

  private static Cpu cpu(long atNanos, long processNanos, Ticks first, Ticks second) {
    var all = new Ticks(
        first.busy() + second.busy(),
        first.idle() + second.idle(),
        first.steal() + second.steal(),
        first.total() + second.total());
    return new Cpu(atNanos, processNanos, Optional.of(new ProcStat(all, List.of(first, second))));
  }

  @Test
  void whatTheProcessDidNotUseOfTheBusyTimeIsForeign() {
    var from = cpu(0, 0, new Ticks(500, 1_995, 5, 2_500), new Ticks(500, 1_995, 5, 2_500));
    var to = cpu(SECOND, SECOND, new Ticks(590, 1_995, 15, 2_600), new Ticks(560, 2_035, 5, 2_600));
    assertEquals(new Evidence.Cpu(0.5, 0.25, 0.05, 0.0), CpuShares.between(from, to, 2, 0));
    assertEquals(0.4, CpuShares.between(from, to, 2, 1).leastIdle());
    assertNull(CpuShares.between(from, to, 2, 2).leastIdle());
  }

  @Test
  void ofAMachineThatIsNotAllOursNothingIsKnownOfOthers() {
    var from = cpu(0, 0, new Ticks(500, 1_995, 5, 2_500), new Ticks(500, 1_995, 5, 2_500));
    var to = cpu(SECOND, SECOND, new Ticks(590, 1_995, 15, 2_600), new Ticks(560, 2_035, 5, 2_600));
    assertEquals(new Evidence.Cpu(1.0, null, 0.05, null), CpuShares.between(from, to, 1, 0));
  }

  @Test
  void offLinuxOnlyTheProcessIsKnown() {
    var shares = CpuShares.between(
        new Cpu(0, 0, Optional.empty()), new Cpu(SECOND, SECOND, Optional.empty()), 4, 0);
    assertEquals(new Evidence.Cpu(0.25, null, null, null), shares);
  }

  @Test
  void procStatsLinesOfTheCoresAreRead() {
    var all = new Ticks(10 + 20 + 30 + 60 + 70, 40 + 50, 80, 360);
    var core = new Ticks(1 + 2 + 3 + 6 + 7, 4 + 5, 8, 36);
    assertEquals(
        Optional.of(new ProcStat(all, List.of(core, core))),
        ProcStat.parse(List.of(
            "cpu  10 20 30 40 50 60 70 80 5 5",
            "cpu0 1 2 3 4 5 6 7 8 0 0",
            "cpu1 1 2 3 4 5 6 7 8 0 0",
            "intr 1 2 3 4 5 6 7 8 9")));
    assertEquals(Optional.empty(), ProcStat.parse(List.of("intr 1 2 3 4 5 6 7 8 9")));
  }
}
