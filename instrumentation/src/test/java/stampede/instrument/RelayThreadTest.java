package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.instrument.StatsdSettings.Overflow;

/** A relay on its thread, and the threads that offer. */
@Timeout(30)
final class RelayThreadTest {
  private final ScriptedPackets packets = new ScriptedPackets();
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  private Relay relay(StatsdSettings settings, int samplesMax) {
    var relay = new Relay(
        settings,
        new StateShipping(List.of("run"), true, false, false, GaugeStyle.SIGNED),
        () -> RelayFixture.stats(0, 0, 0, 0),
        () -> 0,
        nanos -> Thread.yield(),
        notices::add,
        packets,
        samplesMax,
        Packer.PACKET_BYTES_MAX);
    relay.start();
    return relay;
  }

  private Relay relay() {
    return relay(RelayFixture.settings(), 8);
  }

  private static void offer(Relay relay, int count) {
    for (int i = 0; i < count; i++) {
      relay.offer(RelayFixture.LOADED, i);
    }
  }

  /** Runs {@code body} on that many threads and returns when all have ended. */
  private static void onThreads(int count, Runnable body) throws InterruptedException {
    List<Thread> threads =
        IntStream.range(0, count).mapToObj(i -> new Thread(body)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private long shippedLines() {
    return packets.lines().stream().filter(line -> line.endsWith("|ms")).count();
  }

  @Test
  void aStalledNetworkDelaysTheCloseNoLongerThanItsDeadlineAndTheRestCountsAsClosed() {
    Relay relay = relay();
    packets.stall();
    offer(relay, 1);
    packets.awaitArrival();
    offer(relay, 10);
    relay.close();
    RelayCounts counts = relay.counts();

    assertEquals(0, counts.backing().shipped());
    assertEquals(2, counts.backing().dropped().ringFull());
    assertEquals(9, counts.backing().dropped().closed());
    RelayFixture.assertLaw(counts);
    assertTrue(packets.isClosed());

    packets.release();
    packets.awaitArrival();
    assertEquals(counts, relay.counts(), "what the relay does later does not count");
  }

  @Test
  void anInterruptDuringTheCloseIsKept() {
    Relay relay = relay();
    offer(relay, 3);
    Thread.currentThread().interrupt();
    relay.close();

    assertTrue(Thread.interrupted());
    assertTrue(packets.isClosed());
    RelayFixture.assertLaw(relay.counts());
  }

  @Test
  void whatFourThreadsOfferFlatOutIsShippedOrCounted() throws Exception {
    Relay relay = relay();
    onThreads(4, () -> offer(relay, 100_000));
    relay.close();

    RelayCounts counts = relay.counts();
    assertEquals(400_000, counts.backing().recorded());
    assertTrue(counts.backing().dropped().ringFull() > 0, counts::toString);
    RelayFixture.assertLaw(counts);
    assertEquals(0, counts.backing().dropped().closed());
    assertEquals(counts.backing().shipped(), shippedLines());
  }

  @Test
  void whatFourThreadsOfferWithRoomToWaitForIsAllShipped() throws Exception {
    Relay relay = relay(RelayFixture.settings(StatsdFlavor.ETSY, "1", Overflow.BLOCK), 8);
    onThreads(4, () -> offer(relay, 5_000));
    relay.close();

    assertEquals(20_000, relay.counts().backing().shipped());
    assertEquals(20_000, shippedLines());
  }

  @Test
  void whatIsOfferedWhileTheRelayClosesIsShippedOrCounted() throws Exception {
    for (int round = 0; round < 20; round++) {
      packets.forget();
      Relay relay = relay();
      Thread closer = new Thread(relay::close);
      closer.start();
      onThreads(3, () -> offer(relay, 2_000));
      closer.join();

      RelayCounts counts = relay.counts();
      assertEquals(6_000, counts.backing().recorded());
      RelayFixture.assertLaw(counts);
      assertEquals(counts.backing().shipped(), shippedLines());
    }
  }

  @Test
  void samplesOfStatesTakenWhileTheRelayClosesAreAllSent() throws Exception {
    var sample = new StateSample(0, new long[1], new long[1], new long[1]);
    for (int round = 0; round < 20; round++) {
      packets.forget();
      Relay relay = relay();
      Thread closer = new Thread(relay::close);
      closer.start();
      onThreads(3, () -> {
        for (int i = 0; i < 2_000; i++) {
          relay.sample(sample);
        }
      });
      closer.join();

      RelayCounts.Samples samples = relay.counts().samples();
      assertEquals(
          samples.taken(),
          packets.lines().stream().filter(line -> line.endsWith(".run:0|g")).count());
    }
  }

  @Test
  void roomIsMadeWhileARingIsDrainedAndNotOnlyAfterwards() {
    var rings = new SampleRings(256, () -> false);
    for (int i = 0; i < 256; i++) {
      rings.offer(1, i);
    }
    List<Long> samples = new ArrayList<>();
    int drained = rings.drainTo(sample -> {
      samples.add(sample);
      if (samples.size() == 200) {
        rings.offer(1, 256);
      }
    });

    assertEquals(256, drained);
    assertEquals(0, rings.ringFull());
    assertEquals(1, rings.drainTo(samples::add));
    assertEquals(257, samples.size());
  }

  @Test
  void theRingsOfDeadThreadsAreKeptUntilTheyAreDrainedAndNoLonger() throws Exception {
    var rings = new SampleRings(8, () -> false);
    onThreads(5, () -> {
      for (int i = 0; i < 10; i++) {
        rings.offer(1, i);
      }
      rings.offer(1, -1);
    });
    assertEquals(5, rings.threadCount());
    long recorded = rings.recorded();

    List<Long> samples = new ArrayList<>();
    assertEquals(40, rings.drainTo(samples::add));
    assertEquals(0, rings.threadCount());
    assertEquals(40, samples.size());
    assertEquals(55, recorded);
    assertEquals(55, rings.recorded());
    assertEquals(10, rings.ringFull());
    assertEquals(5, rings.outOfRange());
  }
}
