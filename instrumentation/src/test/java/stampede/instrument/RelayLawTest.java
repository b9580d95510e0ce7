package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import stampede.instrument.StatsdSettings.Overflow;

/** Laws of shipping: no timing is lost uncounted, packets are tight, a lost line is seen. */
final class RelayLawTest {
  private enum Step {
    OFFER_ONE,
    OFFER_MANY,
    OFFER_REQUEST,
    OFFER_STATE_TIME,
    SAMPLE,
    OFFER_OUT_OF_RANGE,
    PASS,
    SECOND,
    FAIL
  }

  @Property(tries = 300)
  void recordedIsShippedPlusDropped(
      @ForAll @Size(max = 60) List<Step> steps, @ForAll boolean sampled) {
    var fixture = new RelayFixture(
        RelayFixture.settings(StatsdFlavor.ETSY, sampled ? "0.5" : "1", Overflow.DROP),
        new StateShipping(List.of("new"), true, true, true, GaugeStyle.DELTA));
    fixture.relay.startGauges();
    int backing = 0;
    int requests = 0;
    int stateTimes = 0;
    int samples = 0;
    for (Step step : steps) {
      switch (step) {
        case PASS -> fixture.relay.step();
        case SECOND -> fixture.time.advance(1_000_000_000);
        case FAIL -> fixture.packets.failNext(1, new IOException("refused"));
        case OFFER_REQUEST -> {
          fixture.offer(RelayFixture.HIT, 3);
          requests += 3;
        }
        case OFFER_STATE_TIME -> {
          fixture.relay.offerStateTime(0, stateTimes);
          stateTimes++;
        }
        case SAMPLE -> {
          long[] entered = {samples};
          fixture.relay.sample(new StateSample(0, new long[1], new long[1], entered));
          samples++;
        }
        case OFFER_OUT_OF_RANGE -> {
          fixture.relay.offer(RelayFixture.STORED, -7);
          backing++;
        }
        case OFFER_ONE, OFFER_MANY -> {
          int count = step == Step.OFFER_ONE ? 1 : RelayFixture.SAMPLES_MAX - 1;
          fixture.offer(RelayFixture.STORED, count);
          backing += count;
        }
      }
    }
    RelayCounts counts = fixture.close();

    assertEquals(backing, counts.backing().recorded());
    assertEquals(requests, counts.requests().recorded());
    assertEquals(stateTimes, counts.states().recorded());
    assertEquals(new RelayCounts.Samples(samples, 0), counts.samples());
    RelayFixture.assertLaw(counts);
    assertEquals(0, counts.backing().dropped().closed());
    assertEquals(0, counts.backing().dropped().registry());
    List<String> lines = fixture.lines();
    assertEquals(counts.backing().shipped(), timings(lines, "content-cache"));
    assertEquals(counts.requests().shipped(), timings(lines, "request"));
    assertEquals(counts.states().shipped(), timings(lines, "job.state.new.timing"));
    assertEquals(counts.lines(), fixture.packets.lines().size());
    assertEquals(counts.packets(), fixture.packets.packets().size());
    assertEquals(
        counts.bytes(),
        fixture.packets.packets().stream().mapToInt(String::length).sum());
  }

  private static long timings(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith("flux.0." + name) && line.contains("|ms"))
        .count();
  }

  /** Every packet but the last is so full that the next line did not fit. */
  @Property(tries = 60)
  void packetsAreNoLargerThanTheyMayBeAndNoSmallerThanTheyMustBe(
      @ForAll @Size(min = 2, max = 300) List<@IntRange(min = 1, max = 400) Integer> sizes) {
    var packets = new ScriptedPackets();
    var packer = packer(packets);
    sizes.forEach(size -> packer.add("x".repeat(size), null));
    packer.send();

    List<String> sent = packets.packets();
    for (int i = 0; i < sent.size(); i++) {
      String packet = sent.get(i);
      assertTrue(packet.length() <= Packer.PACKET_BYTES_MAX);
      assertFalse(packet.endsWith("\n"));
      if (i + 1 < sent.size()) {
        int nextLine = sent.get(i + 1).split("\n", 3)[1].length();
        assertTrue(packet.length() + 1 + nextLine > Packer.PACKET_BYTES_MAX);
      }
    }
  }

  /** Whatever packets a receiver misses, the line numbers of the others tell how many lines. */
  @Property(tries = 60)
  void aReceiverCanTellWhatItLost(
      @ForAll @Size(min = 3, max = 300) List<@IntRange(min = 1, max = 400) Integer> sizes,
      @ForAll @Size(300) List<Boolean> lost) {
    var packets = new ScriptedPackets();
    var packer = packer(packets);
    sizes.forEach(size -> packer.add("x".repeat(size), null));
    packer.send();

    long expected = 0;
    long seen = 0;
    List<String> received = new ArrayList<>();
    List<String> sent = packets.packets();
    for (int i = 0; i < sent.size(); i++) {
      if (i < sent.size() - 1 && lost.get(i)) {
        expected += sent.get(i).split("\n").length - 1;
      } else {
        received.add(sent.get(i));
      }
    }
    long next = 0;
    for (String packet : received) {
      String[] lines = packet.split("\n");
      long number = Long.parseLong(lines[0].replaceAll("^p\\.stampede\\.relay\\.line:|\\|g$", ""));
      seen += number - next;
      next = number + lines.length - 1;
    }
    assertEquals(expected, seen);
  }

  private static Packer packer(ScriptedPackets packets) {
    return new Packer(packets, "p", Packer.PACKET_BYTES_MAX, List.of(), e -> {
      throw new AssertionError(e);
    });
  }
}
