package stampede.benchmarks;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/**
 * What recording a finished request costs: one count and three timings. The peer puts one timing
 * into an HdrHistogram {@link Recorder} that all threads share. Nothing reads a clock.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms256m", "-Xmx256m", "-Xmn64m", "-XX:+AlwaysPreTouch"})
public class RecorderBenchmark {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final IntervalRecorder recorder =
      new IntervalRecorder(false, 0, 0, INTERVAL_NANOS, INTERVAL_NANOS);
  private final Recorder shared = new Recorder(IntervalRecorder.NANOS_MAX, 3);

  /** Durations that spread over the buckets, one sequence a thread. */
  @State(Scope.Thread)
  public static class Durations {
    private long state = 1;

    long next() {
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      return state >>> 44;
    }
  }

  @Benchmark
  @Threads(1)
  public void completed(Durations durations) {
    complete(durations);
  }

  @Benchmark
  @Threads(2)
  public void completedByTwoThreads(Durations durations) {
    complete(durations);
  }

  @Benchmark
  @Threads(1)
  public void sharedRecorder(Durations durations) {
    shared.recordValue(durations.next());
  }

  @Benchmark
  @Threads(2)
  public void sharedRecorderByTwoThreads(Durations durations) {
    shared.recordValue(durations.next());
  }

  private void complete(Durations durations) {
    long serviceNanos = durations.next();
    recorder.completed(Operation.LOAD, Outcome.HIT, 0, 100, 100 + serviceNanos);
  }
}
