package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.RealTime;
import stampede.testkit.StatsdServer;

/** What the real StatsD server makes of what is shipped. */
@Timeout(120)
final class RealStatsdIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NAMES = "flux.3.content-cache.";

  @TempDir
  Path folder;

  @Test
  void everyTimingAtFiveThousandASecondArrivesOnceAndExact() {
    int count = 50_000;
    long gapNanos = 200_000;
    try (StatsdServer server = StatsdServer.start(folder)) {
      Relay relay = RelayFixture.real(server.address(), RelayFixture.stats(5, 1, 2, 1));
      relay.startGauges();
      long originNanos = RealTime.INSTANCE.nanos();
      for (int i = 0; i < count; i++) {
        awaitNanos(originNanos + i * gapNanos);
        relay.offer(i % 2 == 0 ? RelayFixture.LOADED : RelayFixture.STORED, nanos(i));
      }
      relay.close();

      RelayCounts counts = relay.counts();
      assertEquals(count, counts.backing().shipped(), counts::toString);
      server.await(
          "all datagrams flushed: " + counts,
          () -> server.packetsReceived() + server.kernelDrops() >= counts.packets(),
          LIMIT);
      assertEquals(0, server.kernelDrops());
      assertEquals(counts.packets(), server.packetsReceived());
      assertEquals(counts.lines(), server.metricsReceived());
      assertEquals(0, server.badLinesSeen(), server::log);
      assertArrayEquals(
          LongStream.range(0, count).map(RealStatsdIT::nanos).toArray(),
          Stream.of("load", "store")
              .flatMap(operation -> server.timerMillis(NAMES + operation).stream())
              .mapToLong(millis -> Math.round(millis * 1e6))
              .sorted()
              .toArray());
      assertEquals(count / 2, server.timerCount(NAMES + "load"));
      assertEquals(8, last(server.gauge(NAMES + "count")));
      System.out.println("real statsd: " + counts + ", metrics_received " + server.metricsReceived()
          + ", bad_lines_seen " + server.badLinesSeen());
    }
  }

  private static long nanos(long index) {
    return 1 + 997 * index;
  }

  private static void awaitNanos(long dueNanos) {
    long leftNanos = dueNanos - RealTime.INSTANCE.nanos();
    while (leftNanos > 0) {
      LockSupport.parkNanos(leftNanos);
      leftNanos = dueNanos - RealTime.INSTANCE.nanos();
    }
  }

  /** Micrometer's own client sends a negative gauge as it is, and a server adds it each time. */
  @Test
  void aNegativeGaugeIsSteadyWhereThatOfAStockRegistryRunsAway() {
    String ours = NAMES + "flush-batch-count";
    String stock = "stock.flush-batch-count";
    try (StatsdServer server = StatsdServer.start(folder);
        Relay relay = RelayFixture.real(server.address(), RelayFixture.stats(5, 1, 2, -10_000))) {
      relay.startGauges();
      StatsdMeterRegistry registry = stockRegistry(server);
      Gauge.builder(stock, () -> -10_000).register(registry);
      server.await(
          "four values of the stock gauge flushed",
          () -> server.gauge(stock).stream().distinct().count() >= 4,
          LIMIT);
      registry.close();

      List<Double> runaway = server.gauge(stock);
      for (int i = 0; i < runaway.size(); i++) {
        assertEquals(0, Math.abs(runaway.get(i)) % 10_000, runaway::toString);
        assertTrue(runaway.get(i) < 0, runaway::toString);
        assertTrue(i == 0 || runaway.get(i) <= runaway.get(i - 1), runaway::toString);
      }
      assertTrue(last(runaway) <= -40_000, runaway::toString);
      List<Double> steady = server.gauge(ours);
      assertTrue(steady.size() >= 3, steady::toString);
      assertEquals(List.of(-10_000.0), steady.stream().distinct().toList());
    }
  }

  private static StatsdMeterRegistry stockRegistry(StatsdServer server) {
    Map<String, String> settings = Map.of(
        "statsd.flavor", "ETSY",
        "statsd.host", "127.0.0.1",
        "statsd.port", Integer.toString(server.port()),
        "statsd.pollingFrequency", "1s");
    return StatsdMeterRegistry.builder(settings::get)
        .nameMapper((id, convention) -> id.getName())
        .build();
  }

  private static double last(List<Double> values) {
    return values.get(values.size() - 1);
  }
}
