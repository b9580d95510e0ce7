package stampede.cli;

import java.util.function.BooleanSupplier;
import stampede.cache.CacheListener;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.JobRun;
import stampede.loadgen.jobs.JobSettings;
import stampede.loadgen.jobs.StateTimers;
import stampede.store.BackingStore;
import stampede.store.StoreUri;
import stampede.store.Stores;

/**
 * Jobs before those that count, over memory and in no figure: so that the program is compiled, and the
 * store of the run has nothing of them.
 */
final class JobsWarmUp {
  private static final long LOOK_NANOS = 1_000_000;

  private final JobsInputs inputs;
  private final RunInputs store;
  private final SystemTime time;
  private final Progress progress;

  JobsWarmUp(JobsInputs inputs, RunInputs store, SystemTime time, Progress progress) {
    this.inputs = inputs;
    this.store = store;
    this.time = time;
    this.progress = progress;
  }

  void run(BooleanSupplier interrupted) {
    if (inputs.warmUpJobs() == 0) {
      return;
    }
    progress.phase("warming up");
    try (BackingStore memory = Stores.open(StoreUri.parse("memory:"), time, time);
        Target target =
            store.target().open(inputs.scenario(), memory, time, time, CacheListener.none());
        var reactor = new JobReactor(time, () -> {})) {
      var load = new JobRun(
          settings(),
          target,
          (operation, outcome, intendedNanos, startNanos, endNanos) -> {},
          NOBODY,
          sample -> {},
          null,
          reactor,
          time);
      reactor.start();
      load.start();
      while (!load.ended() && !reactor.failed() && !interrupted.getAsBoolean()) {
        time.until(time.nanos() + LOOK_NANOS);
      }
    }
  }

  private static final StateTimers.Sink NOBODY = new StateTimers.Sink() {
    @Override
    public void left(int state, long nanos) {}

    @Override
    public void ended(long nanos) {}
  };

  private JobSettings settings() {
    JobSettings jobs = inputs.jobs();
    return new JobSettings(
        inputs.warmUpJobs(),
        jobs.cores(),
        jobs.brokers(),
        0,
        jobs.rejectedShare(),
        jobs.cancelledShare(),
        jobs.urgentShare(),
        jobs.dependentShare(),
        jobs.inactiveMax(),
        jobs.counting(),
        0,
        jobs.meters(),
        jobs.sampleNanos(),
        jobs.seed());
  }
}
