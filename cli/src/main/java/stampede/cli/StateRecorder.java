package stampede.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Interval;
import stampede.instrument.Relay;
import stampede.instrument.StateSample;
import stampede.instrument.StateTimes;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.loadgen.jobs.JobState;
import stampede.loadgen.jobs.StateTimers;
import stampede.results.JobsWriter;

/**
 * Keeps what the reactor's thread tells of job states until the thread that cuts intervals writes it;
 * and hands it to StatsD at once. {@link #write} is for that other thread; any thread asks what was
 * lost.
 */
final class StateRecorder implements StateTimers.Sink {
  /** The most samples between two cuts. */
  static final int SAMPLES_MAX = 1 << 16;

  private final StateTimes times = new StateTimes(JobState.COUNT);
  private final BlockingQueue<StateSample> samples = new ArrayBlockingQueue<>(2 * SAMPLES_MAX);
  private final AtomicLong samplesDropped = new AtomicLong();
  private final @Nullable Relay statsd;
  private final Set<Meter> meters;

  /**
   * A recorder.
   *
   * @param statsd ships what there is; null ships nothing
   * @param meters which metrics there are
   */
  StateRecorder(@Nullable Relay statsd, Set<Meter> meters) {
    this.statsd = statsd;
    this.meters = meters;
  }

  @Override
  public void left(int state, long nanos) {
    times.record(state, nanos);
    if (statsd != null) {
      statsd.offerStateTime(state, nanos);
    }
  }

  @Override
  public void ended(long nanos) {
    times.recordWhole(nanos);
  }

  /** A reading of gauges and counters. */
  void sample(StateSample sample) {
    if (meters.contains(Meter.GAUGES) && !samples.offer(sample)) {
      samplesDropped.incrementAndGet();
    }
    if (statsd != null) {
      statsd.sample(sample);
    }
  }

  /** Writes what was recorded since the last call, as of an interval that was just cut. */
  void write(Interval interval, JobsWriter writer) {
    List<StateSample> taken = new ArrayList<>();
    samples.drainTo(taken);
    long millis = Math.round((interval.endNanos() - interval.startNanos()) / 1e6);
    writer.accept(interval.startMillis(), interval.startMillis() + millis, times.cut(), taken);
  }

  /** Samples that are in no file, since none was cut in time. */
  long samplesDropped() {
    return samplesDropped.get();
  }

  /** Times below zero or above an hour, which are in no figure. */
  long outOfRange() {
    return times.outOfRange();
  }
}
