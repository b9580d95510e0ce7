package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.instrument.CompletionSink;
import stampede.instrument.IntervalRecorder;
import stampede.loadgen.ClosedLoop;
import stampede.loadgen.Loop;
import stampede.loadgen.OpenLoop;
import stampede.loadgen.PreparedWorkload;
import stampede.loadgen.Scenario;
import stampede.loadgen.Schedule;
import stampede.loadgen.Target;
import stampede.time.Waiter;

/**
 * Sends the stretches of a scenario's traffic, one after another, until it is interrupted. The
 * calling thread waits for each stretch; any thread interrupts.
 */
final class Driver {
  /** What an interrupted run still waits for its answers, and as long again for its flush. */
  static final long INTERRUPTED_NANOS = 800_000_000;

  private static final int WORKERS_MAX = 4;

  private final Scenario scenario;
  private final SystemTime time;
  private final Waiter pacer;
  private final int workers;
  private volatile boolean interrupted;
  private volatile @Nullable Loop loop;

  Driver(Scenario scenario, SystemTime time, int cores, Waiter pacer) {
    this.scenario = scenario;
    this.time = time;
    this.pacer = pacer;
    this.workers = workers(cores);
  }

  /** How many threads send on a machine of so many cores. */
  static int workers(int cores) {
    return Math.max(1, Math.min(WORKERS_MAX, cores));
  }

  /** How many threads never let go of their cores while they send. */
  int spinning() {
    return pacer.equals(Pacer.SPIN) && scenario.users().isEmpty() ? workers : 0;
  }

  /**
   * The loop of a stretch.
   *
   * @param durationNanos how long a closed loop goes on
   */
  Loop loop(
      Schedule schedule,
      long durationNanos,
      PreparedWorkload work,
      Target target,
      CompletionSink sink) {
    if (scenario.users().isPresent()) {
      return new ClosedLoop(
          scenario.users().getAsInt(),
          schedule.count(),
          durationNanos,
          work::request,
          target,
          sink,
          scenario.inFlightLimits(),
          time,
          time);
    }
    return new OpenLoop(
        schedule, work::request, target, sink, scenario.inFlightLimits(), time, time, pacer);
  }

  /** Where a loop's requests are recorded: of a closed one, their service times alone. */
  CompletionSink sink(IntervalRecorder recorder) {
    return scenario.users().isEmpty()
        ? recorder
        : (operation, outcome, intendedNanos, startNanos, endNanos) ->
            recorder.completedUnplanned(operation, outcome, startNanos, endNanos);
  }

  Loop.Ending offer(Loop offering, long originNanos, long drainEndNanos) {
    loop = offering;
    if (interrupted) {
      interrupt(); // the first call may have come before there was a loop
    }
    return offering.run(workers, originNanos, drainEndNanos);
  }

  /** Ends the traffic early: what is in flight is waited for shortly, nothing more is sent. */
  void interrupt() {
    interrupted = true;
    Loop running = loop;
    if (running != null) {
      running.stop(time.nanos() + INTERRUPTED_NANOS);
    }
  }

  boolean interrupted() {
    return interrupted;
  }
}
