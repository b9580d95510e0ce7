package stampede.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stampede.cli.Meters.Cpu;
import stampede.cli.ProcStat.Ticks;
import stampede.results.Evidence;

/** Who used the machine's CPU time between two readings. */
final class CpuShares {
  private CpuShares() {}

  /**
   * The shares; null where the system does not tell. Where the process may not use all of the
   * machine's cores, its share is of those that it may, which are not known apart: what others took of
   * them, and whether one of them was full, is not told.
   *
   * @param cores how many the process may use
   * @param spinning how many threads of the harness never let go of theirs: the idle share is that
   *     of the busiest core behind so many
   */
  static Evidence.Cpu between(Cpu from, Cpu to, int cores, int spinning) {
    double machineNanos = (double) cores * Math.max(1, to.atNanos() - from.atNanos());
    double process = Math.max(0, (to.processNanos() - from.processNanos()) / machineNanos);
    Optional<ProcStat> before = from.machine();
    Optional<ProcStat> after = to.machine();
    if (before.isEmpty() || after.isEmpty()) {
      return new Evidence.Cpu(process, null, null, null);
    }
    Ticks first = before.get().all();
    Ticks last = after.get().all();
    double total = last.total() - first.total();
    if (total <= 0) {
      return new Evidence.Cpu(process, null, null, null);
    }
    double steal = (last.steal() - first.steal()) / total;
    if (after.get().cores().size() != cores) {
      return new Evidence.Cpu(process, null, steal, null);
    }
    double busy = (last.busy() - first.busy()) / total;
    return new Evidence.Cpu(
        process,
        Math.max(0, busy - process),
        steal,
        leastIdle(before.get().cores(), after.get().cores(), spinning));
  }

  private static @Nullable Double leastIdle(List<Ticks> before, List<Ticks> after, int spinning) {
    if (before.size() != after.size() || spinning >= after.size()) {
      return null;
    }
    double[] idle = new double[after.size()];
    for (int core = 0; core < idle.length; core++) {
      double total = after.get(core).total() - before.get(core).total();
      idle[core] = total <= 0 ? 1 : (after.get(core).idle() - before.get(core).idle()) / total;
    }
    Arrays.sort(idle);
    return idle[spinning];
  }
}
