package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.StatsdServer;

/** What the real StatsD server makes of the states that are shipped, in each style of gauges. */
@Timeout(120)
final class RealStatsdStatesIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  private static String prefix(GaugeStyle style) {
    return style.name().toLowerCase(Locale.ROOT);
  }

  private static String gauge(GaugeStyle style) {
    return prefix(style) + ".job-states.new";
  }

  /** A relay of each style. */
  private static Map<GaugeStyle, Relay> relays(StatsdServer server) {
    Map<GaugeStyle, Relay> relays = new EnumMap<>(GaugeStyle.class);
    for (GaugeStyle style : GaugeStyle.values()) {
      relays.put(
          style,
          RelayFixture.real(
              StatsdSettings.of(server.address(), prefix(style)),
              new StateShipping(List.of("new"), true, true, true, style),
              RelayFixture.stats(0, 0, 0, 0),
              new ArrayList<>()));
    }
    return relays;
  }

  private static StateSample sample(long count, long entered) {
    return new StateSample(0, new long[] {count}, new long[] {0}, new long[] {entered});
  }

  private static double held(StatsdServer server, GaugeStyle style) {
    List<Double> values = server.gauge(gauge(style));
    return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
  }

  /** Closes the relays, and waits until the server has flushed all that they sent. */
  private static void close(StatsdServer server, Map<GaugeStyle, Relay> relays) {
    relays.values().forEach(Relay::close);
    long packets =
        relays.values().stream().mapToLong(relay -> relay.counts().packets()).sum();
    server.await("all flushed", () -> server.packetsReceived() >= packets, LIMIT);
    assertEquals(0, server.kernelDrops());
    assertEquals(0, server.badLinesSeen(), server::log);
  }

  /** Counted by leaving alone, 10,000 jobs make NEW -10,000. */
  @Test
  void aNegativeCountRunsAwayWhereItIsSignedAndIsSteadyWhereItIsAbsolute() {
    int samples = 5;
    try (StatsdServer server = StatsdServer.start(folder)) {
      Map<GaugeStyle, Relay> relays = relays(server);
      for (int i = 0; i < samples; i++) {
        relays.values().forEach(relay -> relay.sample(sample(-10_000, 0)));
        double heldNext = -10_000.0 * (i + 1);
        server.await("sample flushed", () -> held(server, GaugeStyle.SIGNED) == heldNext, LIMIT);
      }
      close(server, relays);

      assertEquals(
          LongStream.rangeClosed(1, samples).mapToObj(i -> -10_000.0 * i).toList(),
          server.gauge(gauge(GaugeStyle.SIGNED)).stream().distinct().toList());
      assertEquals(
          List.of(-10_000.0),
          server.gauge(gauge(GaugeStyle.ABSOLUTE)).stream().distinct().toList());
      assertEquals(-10_000, held(server, GaugeStyle.DELTA));
    }
  }

  @Test
  void aChangeOfNetZeroLeavesAServerNegativeWhereItIsADelta() {
    try (StatsdServer server = StatsdServer.start(folder)) {
      Map<GaugeStyle, Relay> relays = relays(server);
      for (Relay relay : relays.values()) {
        relay.sample(sample(3, 3));
        relay.sample(sample(3, 5)); // two came and two went
        relay.sample(sample(1, 5));
      }
      close(server, relays);

      assertEquals(-2, held(server, GaugeStyle.DELTA));
      assertEquals(1, held(server, GaugeStyle.ABSOLUTE));
      assertEquals(1, held(server, GaugeStyle.SIGNED));
    }
  }

  @Test
  void countersAndTimersMissNothing() {
    int count = 10_000;
    try (StatsdServer server = StatsdServer.start(folder)) {
      Map<GaugeStyle, Relay> relays = relays(server);
      Relay relay = relays.get(GaugeStyle.ABSOLUTE);
      for (int i = 1; i <= count; i++) {
        relay.offerStateTime(0, i);
        if (i % 500 == 0) {
          relay.sample(sample(0, i));
        }
      }
      close(server, relays);

      assertEquals(new RelayCounts.Samples(count / 500, 0), relay.counts().samples());
      assertEquals(count, relay.counts().states().shipped());
      assertEquals(count, server.counter("absolute.job.state.new.entered"));
      List<Double> millis = server.timerMillis("absolute.job.state.new.timing");
      assertEquals(
          LongStream.rangeClosed(1, count).boxed().toList(),
          millis.stream().map(value -> Math.round(value * 1e6)).sorted().toList());
      assertTrue(server.gauge(gauge(GaugeStyle.ABSOLUTE)).stream().allMatch(value -> value == 0));
    }
  }
}
