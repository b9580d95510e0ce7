package stampede.benchmarks;

import com.timgroup.statsd.NonBlockingStatsDClient;
import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;
import stampede.instrument.IntervalRecorder;

/** What others take timings with: each one timer or recorder for all threads. */
final class Peers {
  private static final String NAME = "content-cache.load";

  /** Room for more than the threads give between two pauses, so that none is refused. */
  private static final int DOGSTATSD_QUEUE = 1 << 18;

  private static final long QUIET_MILLIS = 2;

  private Peers() {}

  /** Micrometer's registry with its own client, all settings the default but the flavour. */
  static Taker micrometerByUdp(Receiver receiver) {
    StatsdMeterRegistry registry = registry(receiver);
    return micrometer(registry, () -> receiver.awaitQuiet(QUIET_MILLIS));
  }

  static StatsdMeterRegistry registry(Receiver receiver) {
    Map<String, String> settings = Map.of(
        "statsd.flavor", "etsy",
        "statsd.host", receiver.address().getHostString(),
        "statsd.port", Integer.toString(receiver.address().getPort()));
    return new StatsdMeterRegistry(settings::get, Clock.SYSTEM);
  }

  /** Micrometer's registry, its lines made and dropped. */
  static Taker micrometerToNowhere() {
    Map<String, String> settings = Map.of("statsd.flavor", "etsy");
    return micrometer(
        StatsdMeterRegistry.builder(settings::get).lineSink(line -> {}).build(), () -> {});
  }

  private static Taker micrometer(StatsdMeterRegistry registry, Runnable settle) {
    Timer timer = timer(registry);
    return new Taker() {
      @Override
      public void take(long nanos) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }

      @Override
      public void settle(long given) {
        settle.run();
      }

      @Override
      public void close() {
        registry.close();
      }
    };
  }

  static Timer timer(StatsdMeterRegistry registry) {
    return registry.timer(RelayTaker.PREFIX + "." + NAME);
  }

  /** Datadog's client, which has whole milliseconds. */
  static Taker dogStatsd(Receiver receiver) {
    NonBlockingStatsDClient client = new NonBlockingStatsDClientBuilder()
        .prefix(RelayTaker.PREFIX)
        .hostname(receiver.address().getHostString())
        .port(receiver.address().getPort())
        .queueSize(DOGSTATSD_QUEUE)
        .build();
    return new Taker() {
      @Override
      public void take(long nanos) {
        client.recordExecutionTime(NAME, nanos / 1_000_000);
      }

      @Override
      public void settle(long given) {
        receiver.awaitLines(given);
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  static Taker recorder() {
    var recorder = new Recorder(IntervalRecorder.NANOS_MAX, 3);
    return new Taker() {
      @Override
      public void take(long nanos) {
        recorder.recordValue(nanos);
      }

      @Override
      public void settle(long given) {}

      @Override
      public void close() {}
    };
  }
}
