package stampede.loadgen.jobs;

import java.util.function.Consumer;
import java.util.function.Supplier;
import stampede.instrument.StateSample;
import stampede.time.NanoClock;

/**
 * Reads the gauges of a counter at equal distances, by a timer of the reactor, as the original did:
 * between two turns, and so never in the middle of one. For the reactor's thread.
 */
final class StateSampler {
  private final long intervalNanos;
  private final Reactor reactor;
  private final NanoClock clock;
  private final StateCounts counted;
  private final StateCounts truth;
  private final Supplier<long[]> entered;
  private final Consumer<StateSample> samples;
  private long dueNanos;
  private long missed;
  private boolean stopped;

  /**
   * A sampler.
   *
   * @param counted what is read as gauges
   * @param truth what the manager itself knows
   * @param entered gives how often each state was entered
   * @param samples given each reading
   */
  StateSampler(
      long intervalNanos,
      Reactor reactor,
      NanoClock clock,
      StateCounts counted,
      StateCounts truth,
      Supplier<long[]> entered,
      Consumer<StateSample> samples) {
    this.intervalNanos = intervalNanos;
    this.reactor = reactor;
    this.clock = clock;
    this.counted = counted;
    this.truth = truth;
    this.entered = entered;
    this.samples = samples;
  }

  /** Reads now, and at equal distances from now on. */
  void start() {
    dueNanos = clock.nanos();
    tick();
  }

  private void tick() {
    if (stopped) {
      return;
    }
    sample();
    long behind = Math.max(0, (clock.nanos() - dueNanos) / intervalNanos);
    missed += behind;
    dueNanos += (behind + 1) * intervalNanos;
    reactor.after(dueNanos - clock.nanos(), this::tick);
  }

  private void sample() {
    samples.accept(
        new StateSample(clock.nanos(), counted.counts(), truth.takeHighest(), entered.get()));
  }

  /** Reads once more, and no longer. */
  void stop() {
    if (!stopped) {
      stopped = true;
      sample();
    }
  }

  /** How many readings were left out since the reactor was busy. */
  long missed() {
    return missed;
  }
}
