package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.results.Evidence;
import stampede.time.NanoClock;

/**
 * What the surroundings show between its making and its end: the plan's, so that a long drain does
 * not thin out what the machine was busy with. Thread-safe.
 */
final class EvidenceWindow {
  private record Reading(long atNanos, Meters.Cpu cpu, long gcPauseNanos, long longestPauseNanos) {}

  private final Meters meters;
  private final NanoClock clock;
  private final Reading start;
  private @Nullable Reading end; // guarded by this

  EvidenceWindow(Meters meters, NanoClock clock) {
    this.meters = meters;
    this.clock = clock;
    meters.resetLongestPause();
    this.start = reading();
  }

  private Reading reading() {
    return new Reading(
        clock.nanos(), meters.cpu(), meters.gcPauseNanos(), meters.longestPauseNanos());
  }

  /** Ends the window, where it has not ended yet. */
  synchronized void end() {
    if (end == null) {
      end = reading();
    }
  }

  /** What the window showed; ends it. */
  synchronized Evidence read(boolean interrupted, boolean populated, long dirtyBytesMax) {
    Reading last = end == null ? reading() : end;
    CpuShares cpu = CpuShares.between(start.cpu(), last.cpu(), meters.cores());
    return new Evidence(
        interrupted ? "the run was interrupted" : null,
        populated,
        Math.max(1, last.atNanos() - start.atNanos()),
        dirtyBytesMax,
        cpu.process(),
        cpu.foreign(),
        cpu.steal(),
        last.gcPauseNanos() - start.gcPauseNanos(),
        last.longestPauseNanos());
  }
}
