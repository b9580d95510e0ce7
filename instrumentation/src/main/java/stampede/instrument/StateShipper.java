package stampede.instrument;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of states. Counters and timers are the registry's. Gauges go past it: it would
 * read one when it is sent, but a sample was read before, and several may wait; and it has no lines
 * for the styles {@link GaugeStyle#SIGNED} and {@link GaugeStyle#DELTA}, which are faults on
 * purpose. For one thread.
 */
final class StateShipper {
  private final StateShipping shipping;
  private final Packer packer;
  private final Consumer<String> lineSink;
  private final List<Timer> timers = new ArrayList<>();
  private final List<Counter> counters = new ArrayList<>();
  private final List<StatsdLines> gauges = new ArrayList<>();
  private StateSample last;

  /**
   * Lines of states.
   *
   * @param lineSink given the gauges' lines, for the packer
   */
  StateShipper(
      StateShipping shipping, StatsdMeters meters, Packer packer, Consumer<String> lineSink) {
    this.shipping = shipping;
    this.packer = packer;
    this.lineSink = lineSink;
    for (String state : shipping.states()) {
      timers.add(meters.stateTimer(state));
      counters.add(meters.stateCounter(state));
      gauges.add(meters.stateGauge(state));
    }
    long[] none = new long[shipping.states().size()];
    this.last = new StateSample(0, none, none, none);
  }

  /** Records a time in a state, whose line is in the registry's sink when this returns. */
  void record(int state, long nanos) {
    timers.get(state).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Sends what is shipped of a sample: its gauges in one datagram, where one can hold them. */
  void ship(StateSample sample) {
    List<String> lines = new ArrayList<>();
    for (int state = 0; state < sample.states(); state++) {
      String line = shipping.gauges() ? gauge(sample, state) : null;
      if (line != null) {
        lines.add(line);
      }
      if (shipping.counters()) {
        counters.get(state).increment((double) (sample.entered(state) - last.entered(state)));
      }
    }
    packer.makeRoom(lines.stream().mapToInt(line -> line.length() + 1).sum());
    lines.forEach(lineSink);
    last = sample;
  }

  private @Nullable String gauge(StateSample sample, int state) {
    StatsdLines line = gauges.get(state);
    long count = sample.count(state);
    return switch (shipping.style()) {
      case ABSOLUTE -> line.gauge((double) count, null);
      case SIGNED -> line.gaugeAsIs(Long.toString(count));
      case DELTA -> {
        long change = count - last.count(state);
        boolean touched = change != 0 || sample.entered(state) != last.entered(state);
        yield touched ? line.gaugeAsIs((change > 0 ? "+" : "") + change) : null;
      }
    };
  }
}
