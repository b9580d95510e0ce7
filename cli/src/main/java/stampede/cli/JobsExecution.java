package stampede.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.JobFigures;
import stampede.loadgen.jobs.JobRun;
import stampede.results.Summary;

/** Waits for a load of jobs, from its start to its figures. By the calling thread, which does no job. */
final class JobsExecution {
  private static final long LOOK_NANOS = 2_000_000;

  private final JobsInputs inputs;
  private final SystemTime time;
  private final BooleanSupplier interrupted;
  private final JobRun load;
  private final JobReactor reactor;

  /** An execution of a load on its reactor, which is not started. */
  JobsExecution(
      JobsInputs inputs,
      SystemTime time,
      BooleanSupplier interrupted,
      JobRun load,
      JobReactor reactor) {
    this.inputs = inputs;
    this.time = time;
    this.interrupted = interrupted;
    this.load = load;
    this.reactor = reactor;
  }

  /** What came of it. */
  record Outcome(JobFigures figures, Summary.Finish finish) {}

  /**
   * Until every job is over and the cache has what they wrote, or a little longer than an interrupt.
   * Nothing is begun behind one.
   */
  void execute() {
    reactor.start();
    if (interrupted.getAsBoolean()) {
      return;
    }
    load.start();
    await(() -> load.ended() || interrupted.getAsBoolean());
    var settled = new AtomicBoolean();
    load.stop();
    load.settle(() -> settled.set(true));
    long waitNanos = interrupted.getAsBoolean()
        ? Driver.INTERRUPTED_NANOS
        : inputs.scenario().drainNanos();
    long endNanos = time.nanos() + waitNanos;
    await(
        () -> (load.ended() && settled.get()) || reactor.failed() || time.nanos() - endNanos >= 0);
  }

  /** Lets the gauges go on for as long as was asked, flushes, and ends the reactor. */
  Outcome end(Target target, Progress progress) {
    long endNanos = time.nanos() + inputs.lingerNanos();
    await(() -> interrupted.getAsBoolean() || time.nanos() - endNanos >= 0);
    progress.phase("flushing");
    Summary.Finish finish = LastFlush.of(target, time, inputs.scenario().drainNanos(), interrupted);
    var figures = new CompletableFuture<JobFigures>();
    load.finish(given -> {
      reactor.stop(); // or what still runs would be in no figure
      figures.complete(given);
    });
    await(() -> figures.isDone() || reactor.failed());
    if (reactor.failed()) {
      reactor.close(); // throws what it was
    }
    return new Outcome(figures.join(), finish);
  }

  private void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      time.until(time.nanos() + LOOK_NANOS);
    }
  }
}
