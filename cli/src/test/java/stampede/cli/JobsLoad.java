package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener;
import stampede.instrument.Relay;
import stampede.loadgen.Scenario;
import stampede.loadgen.Target;
import stampede.loadgen.Targets;
import stampede.loadgen.jobs.Counting;
import stampede.loadgen.jobs.JobFigures;
import stampede.loadgen.jobs.JobRun;
import stampede.loadgen.jobs.JobSettings;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.loadgen.jobs.JobState;
import stampede.store.BackingStore;
import stampede.store.StoreUri;
import stampede.store.Stores;

/** Loads of jobs as {@code stampede jobs} has them, all submitted at once, each over a fresh memory. */
final class JobsLoad implements AutoCloseable {
  /** How far apart the gauges are read. */
  static final long SAMPLE_NANOS = 25_000_000;

  private static final int CORES = 12;
  private static final int BROKERS = 8;
  private static final int INACTIVE_MAX = 1_000_000;
  private static final long LOOK_NANOS = 2_000_000;

  private final SystemTime time = new SystemTime();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Scenario scenario = Scenario.of(List.of());
  private final int jobs;

  /** Loads of so many jobs. */
  JobsLoad(int jobs) {
    this.jobs = jobs;
  }

  /** The machine's time, for those that work beside. */
  SystemTime time() {
    return time;
  }

  /**
   * How long a load took.
   *
   * @param scriptNanos from the start until the last job was over
   * @param cpuNanos of the reactor's thread meanwhile
   */
  record Took(long scriptNanos, long cpuNanos) {
    /** The least of either, of two loads. */
    Took least(Took other) {
      return new Took(Math.min(scriptNanos, other.scriptNanos), Math.min(cpuNanos, other.cpuNanos));
    }
  }

  /**
   * Runs a load, and checks that it was whole and had the meters.
   *
   * @param sampleNanos how far apart gauges are read
   * @param pluginAfter how many jobs are submitted before the plugin that counts is loaded
   * @param statsd null where nothing is shipped
   */
  Took run(Set<Meter> meters, long sampleNanos, int pluginAfter, @Nullable Relay statsd) {
    var states = new StateRecorder(statsd, meters);
    int[] samples = new int[1];
    try (BackingStore memory = Stores.open(StoreUri.parse("memory:"), time, time);
        Target target = Targets.named("content-cache")
            .open(scenario, memory, time, time, CacheListener.none());
        var reactor = new JobReactor(time, () -> {})) {
      var load = new JobRun(
          settings(meters, sampleNanos, pluginAfter),
          target,
          (operation, outcome, intendedNanos, startNanos, endNanos) -> {},
          states,
          sample -> {
            samples[0]++;
            states.sample(sample);
          },
          null,
          reactor,
          time);
      reactor.start();
      System.gc(); // what an earlier load left is not to be collected in this one
      long beforeNanos = cpuNanos(reactor);
      load.start();
      while (!load.ended()) {
        assertTrue(!reactor.failed(), "the reactor ended early");
        time.until(time.nanos() + LOOK_NANOS);
      }
      long cpuNanos = cpuNanos(reactor) - beforeNanos;
      var figures = new CompletableFuture<JobFigures>();
      load.finish(figures::complete);
      return took(figures.join(), cpuNanos, meters, samples[0]);
    }
  }

  private long cpuNanos(JobReactor reactor) {
    var nanos = new CompletableFuture<Long>();
    reactor.post(() -> nanos.complete(threads.getCurrentThreadCpuTime()));
    return nanos.join();
  }

  private Took took(JobFigures figures, long cpuNanos, Set<Meter> meters, int samples) {
    assertEquals(jobs, figures.submitted());
    assertEquals(0, figures.unfinished());
    assertEquals(0, figures.violations());
    List<Long> each = Collections.nCopies(JobState.COUNT, (long) jobs);
    assertEquals(meters.contains(Meter.COUNTERS) ? each : null, figures.entered());
    assertEquals(each, figures.trueEntered());
    assertEquals(meters.contains(Meter.GAUGES) || meters.contains(Meter.COUNTERS), samples > 0);
    return new Took(figures.scriptNanos(), cpuNanos);
  }

  private JobSettings settings(Set<Meter> meters, long sampleNanos, int pluginAfter) {
    return new JobSettings(
        jobs,
        CORES,
        BROKERS,
        0,
        0,
        0,
        0,
        0,
        INACTIVE_MAX,
        Counting.EXACT,
        pluginAfter,
        meters,
        sampleNanos,
        0);
  }

  @Override
  public void close() {
    time.close();
  }
}
