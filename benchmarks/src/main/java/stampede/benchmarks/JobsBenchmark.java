package stampede.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.StateTimes;
import stampede.loadgen.Request;
import stampede.loadgen.Target;
import stampede.loadgen.jobs.Counting;
import stampede.loadgen.jobs.JobFigures;
import stampede.loadgen.jobs.JobRun;
import stampede.loadgen.jobs.JobSettings;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.loadgen.jobs.JobState;
import stampede.loadgen.jobs.StateTimers;
import stampede.store.Blob;
import stampede.store.HashAlgorithm;

/**
 * 1,000,000 jobs through the job manager on one thread, submitted at once, over a target that answers
 * at once, with every metric of their states. An operation is a transition. Beside it what a transition
 * stores, hashed and no more: two blobs.
 *
 * <p>Time is the CPU time of the whole process, collector and compiler included, and the reactor spins
 * where it has nothing to do: of a machine with nothing beside it that is the time by the wall.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class JobsBenchmark {
  private static final int JOBS = 1_000_000;
  private static final int WARM_JOBS = 100_000;
  private static final int TRANSITIONS_OF_EACH = JobState.COUNT - 1;
  private static final int STORES_OF_EACH = 2 * TRANSITIONS_OF_EACH;

  /** Of so many jobs the peer has the blobs, and hashes them so often on either side of ours. */
  private static final int PEER_JOBS = 1_000;

  private static final int PEER_ROUNDS = 300;

  /** The most that the heap may grow to, in which the jobs wait. */
  private static final long HEAP_BYTES_MAX = 512L << 20;

  private static final int CORES = 12;
  private static final int BROKERS = 8;

  /** No time, unlike the command's: else jobs would wait for cores, and not for the manager. */
  private static final long RUN_NANOS = 0;

  private static final long SAMPLE_NANOS = 25_000_000;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** What the peer hashes. */
  private final List<byte[]> contents = new ArrayList<>();

  /** Answers at once, and keeps nothing but a count. */
  private static class NullTarget implements Target {
    private static final CompletableFuture<Outcome> STORED =
        CompletableFuture.completedFuture(Outcome.STORED);
    private static final CompletableFuture<Outcome> HIT =
        CompletableFuture.completedFuture(Outcome.HIT);

    private long stores;
    private long loads;

    @Override
    public CompletableFuture<Outcome> submit(Request request) {
      if (request.operation() == Operation.LOAD) {
        loads++;
        return HIT;
      }
      stores++;
      return STORED;
    }
  }

  @Setup
  public void warmUp() {
    Fixture.require(
        Runtime.getRuntime().maxMemory() <= HEAP_BYTES_MAX,
        "the heap may grow to " + Runtime.getRuntime().maxMemory() + " B");
    run(PEER_JOBS, new NullTarget() {
      @Override
      public CompletableFuture<Outcome> submit(Request request) {
        Blob blob = request.blob();
        if (blob != null) {
          contents.add(blob.bytes());
        }
        return super.submit(request);
      }
    });
    run(WARM_JOBS, new NullTarget());
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    sides.clock = PROCESS::getProcessCpuTime;
    sides.peer(() -> hash(hole));
    sides.ours(() -> run(JOBS, new NullTarget()));
    sides.peer(() -> hash(hole));
  }

  private int hash(Blackhole hole) {
    for (int round = 0; round < PEER_ROUNDS; round++) {
      for (byte[] content : contents) {
        hole.consume(Blob.of(HashAlgorithm.SHA256, content));
      }
    }
    return PEER_ROUNDS * PEER_JOBS * TRANSITIONS_OF_EACH;
  }

  /** Runs jobs with the defaults of {@code stampede jobs}; answers how often one moved. */
  private static int run(int jobs, NullTarget target) {
    var settings = new JobSettings(
        jobs,
        CORES,
        BROKERS,
        RUN_NANOS,
        0,
        0,
        0,
        0,
        JOBS,
        Counting.EXACT,
        0,
        EnumSet.allOf(Meter.class),
        SAMPLE_NANOS,
        1);
    long originNanos = System.nanoTime();
    var recorder =
        new IntervalRecorder(false, originNanos, 0, originNanos + HOUR_NANOS, HOUR_NANOS);
    var times = new StateTimes(JobState.COUNT);
    var reactor = new SpinReactor();
    var load = new JobRun(
        settings, target, recorder, sink(times), sample -> {}, null, reactor, System::nanoTime);
    List<JobFigures> figures = new ArrayList<>();
    load.start();
    reactor.run(load::ended);
    load.finish(figures::add);
    reactor.run(reactor::isIdle);
    check(jobs, figures.get(0), target, times);
    return jobs * TRANSITIONS_OF_EACH;
  }

  private static void check(int jobs, JobFigures figures, NullTarget target, StateTimes times) {
    Fixture.require(figures.violations() == 0 && figures.unfinished() == 0, "" + figures);
    Fixture.require(
        figures.entered().equals(Collections.nCopies(JobState.COUNT, (long) jobs)), "" + figures);
    Fixture.require(figures.transitions() == (long) jobs * TRANSITIONS_OF_EACH, "" + figures);
    Fixture.require(
        target.stores == (long) jobs * STORES_OF_EACH && target.loads == jobs,
        target.stores + " stores and " + target.loads + " loads of " + jobs + " jobs");
    times
        .cut()
        .forEach(histogram -> Fixture.require(
            histogram.getTotalCount() == jobs, histogram.getTotalCount() + " times of " + jobs));
  }

  private static StateTimers.Sink sink(StateTimes times) {
    return new StateTimers.Sink() {
      @Override
      public void left(int state, long nanos) {
        times.record(state, nanos);
      }

      @Override
      public void ended(long nanos) {
        times.recordWhole(nanos);
      }
    };
  }
}
