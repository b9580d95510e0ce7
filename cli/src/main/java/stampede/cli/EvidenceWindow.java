package stampede.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<Reading> end = new CompletableFuture<>();

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

  /** Ends the window on a thread of its own, {@code stampede-evidence}: reading the meters blocks. */
  void endAside() {
    var thread = new Thread(this::end, "stampede-evidence");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the window, where nobody has begun to. */
  void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    try {
      Reading last = reading();
      idlers.end();
      end.complete(last);
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /**
   * What the window showed; ends it. Waits for its end and for the idle JVM's answer.
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
    Reading last = end.join();
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
