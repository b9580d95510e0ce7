package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.instrument.RelayFixture.FAILED;
import static stampede.instrument.RelayFixture.HEAD;
import static stampede.instrument.RelayFixture.HIT;
import static stampede.instrument.RelayFixture.LOADED;
import static stampede.instrument.RelayFixture.SAMPLES_MAX;
import static stampede.instrument.RelayFixture.STORED;
import static stampede.instrument.RelayFixture.assertLaw;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stampede.instrument.RelayCounts.Dropped;
import stampede.instrument.StatsdSettings.Overflow;

/** What a relay makes of timings, pass by pass. */
final class RelayTest {
  private static final String LOAD = "flux.0.content-cache.load:";
  private static final String STORE = "flux.0.content-cache.store:";

  @Test
  void aTimingIsMillisecondsWithNanosecondDecimals() {
    var fixture = new RelayFixture();
    fixture.relay.offer(LOADED, 1_234_567);
    fixture.relay.offer(STORED, 1);
    fixture.relay.offer(FAILED, 3_600_000_000_000L);
    RelayCounts counts = fixture.close();

    assertEquals(
        List.of(HEAD + "0|g\n" + LOAD + "1.234567|ms\n" + STORE + "0.000001|ms\n" + LOAD
            + "3600000|ms"),
        fixture.packets.packets());
    assertEquals(
        new RelayCounts(
            new RelayCounts.Timings(3, 3, new Dropped(0, 0, 0, 0, 0, 0)),
            new RelayCounts.Timings(0, 0, new Dropped(0, 0, 0, 0, 0, 0)),
            new RelayCounts.Timings(0, 0, new Dropped(0, 0, 0, 0, 0, 0)),
            new RelayCounts.Samples(0, 0),
            4,
            1,
            fixture.packets.packets().get(0).length(),
            0),
        counts);
    assertEquals(List.of(), fixture.notices);
  }

  @Test
  void nothingIsSentWithoutATiming() {
    var fixture = new RelayFixture();
    fixture.relay.step();
    fixture.time.advance(5_000_000_000L);
    fixture.relay.step();
    fixture.close();

    assertEquals(List.of(), fixture.packets.packets());
  }

  @Test
  void aPacketLeavesWhenNothingMoreIsThere() {
    var fixture = new RelayFixture();
    fixture.offer(LOADED, 2);
    assertTrue(fixture.relay.step());
    assertEquals(List.of(), fixture.packets.packets());
    fixture.relay.step();
    assertEquals(List.of(LOAD + "1|ms", LOAD + "1.000001|ms"), fixture.lines());
  }

  @Test
  void aFullRingDropsAndCountsAndTellsOnce() {
    var fixture = new RelayFixture();
    fixture.offer(LOADED, SAMPLES_MAX + 5);
    fixture.relay.step();
    fixture.offer(LOADED, SAMPLES_MAX + 2);
    RelayCounts counts = fixture.close();

    assertEquals(2 * SAMPLES_MAX + 7, counts.backing().recorded());
    assertEquals(2 * SAMPLES_MAX, counts.backing().shipped());
    assertEquals(7, counts.backing().dropped().ringFull());
    assertLaw(counts);
    assertEquals(1, fixture.notices.size());
    assertTrue(fixture.notices.get(0).contains("ringFull"), fixture.notices::toString);
  }

  @Test
  void theTwoKindsOfTimingsDoNotCrowdEachOtherOut() {
    var fixture = new RelayFixture();
    fixture.offer(HIT, SAMPLES_MAX + 100);
    fixture.offer(LOADED, SAMPLES_MAX);
    RelayCounts counts = fixture.close();

    assertEquals(0, counts.backing().dropped().sum());
    assertEquals(SAMPLES_MAX, counts.backing().shipped());
    assertEquals(100, counts.requests().dropped().ringFull());
    assertLaw(counts);
  }

  @Test
  void aTimeThatIsNoneIsCountedAsOutOfRange() {
    var fixture = new RelayFixture();
    fixture.relay.offer(LOADED, -1);
    fixture.relay.offer(LOADED, SampleRing.NANOS_MAX + 1);
    fixture.relay.offer(LOADED, SampleRing.NANOS_MAX);
    RelayCounts counts = fixture.close();

    assertEquals(2, counts.backing().dropped().outOfRange());
    assertEquals(List.of(LOAD + "281474976.710655|ms"), fixture.lines());
    assertLaw(counts);
  }

  static List<Throwable> failures() {
    return List.of(
        new IOException("No route to host"),
        new UnresolvedAddressException(),
        new LinkageError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aRefusedPacketIsCountedByItsTimingsToldOnceAndSeenByTheNextLineNumber(Throwable failure) {
    var fixture = new RelayFixture();
    fixture.packets.failNext(2, failure);
    for (int timings : new int[] {1, 2, 3}) {
      fixture.offer(LOADED, timings);
      fixture.relay.step();
      fixture.relay.step();
    }
    RelayCounts counts = fixture.close();

    assertEquals(3, counts.backing().dropped().sendError());
    assertEquals(3, counts.backing().shipped());
    assertEquals(1, counts.packets());
    assertEquals(4, counts.lines());
    assertTrue(fixture.packets.packets().get(0).startsWith(HEAD + "3|g\n"));
    assertLaw(counts);
    assertEquals(1, fixture.notices.size());
    assertTrue(fixture.notices.get(0).contains(failure.toString()), fixture.notices::toString);
  }

  /** A line that throws on its way would end a registry whose sink lets it out. */
  @Test
  void aLineThatFitsIntoNoPacketIsCountedToldOnceAndHarmsNoOther() {
    String longest = LOAD + "281474976.710655|ms";
    var fixture = new RelayFixture(
        RelayFixture.settings(),
        () -> RelayFixture.stats(0, 0, 0, 0),
        HEAD.length() + 19 + 2 + longest.length());
    fixture.offer(LOADED, 2);
    fixture.relay.offer(LOADED, SampleRing.NANOS_MAX);
    fixture.relay.offer(LOADED, SampleRing.NANOS_MAX);
    fixture.offer(LOADED, 2);
    RelayCounts counts = fixture.close();

    assertEquals(4, counts.backing().shipped());
    assertEquals(2, counts.backing().dropped().sendError());
    assertLaw(counts);
    assertEquals(1, fixture.notices.size(), fixture.notices::toString);
  }

  @Test
  void aRegistryThatGivesNoLinesIsSeen() {
    var fixture = new RelayFixture();
    fixture.offer(LOADED, 2);
    fixture.relay.finish();
    fixture.offer(LOADED, 3);
    fixture.relay.step();
    fixture.relay.close();

    RelayCounts counts = fixture.relay.counts();
    assertEquals(2, counts.backing().shipped());
    assertEquals(3, counts.backing().dropped().registry());
    assertLaw(counts);
    assertEquals(1, fixture.notices.size());
  }

  @Test
  void whatIsLeftOrComesAfterTheCloseIsCountedAsClosed() {
    var fixture = new RelayFixture();
    fixture.offer(LOADED, 3);
    fixture.relay.step();
    fixture.relay.step();
    fixture.offer(LOADED, 2);
    fixture.relay.close(); // no thread, so nobody ships these two
    fixture.offer(LOADED, 4);
    fixture.relay.close();

    RelayCounts counts = fixture.relay.counts();
    assertEquals(9, counts.backing().recorded());
    assertEquals(3, counts.backing().shipped());
    assertEquals(6, counts.backing().dropped().closed());
    assertLaw(counts);
    assertTrue(fixture.packets.isClosed());
  }

  @Test
  void aThreadWaitsForRoomWhereItIsToldTo() {
    var fixture = new RelayFixture(RelayFixture.settings(StatsdFlavor.ETSY, "1", Overflow.BLOCK));
    fixture.offer(LOADED, SAMPLES_MAX);
    fixture.time.after(10_000_000, fixture.relay::step);
    fixture.offer(LOADED, 1);

    assertTrue(fixture.time.nanos() >= 10_001_000);
    RelayCounts counts = fixture.close();
    assertEquals(SAMPLES_MAX + 1, counts.backing().shipped());
    assertLaw(counts);
  }

  @Test
  void aThreadThatWaitsForRoomIsFreedByTheClose() {
    var fixture = new RelayFixture(RelayFixture.settings(StatsdFlavor.ETSY, "1", Overflow.BLOCK));
    fixture.offer(LOADED, SAMPLES_MAX);
    fixture.time.after(10_000_000, fixture.relay::close);
    fixture.offer(LOADED, 1);

    RelayCounts counts = fixture.relay.counts();
    assertEquals(SAMPLES_MAX + 1, counts.backing().dropped().closed());
    assertLaw(counts);
  }

  @Test
  void aSampleIsSentWithItsRateAndTheRestIsCounted() {
    var fixture =
        new RelayFixture(RelayFixture.settings(StatsdFlavor.ETSY, "0.250", Overflow.DROP));
    for (int i = 0; i < 1_000; i++) {
      fixture.relay.offer(LOADED, 1_000_000);
      fixture.relay.step();
    }
    RelayCounts counts = fixture.close();

    long shipped = counts.backing().shipped();
    assertEquals(250, shipped, 4 * Math.sqrt(1_000 * 0.25 * 0.75));
    assertEquals(1_000 - shipped, counts.backing().dropped().sampled());
    assertEquals(shipped, fixture.lines().size());
    assertTrue(fixture.lines().stream().allMatch((LOAD + "1|ms|@0.25")::equals));
    assertLaw(counts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "ETSY!content-cache.load:1|ms|@0.5!request.load.hit:2|ms|@0.5",
        "DATADOG!content-cache.load:1|ms|@0.5|#outcome:loaded"
            + "!request:2|ms|@0.5|#operation:load,outcome:hit",
        "TELEGRAF!content-cache.load,outcome=loaded:1|ms|@0.5"
            + "!request,operation=load,outcome=hit:2|ms|@0.5",
        "SYSDIG!content_cache.load#outcome=loaded:1|ms|@0.5"
            + "!request#operation=load,outcome=hit:2|ms|@0.5"
      })
  void eachFlavourHasItsTagsWhereTheyBelong(StatsdFlavor flavor, String load, String request) {
    var fixture = new RelayFixture(RelayFixture.settings(flavor, "0.5", Overflow.DROP));
    for (int i = 0; i < 64; i++) {
      fixture.relay.offer(LOADED, 1_000_000);
      fixture.relay.offer(HIT, 2_000_000);
      fixture.relay.step();
    }
    fixture.close();

    assertEquals(
        List.of("flux.0." + load, "flux.0." + request).stream().sorted().toList(),
        fixture.lines().stream().distinct().sorted().toList());
  }

  @Test
  void onlyBackingAndResponseTimesAreTaken() {
    var fixture = new RelayFixture();
    int lag = Series.id(Clock.LAG, Operation.LOAD, Outcome.HIT);
    for (int id : new int[] {lag, -1, Series.COUNT}) {
      assertThrows(IllegalArgumentException.class, () -> fixture.relay.offer(id, 1));
    }
  }
}
