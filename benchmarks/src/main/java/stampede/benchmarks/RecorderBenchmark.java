package stampede.benchmarks;

import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/**
 * Recording a finished request, which is a count and three timings, beside putting the three into
 * HdrHistogram's {@link Recorder}s. Nothing reads a clock.
 */
@State(Scope.Thread)
public class RecorderBenchmark {
  private static final int BATCH = 10_000;
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final IntervalRecorder recorder =
      new IntervalRecorder(false, 0, 0, INTERVAL_NANOS, INTERVAL_NANOS);
  private final Recorder response = new Recorder(IntervalRecorder.NANOS_MAX, 3);
  private final Recorder service = new Recorder(IntervalRecorder.NANOS_MAX, 3);
  private final Recorder lag = new Recorder(IntervalRecorder.NANOS_MAX, 3);
  private long state = 1;

  @Benchmark
  public void pair(Sides sides) {
    sides.ours(this::complete);
    sides.peer(this::record);
    sides.peer(this::record);
    sides.ours(this::complete);
  }

  private int complete() {
    for (int i = 0; i < BATCH; i++) {
      long startNanos = nextNanos();
      recorder.completed(Operation.LOAD, Outcome.HIT, 0, startNanos, startNanos + nextNanos());
    }
    return BATCH;
  }

  private int record() {
    for (int i = 0; i < BATCH; i++) {
      long startNanos = nextNanos();
      long serviceNanos = nextNanos();
      response.recordValue(startNanos + serviceNanos);
      service.recordValue(serviceNanos);
      lag.recordValue(startNanos);
    }
    return BATCH;
  }

  /** Durations that spread over the buckets. */
  private long nextNanos() {
    state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    return state >>> 44;
  }
}
