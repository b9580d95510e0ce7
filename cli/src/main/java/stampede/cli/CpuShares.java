package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.cli.Meters.Cpu;
import stampede.cli.Meters.MachineTicks;

/**
 * Who used the machine's CPU time between two readings, as shares of all of it, from 0 to 1. Null
 * where the system does not tell.
 */
record CpuShares(
    @Nullable Double process,
    @Nullable Double foreign,
    @Nullable Double steal) {
  static CpuShares between(Cpu from, Cpu to, int cores) {
    double machineNanos = (double) cores * Math.max(1, to.atNanos() - from.atNanos());
    double process = Math.max(0, (to.processNanos() - from.processNanos()) / machineNanos);
    if (from.machine().isEmpty() || to.machine().isEmpty()) {
      return new CpuShares(process, null, null);
    }
    MachineTicks before = from.machine().get();
    MachineTicks after = to.machine().get();
    double total = after.total() - before.total();
    if (total <= 0) {
      return new CpuShares(process, null, null);
    }
    double busy = (after.busy() - before.busy()) / total;
    return new CpuShares(
        process, Math.max(0, busy - process), (after.steal() - before.steal()) / total);
  }
}
