package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The gauges of a relay. */
final class RelayGaugesTest {
  private static final long SECOND_NANOS = 1_000_000_000;

  private static List<String> values(RelayFixture fixture, String gauge) {
    String start = "flux.0." + gauge + ":";
    return fixture.lines().stream()
        .filter(line -> line.startsWith(start) && line.endsWith("|g"))
        .map(line -> line.substring(start.length(), line.length() - 2))
        .toList();
  }

  private static RelayFixture fixture(long flushBatch) {
    return new RelayFixture(
        RelayFixture.settings(),
        () -> RelayFixture.stats(20, 3, 4, flushBatch),
        Packer.PACKET_BYTES_MAX);
  }

  @Test
  void gaugesAreTheCachesAtOnceEachSecondAndAtTheEnd() {
    RelayFixture fixture = fixture(2);
    fixture.relay.startGauges();
    fixture.relay.step();
    fixture.relay.step();
    assertEquals(1, values(fixture, "content-cache.count").size());
    fixture.time.advance(SECOND_NANOS);
    fixture.relay.step();
    assertEquals(2, values(fixture, "content-cache.count").size());
    fixture.close();

    assertEquals(List.of("27", "27", "27"), values(fixture, "content-cache.count"));
    assertEquals(List.of("3", "3", "3"), values(fixture, "content-cache.dirty"));
    assertEquals(List.of("2", "2", "2"), values(fixture, "content-cache.flush-batch-count"));
    assertEquals(
        List.of("20000000021", "20000000021", "20000000021"),
        values(fixture, "content-cache.size"));
    assertEquals(List.of("23", "23", "23"), values(fixture, "content-cache.valid"));
  }

  @Test
  void aSecondThatWasMissedIsNotMadeUpFor() {
    RelayFixture fixture = fixture(2);
    fixture.relay.startGauges();
    fixture.relay.step();
    fixture.time.advance(10 * SECOND_NANOS + 5);
    fixture.relay.step();
    fixture.relay.step();
    fixture.time.advance(SECOND_NANOS - 5);
    fixture.relay.step();

    assertEquals(3, values(fixture, "content-cache.count").size());
  }

  @Test
  void aNegativeGaugeStandsBehindAZeroInItsDatagram() {
    RelayFixture fixture = fixture(-5);
    fixture.relay.startGauges();
    fixture.relay.step();

    String gauge = "flux.0.content-cache.flush-batch-count:";
    assertTrue(
        fixture.packets.packets().get(0).contains("\n" + gauge + "0|g\n" + gauge + "-5|g\n"),
        fixture.packets.packets()::toString);
    RelayCounts counts = fixture.close();
    assertEquals(fixture.packets.lines().size(), counts.lines());
  }

  @Test
  void theRelayTellsOfItself() {
    RelayFixture fixture = fixture(0);
    fixture.offerAndShip(6);
    fixture.relay.offer(RelayFixture.LOADED, -1);
    fixture.relay.startGauges();
    fixture.relay.step();

    assertEquals(List.of("7"), values(fixture, "stampede.relay.recorded"));
    assertEquals(List.of("6"), values(fixture, "stampede.relay.shipped"));
    assertEquals(List.of("1"), values(fixture, "stampede.relay.dropped.out-of-range"));
    assertEquals(List.of("0"), values(fixture, "stampede.relay.dropped.ring-full"));
    assertEquals(List.of("0"), values(fixture, "stampede.relay.dropped.send-error"));
    assertEquals(List.of("0"), values(fixture, "stampede.relay.dropped.sampled"));
    assertEquals(List.of("0"), values(fixture, "stampede.relay.dropped.registry"));
    assertEquals(List.of("1"), values(fixture, "stampede.relay.packets"));
    assertEquals(
        List.of(Integer.toString(fixture.packets.packets().get(0).length())),
        values(fixture, "stampede.relay.bytes"));
  }

  @Test
  void aFailingCacheStopsNeitherTheTimingsNorTheOtherGauges() {
    var fixture = new RelayFixture(
        RelayFixture.settings(),
        () -> {
          throw new IllegalStateException("broken");
        },
        Packer.PACKET_BYTES_MAX);
    fixture.relay.startGauges();
    fixture.relay.step();
    fixture.offerAndShip(2);
    fixture.time.advance(SECOND_NANOS);
    fixture.relay.step();

    assertEquals(2, fixture.relay.counts().backing().shipped());
    assertEquals(List.of("0", "2"), values(fixture, "stampede.relay.shipped"));
    assertEquals(1, fixture.notices.size());
    assertTrue(fixture.notices.get(0).contains("broken"));
  }

  @Test
  void thatNobodyListensIsHeardCountedAndToldOnce() {
    RelayFixture fixture = fixture(0);
    fixture.relay.startGauges();
    fixture.packets.nobodyListens();
    for (int second = 0; second < 3; second++) {
      fixture.relay.step();
      fixture.time.advance(SECOND_NANOS);
    }

    assertEquals(3, fixture.relay.counts().refusals());
    assertEquals(3, fixture.relay.counts().packets());
    assertEquals(
        List.of("statsd: nobody listens at 127.0.0.1:8125; lines are sent all the same, and counted"
            + " as shipped"),
        fixture.notices);
  }
}
