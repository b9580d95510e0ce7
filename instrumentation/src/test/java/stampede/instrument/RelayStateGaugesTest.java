package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.instrument.RelayFixture.HEAD;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gauges that a relay makes of samples of states, in each style. */
final class RelayStateGaugesTest {
  private static final List<String> SEVEN =
      List.of("new", "depend", "priority", "sched", "run", "cleanup", "inactive");
  private static final String GAUGE = "flux.0.job-states.";

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

  private static List<String> gaugeLines(GaugeStyle style, StateSample... samples) {
    RelayFixture fixture = fixture(gauges(style));
    List.of(samples).forEach(fixture.relay::sample);
    fixture.close();
    return fixture.lines().stream().map(line -> line.replace(GAUGE, "")).toList();
  }

  @Test
  void anAbsoluteGaugeHasNoSignButBehindAZero() {
    assertEquals(
        List.of("new:3|g", "run:0|g", "new:0|g", "new:-10000|g", "run:0|g"),
        gaugeLines(
            GaugeStyle.ABSOLUTE, sample(counts(3, 0), 3, 0), sample(counts(-10_000, 0), 3, 0)));
  }

  @Test
  void aSignedGaugeIsTheCountAsItIs() {
    assertEquals(
        List.of("new:3|g", "run:0|g", "new:-10000|g", "run:0|g"),
        gaugeLines(
            GaugeStyle.SIGNED, sample(counts(3, 0), 3, 0), sample(counts(-10_000, 0), 3, 0)));
  }

  @Test
  void aDeltaIsTheChangeOfATouchedStateAndSetsToZeroWhereThereIsNone() {
    assertEquals(
        List.of("new:+3|g", "new:-2|g", "run:+2|g", "run:0|g", "run:-1|g"),
        gaugeLines(
            GaugeStyle.DELTA,
            sample(counts(3, 0), 3, 0), // run was not touched
            sample(counts(1, 2), 3, 2),
            sample(counts(1, 2), 3, 2), // nor was any here
            sample(counts(1, 2), 3, 4), // two came and two went
            sample(counts(1, 1), 3, 4)));
  }

  @ParameterizedTest
  @EnumSource(GaugeStyle.class)
  void allGaugesOfASampleAreInOneDatagram(GaugeStyle style) {
    RelayFixture fixture = fixture(new StateShipping(SEVEN, true, false, false, style));
    for (int i = 1; i <= 100; i++) {
      fixture.relay.sample(sample(counts(i, i, i, i, i, i, i), i, i, i, i, i, i, i));
    }
    RelayCounts counts = fixture.close();

    List<String> packets = fixture.packets.packets();
    assertTrue(packets.size() > 1, packets::toString);
    for (String packet : packets) {
      assertEquals(1, packet.split("\n").length % 7, packet);
      assertEquals(GAUGE + "new", packet.split("\n")[1].split(":")[0]);
      assertTrue(packet.length() <= Packer.PACKET_BYTES_MAX);
    }
    assertEquals(700, fixture.lines().size());
    assertEquals(counts.lines(), fixture.packets.lines().size());
  }

  @Test
  void gaugesThatFitIntoNoDatagramAreInSeveralAndAZeroStaysWithItsValue() {
    String gauge = GAUGE + "new:0|g\n" + GAUGE + "new:-5|g";
    var fixture = new RelayFixture(
        RelayFixture.settings(),
        gauges(GaugeStyle.ABSOLUTE),
        () -> RelayFixture.stats(0, 0, 0, 0),
        HEAD.length() + 19 + 2 + 1 + gauge.length());
    fixture.relay.sample(sample(counts(-5, -6), 0, 0));
    fixture.close();

    assertEquals(
        List.of(
            HEAD + "0|g\n" + gauge, HEAD + "2|g\n" + gauge.replace("new", "run").replace('5', '6')),
        fixture.packets.packets());
  }
}
