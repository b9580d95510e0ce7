package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.instrument.StatsdSettings.Overflow;
import stampede.testkit.DatagramRecorder;
import stampede.testkit.LineNumbers;
import stampede.testkit.RealTime;
import stampede.testkit.StatsdLine;
import stampede.testkit.StatsdListener;

/** Where every timing and every datagram went, under load, over real UDP. */
@Timeout(120)
final class RelayLoadIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int THREADS = 4;

  private static Relay relay(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return RelayFixture.real(address, RelayFixture.stats(1, 2, 3, 4));
  }

  /** Runs {@code body} on four threads, with their numbers, and returns when all have ended. */
  private static void onThreads(IntConsumer body) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread = new Thread(() -> body.accept(number));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @RepeatedTest(5)
  void aMillionTimingsFlatOutAreAllAccountedForAndSoIsEveryDatagram() throws Exception {
    int perThread = 250_000;
    try (DatagramRecorder receiver = DatagramRecorder.open()) {
      Relay relay = relay(receiver.port());
      relay.startGauges();
      onThreads(number -> {
        int series = number % 2 == 0 ? RelayFixture.LOADED : RelayFixture.STORED;
        for (int i = 0; i < perThread; i++) {
          relay.offer(series, 1_000_000L + i);
        }
      });
      relay.close();

      RelayCounts counts = relay.counts();
      assertEquals(THREADS * perThread, counts.backing().recorded());
      RelayFixture.assertLaw(counts);
      assertEquals(0, counts.backing().dropped().registry());
      assertTrue(receiver.awaitSent(counts.packets(), LIMIT), counts::toString);
      long kernelDrops = receiver.kernelDrops();
      assertEquals(counts.packets(), receiver.received() + kernelDrops);
      var numbers = new LineNumbers(StatsdLine.Flavor.ETSY);
      receiver.datagrams().forEach(numbers::add);
      assertEquals(0, numbers.unnumbered());
      if (kernelDrops == 0) {
        assertEquals(0, numbers.lost());
        assertEquals(counts.lines(), numbers.received() + receiver.received());
      }
      System.out.println("flat out: " + counts.backing() + ", packets sent " + counts.packets()
          + " = received " + receiver.received() + " + dropped by the kernel " + kernelDrops);
    }
  }

  @Test
  void twoHundredThousandASecondAreShippedWithoutADrop() throws Exception {
    int bursts = 10_000;
    int perBurst = 50;
    try (DatagramRecorder receiver = DatagramRecorder.open()) {
      Relay relay = relay(receiver.port());
      relay.startGauges();
      long originNanos = RealTime.INSTANCE.nanos();
      onThreads(number -> {
        for (int burst = 0; burst < bursts; burst++) {
          awaitNanos(originNanos + burst * 1_000_000L);
          for (int i = 0; i < perBurst; i++) {
            relay.offer(RelayFixture.LOADED, 1_000_000L + i);
          }
        }
      });
      long tookNanos = RealTime.INSTANCE.nanos() - originNanos;
      relay.close();

      RelayCounts counts = relay.counts();
      assertEquals((long) THREADS * bursts * perBurst, counts.backing().recorded());
      assertEquals(counts.backing().recorded(), counts.backing().shipped(), counts::toString);
      assertTrue(receiver.awaitSent(counts.packets(), LIMIT), counts::toString);
      System.out.println("paced: " + counts.backing() + " in " + tookNanos / 1_000_000 + " ms");
    }
  }

  private static void awaitNanos(long dueNanos) {
    long leftNanos = dueNanos - RealTime.INSTANCE.nanos();
    while (leftNanos > 0) {
      LockSupport.parkNanos(leftNanos);
      leftNanos = dueNanos - RealTime.INSTANCE.nanos();
    }
  }

  @ParameterizedTest
  @EnumSource(StatsdFlavor.class)
  void everyLineOfAFlavourIsReadByItsOwnStrictGrammar(StatsdFlavor flavor) {
    try (StatsdListener listener = StatsdListener.open(StatsdLine.Flavor.valueOf(flavor.name()))) {
      var settings = new StatsdSettings(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
          "flux.3",
          flavor,
          new BigDecimal("0.5"),
          1,
          true,
          Overflow.DROP);
      Relay relay = RelayFixture.real(settings, RelayFixture.stats(1, 2, 3, -4), new ArrayList<>());
      relay.startGauges();
      for (int i = 0; i < 10_000; i++) {
        relay.offer(RelayFixture.LOADED, 997L * i);
        relay.offer(RelayFixture.STORED, 997L * i);
        relay.offer(RelayFixture.HIT, 997L * i);
      }
      relay.close();

      RelayCounts counts = relay.counts();
      RelayFixture.assertLaw(counts);
      assertTrue(listener.awaitLines(counts.lines(), LIMIT), counts::toString);
      assertEquals(counts.lines(), listener.lines());
      assertEquals(0, listener.badLineCount(), () -> listener.badLines().get(0));
      String cache = flavor == StatsdFlavor.SYSDIG ? "content_cache." : "content-cache.";
      assertEquals(
          counts.backing().shipped(),
          listener.timings(cache + "load") + listener.timings(cache + "store"));
      String request = flavor == StatsdFlavor.ETSY ? "request.load.hit" : "request";
      assertEquals(counts.requests().shipped(), listener.timings(request));
    }
  }
}
