package stampede.cli;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
  private final Idlers idlers;
  private final Reading start;
  private final AtomicReference<@Nullable Reading> end = new AtomicReference<>();

  EvidenceWindow(Meters meters, NanoClock clock, Idlers idlers) {
    this.meters = meters;
    this.clock = clock;
    this.idlers = idlers;
    meters.resetLongestPause();
    idlers.begin();
    this.start = reading();
  }

  private Reading reading() {
    return new Reading(
        clock.nanos(), meters.cpu(), meters.gcPauseNanos(), meters.longestPauseNanos());
  }

  /** Ends the window, where it has not ended yet. */
  void end() {
    if (end.compareAndSet(null, reading())) {
      idlers.end();
    }
  }

  /**
   * What the window showed; ends it. Waits for the idle JVM's answer.
   *
   * @param cleanBytesMax null where the cache was cold by intent
   * @param spinning how many threads never let go of their cores
   */
  Evidence read(
      boolean interrupted,
      boolean populated,
      @Nullable Long cleanBytesMax,
      long dirtyBytesMax,
      int spinning) {
    end();
    Reading last = Objects.requireNonNull(end.get());
    return new Evidence(
        interrupted ? "the run was interrupted" : null,
        populated,
        Math.max(1, last.atNanos() - start.atNanos()),
        cleanBytesMax,
        dirtyBytesMax,
        CpuShares.between(start.cpu(), last.cpu(), meters.cores(), spinning),
        last.gcPauseNanos() - start.gcPauseNanos(),
        last.longestPauseNanos(),
        idlers.here(),
        idlers.beside());
  }
}
