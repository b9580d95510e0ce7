package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.instrument.RelayFixture.LOADED;
import static stampede.instrument.RelayFixture.assertLaw;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stampede.instrument.RelayCounts.Samples;
import stampede.instrument.StatsdSettings.Overflow;

/** What a relay makes of samples of states, but for their gauges, and of times in them. */
final class RelayStatesTest {
  private static final List<String> SEVEN =
      List.of("new", "depend", "priority", "sched", "run", "cleanup", "inactive");
  private static final String GAUGE = "flux.0.job-states.";
  private static final String STATE = "flux.0.job.state.";

  private static StateShipping gauges(GaugeStyle style) {
    return new StateShipping(List.of("new", "run"), true, false, false, style);
  }

  private static RelayFixture fixture(StateShipping states) {
    return new RelayFixture(RelayFixture.settings(), states);
  }

  private static StateSample sample(long[] counts, long... entered) {
    return new StateSample(0, counts, new long[counts.length], entered);
  }

  private static long[] counts(long... counts) {
    return counts;
  }

  @Test
  void aCounterRisesByWhatWasEnteredSinceTheSampleBefore() {
    RelayFixture fixture =
        fixture(new StateShipping(SEVEN.subList(0, 2), false, true, false, GaugeStyle.ABSOLUTE));
    fixture.relay.sample(sample(counts(5, 0), 7, 0));
    fixture.relay.sample(sample(counts(5, 0), 7, 2));
    fixture.relay.sample(sample(counts(5, 0), 7, 2));
    fixture.relay.sample(sample(counts(-1, 0), 10_007, 3));
    fixture.close();

    assertEquals(
        List.of(
            STATE + "new.entered:7|c",
            STATE + "depend.entered:2|c",
            STATE + "new.entered:10000|c",
            STATE + "depend.entered:1|c"),
        fixture.lines());
  }

  @Test
  void aTimeInAStateIsALineAndTheLastLeavesBeforeTheCloseEnds() {
    RelayFixture fixture = fixture(times());
    fixture.relay.offerStateTime(0, 1_234_567);
    fixture.relay.offerStateTime(6, 1);
    fixture.relay.step();
    fixture.relay.step();
    fixture.relay.offerStateTime(6, 2_000_000);
    RelayCounts counts = fixture.close();

    assertEquals(
        List.of(
            STATE + "new.timing:1.234567|ms",
            STATE + "inactive.timing:0.000001|ms",
            STATE + "inactive.timing:2|ms"),
        fixture.lines());
    assertEquals(3, counts.states().shipped());
    assertEquals(0, counts.backing().recorded() + counts.requests().recorded());
    assertLaw(counts);
  }

  private static StateShipping times() {
    return new StateShipping(SEVEN, false, false, true, GaugeStyle.ABSOLUTE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "ETSY!job-states.run:2|g!job.state.run.entered:4|c!job.state.run.timing:1|ms|@0.5",
        "DATADOG!job-states:2|g|#state:run!job.state.entered:4|c|#state:run"
            + "!job.state.timing:1|ms|@0.5|#state:run",
        "TELEGRAF!job-states,state=run:2|g!job.state.entered,state=run:4|c"
            + "!job.state.timing,state=run:1|ms|@0.5",
        "SYSDIG!job_states#state=run:2|g!job.state.entered#state=run:4|c"
            + "!job.state.timing#state=run:1|ms|@0.5"
      })
  void eachFlavourHasTheStateWhereItBelongs(
      StatsdFlavor flavor, String gauge, String counter, String timer) {
    UnaryOperator<String> named = line -> "flux.0." + line;
    var fixture = new RelayFixture(
        RelayFixture.settings(flavor, "0.5", Overflow.DROP),
        new StateShipping(List.of("run"), true, true, true, GaugeStyle.ABSOLUTE));
    fixture.relay.sample(sample(counts(2), 4));
    for (int i = 0; i < 64; i++) {
      fixture.relay.offerStateTime(0, 1_000_000);
      fixture.relay.step();
    }
    RelayCounts counts = fixture.close();

    assertEquals(
        List.of(gauge, counter, timer).stream().map(named).sorted().toList(),
        fixture.lines().stream().distinct().sorted().toList());
    assertEquals(64, counts.states().shipped() + counts.states().dropped().sampled());
    assertLaw(counts);
  }

  @Test
  void timesInStatesHaveRingsOfTheirOwnAndWhatIsNotShippedIsCounted() {
    RelayFixture fixture = fixture(times());
    for (int i = 0; i < RelayFixture.SAMPLES_MAX + 5; i++) {
      fixture.relay.offerStateTime(1, i);
    }
    fixture.relay.offerStateTime(1, -1);
    fixture.offer(LOADED, RelayFixture.SAMPLES_MAX);
    fixture.packets.failNext(1, new IOException("No route to host"));
    fixture.relay.step();
    fixture.relay.step();
    fixture.relay.offerStateTime(1, 1);
    fixture.close();
    fixture.relay.offerStateTime(1, 1);
    RelayCounts counts = fixture.relay.counts();

    assertEquals(
        new RelayCounts.Timings(
            RelayFixture.SAMPLES_MAX + 8,
            1,
            new RelayCounts.Dropped(5, RelayFixture.SAMPLES_MAX, 1, 0, 1, 0)),
        counts.states());
    assertEquals(RelayFixture.SAMPLES_MAX, counts.backing().dropped().sendError());
    assertLaw(counts);
  }

  @Test
  void aSampleThatFindsAThousandWaitingIsCountedAndToldOnce() {
    RelayFixture fixture = fixture(gauges(GaugeStyle.SIGNED));
    for (int i = 0; i < StateSamples.SAMPLES_MAX + 3; i++) {
      fixture.relay.sample(sample(counts(i, 0), 0, 0));
    }
    assertEquals(new Samples(0, 3), fixture.relay.counts().samples());
    fixture.relay.step();
    fixture.relay.sample(sample(counts(0, 7), 0, 0));
    RelayCounts counts = fixture.close();

    assertEquals(new Samples(StateSamples.SAMPLES_MAX + 1, 3), counts.samples());
    assertEquals(2 * (StateSamples.SAMPLES_MAX + 1), fixture.lines().size());
    assertTrue(fixture.lines().contains(GAUGE + "new:1023|g"));
    assertEquals(GAUGE + "run:7|g", fixture.lines().get(2 * StateSamples.SAMPLES_MAX + 1));
    assertEquals(1, fixture.notices.size(), fixture.notices::toString);
    assertTrue(fixture.notices.get(0).contains("samples of states"), fixture.notices::toString);
  }

  @Test
  void aSampleThatIsNotTakenBeforeTheCloseEndsOrComesLaterIsDropped() {
    RelayFixture fixture = fixture(gauges(GaugeStyle.SIGNED));
    fixture.relay.sample(sample(counts(1, 1), 0, 0));
    assertTrue(fixture.relay.step());
    fixture.relay.sample(sample(counts(2, 2), 0, 0));
    fixture.relay.close(); // no thread, so nobody takes this one
    assertEquals(new Samples(1, 1), fixture.relay.counts().samples());

    fixture.relay.step(); // takes what was given before the close
    fixture.relay.sample(sample(counts(3, 3), 0, 0));
    assertEquals(new Samples(1, 2), fixture.relay.counts().samples());
    assertFalse(fixture.relay.step());
  }

  @Test
  void theRelayTellsOfTimesInStatesToo() {
    RelayFixture fixture = fixture(times());
    fixture.relay.offerStateTime(1, 1);
    fixture.offerAndShip(2);
    fixture.relay.startGauges();
    fixture.relay.step();

    assertTrue(fixture.lines().contains("flux.0.stampede.relay.recorded:3|g"));
    assertTrue(fixture.lines().contains("flux.0.stampede.relay.shipped:3|g"));
  }

  @Test
  void onlyTheStatesThatAreShippedAreTaken() {
    Relay relay = fixture(times()).relay;
    for (int state : new int[] {-1, 7}) {
      var thrown =
          assertThrows(IllegalArgumentException.class, () -> relay.offerStateTime(state, 1));
      assertEquals("state must be from 0 to 6: " + state, thrown.getMessage());
    }
    var thrown = assertThrows(
        IllegalArgumentException.class, () -> relay.sample(sample(counts(0, 0), 0, 0)));
    assertEquals("a sample must be of 7 states: 2", thrown.getMessage());
    Relay without = fixture(gauges(GaugeStyle.DELTA)).relay;
    assertThrows(IllegalArgumentException.class, () -> without.offerStateTime(0, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new RelayFixture().relay.offerStateTime(0, 1));
  }
}
