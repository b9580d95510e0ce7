package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Laws of shipping: no timing is lost uncounted, packets are tight, no gauge is a delta. */
final class StatsdLawTest {
  private enum Step {
    RECORD_ONE,
    RECORD_MANY,
    STALL,
    RELEASE,
    FAIL
  }

  @Property(tries = 60)
  void recordedIsShippedPlusDropped(@ForAll @Size(max = 30) List<Step> steps) {
    ScriptedPackets packets = new ScriptedPackets();
    StatsdTimers timers = new StatsdTimers(
        "flux.0",
        () -> StatsdTimersTest.stats(0, 0, 0, 0),
        new StatsdSender(packets, 50, StatsdLines::unsigned));
    long recorded = 0;
    for (Step step : steps) {
      switch (step) {
        case STALL -> packets.stall();
        case RELEASE -> packets.release();
        case FAIL -> packets.failNext(1, new IOException("refused"));
        case RECORD_ONE, RECORD_MANY -> {
          int count = step == Step.RECORD_ONE ? 1 : 40;
          for (int i = 0; i < count; i++) {
            timers.record(Operation.STORE, i);
          }
          recorded += count;
        }
      }
    }
    packets.release();
    timers.close();

    StatsdTimers.Counts counts = timers.counts();
    assertEquals(recorded, counts.recorded());
    assertEquals(recorded, counts.shipped() + counts.ringFull() + counts.sendError());
    assertEquals(0, counts.closed());
    assertEquals(packets.lines().size(), counts.shipped());
  }

  /** Every packet but the last of a full queue is so full that the next line did not fit. */
  @Property(tries = 60)
  void packetsAreAtMost1432BytesAndNoSmallerThanTheyMustBe(
      @ForAll @Size(min = 2, max = 300) List<@IntRange(min = 1, max = 400) Integer> sizes) {
    ScriptedPackets packets = new ScriptedPackets();
    StatsdSender sender = new StatsdSender(packets, sizes.size() + 1, line -> line);
    packets.stall();
    sender.start();
    sender.accept("first");
    packets.awaitArrival();
    sizes.forEach(size -> sender.accept("x".repeat(size)));
    packets.release();
    sender.stop(10_000);

    List<String> sent = packets.packets();
    assertEquals(sizes, packets.lines().stream().skip(1).map(String::length).toList());
    for (int i = 1; i < sent.size(); i++) {
      String packet = sent.get(i);
      assertTrue(packet.length() <= 1_432);
      assertFalse(packet.endsWith("\n"));
      if (i + 1 < sent.size()) {
        int nextLine = sent.get(i + 1).split("\n", 2)[0].length();
        assertTrue(packet.length() + 1 + nextLine > 1_432);
      }
    }
  }

  /** A server that adds signed gauges, as statsd does, holds what was read, whatever it held. */
  @Property
  void aServerHoldsWhatTheGaugeRead(@ForAll int held, @ForAll @IntRange(min = -9) int read) {
    Map<String, Long> server = new HashMap<>(Map.of("a", (long) held));
    for (String line : StatsdLines.unsigned("a:" + read + "|g").split("\n")) {
      String value = line.substring(2, line.length() - 2);
      boolean delta = value.startsWith("-") || value.startsWith("+");
      server.merge("a", Long.parseLong(value), delta ? Long::sum : (old, next) -> next);
    }
    assertEquals(read, server.get("a"));
  }

  @Property
  void noTextMakesTheFormatterThrow(@ForAll String text) {
    StatsdLines.unsigned(text);
    StatsdLines.unsigned(text + "|g");
    assertEquals(text + ":-0.5|ms", StatsdLines.unsigned(text + ":-0.5|ms"));
    assertEquals(text + ":0|g", StatsdLines.unsigned(text + ":-0|g"));
  }
}
