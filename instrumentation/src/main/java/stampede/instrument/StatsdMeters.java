package stampede.instrument;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.statsd.StatsdGauge;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers and gauges of Micrometer's StatsD registry. Every line comes out of the registry, on
 * the thread that records or polls. For one thread: on it alone the registry keeps the order of
 * lines, and makes no thread write the lines of another.
 */
final class StatsdMeters {
  /** The registry's own clock only ages maxima, which no line has. */
  private static final Clock STANDING = new Clock() {
    @Override
    public long wallTime() {
      return 0;
    }

    @Override
    public long monotonicTime() {
      return 0;
    }
  };

  /** A century: the registry would poll on a thread of its own, which then wrote others' lines. */
  private static final Map<String, String> SETTINGS = Map.of("statsd.pollingFrequency", "36500d");

  private final StatsdSettings settings;
  private final StatsdMeterRegistry registry;
  private final @Nullable Timer[] timers = new Timer[Series.COUNT];
  private final List<StatsdGauge<?>> gauges = new ArrayList<>();

  /**
   * Meters that send nothing yet.
   *
   * @param lineSink given each line, or two that belong together; must not throw: that would end
   *     the registry without a word
   */
  StatsdMeters(StatsdSettings settings, Consumer<String> lineSink) {
    this.settings = settings;
    this.registry = StatsdMeterRegistry.builder(SETTINGS::get)
        .clock(STANDING)
        .lineBuilder((id, histogram) -> lines(id.getName(), id.getTags()))
        .lineSink(lineSink)
        .build();
  }

  private StatsdLines lines(String name, List<Tag> tags) {
    BigDecimal rate = settings.sampleRate();
    String sampled = rate.compareTo(BigDecimal.ONE) == 0
        ? ""
        : "|@" + rate.stripTrailingZeros().toPlainString();
    StatsdFlavor flavor = settings.flavor();
    return new StatsdLines(
        flavor.name(name) + flavor.behindName(tags), sampled, flavor.behindType(tags));
  }

  /** Records into the series' timer, which gives its line to the sink before this returns. */
  void record(int seriesId, long nanos) {
    Timer timer = timers[seriesId];
    if (timer == null) {
      timer = timer(Series.of(seriesId));
      timers[seriesId] = timer;
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Series series) {
    String operation = series.operation().word();
    String outcome = series.outcome().word();
    Tags tags = tagged() ? Tags.of("outcome", outcome) : Tags.empty();
    if (series.isBacking()) {
      return register("content-cache." + operation, tags);
    }
    return tagged()
        ? register("request", tags.and("operation", operation))
        : register("request." + operation + "." + outcome, tags);
  }

  private boolean tagged() {
    return settings.flavor() != StatsdFlavor.ETSY;
  }

  private Timer register(String name, Iterable<Tag> tags) {
    return Timer.builder(settings.prefix() + "." + name).tags(tags).register(registry);
  }

  /** The timer of a state. */
  Timer stateTimer(String state) {
    return register("job.state" + word(state) + ".timing", tags(state));
  }

  /** The counter of a state's entries. */
  Counter stateCounter(String state) {
    return Counter.builder(settings.prefix() + ".job.state" + word(state) + ".entered")
        .tags(tags(state))
        .register(registry);
  }

  /** The lines of a state's gauge, which is not the registry's. */
  StatsdLines stateGauge(String state) {
    return lines(
        settings.prefix() + ".job-states" + word(state), tags(state).stream().toList());
  }

  /** A state in a name; in a flavour with tags it is {@link #tags} instead. */
  private String word(String state) {
    return tagged() ? "" : "." + state;
  }

  private Tags tags(String state) {
    return tagged() ? Tags.of("state", state) : Tags.empty();
  }

  /** Adds a gauge behind the prefix. */
  void gauge(String name, LongSupplier value) {
    Gauge gauge = Gauge.builder(settings.prefix() + "." + name, value::getAsLong)
        .strongReference(true)
        .register(registry);
    gauges.add((StatsdGauge<?>) gauge);
  }

  /** Sends each gauge; {@code failed} is given what one threw, and the others are sent. */
  void pollGauges(Consumer<RuntimeException> failed) {
    for (StatsdGauge<?> gauge : gauges) {
      try {
        gauge.poll();
      } catch (RuntimeException e) {
        failed.accept(e);
      }
    }
  }

  /** Ends the registry; it sends the gauges once more. */
  void close() {
    registry.close();
  }
}
