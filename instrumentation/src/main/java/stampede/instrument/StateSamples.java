package stampede.instrument;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The samples of states that wait for the relay. Any thread offers, and never waits; one drains. */
final class StateSamples {
  static final int SAMPLES_MAX = 1_024;

  private final Queue<StateSample> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(SAMPLES_MAX);
  private final LongAdder offered = new LongAdder();
  private final LongAdder full = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private volatile boolean closed;

  /** Takes a sample, or counts that it did not. */
  void offer(StateSample sample) {
    offered.increment();
    if (closed) {
      return;
    }
    if (room.tryAcquire()) {
      waiting.add(sample);
    } else {
      full.increment();
    }
  }

  /** Gives all samples of this moment to {@code to}, in order; returns how many. */
  int drainTo(Consumer<StateSample> to) {
    int drained = 0;
    for (StateSample next = waiting.poll(); next != null; next = waiting.poll()) {
      room.release();
      to.accept(next);
      taken.increment();
      drained++;
    }
    return drained;
  }

  /** Refuses what is offered from now on, and counts it. */
  void close() {
    closed = true;
  }

  /** Those that found no room. */
  long full() {
    return full.sum();
  }

  /** The counts so far; some samples may be waiting. */
  RelayCounts.Samples read() {
    return new RelayCounts.Samples(taken.sum(), full.sum());
  }

  /** Counts after which no sample is taken: all others that were offered are dropped. */
  RelayCounts.Samples late(RelayCounts.Samples settled) {
    return new RelayCounts.Samples(settled.taken(), offered.sum() - settled.taken());
  }
}
