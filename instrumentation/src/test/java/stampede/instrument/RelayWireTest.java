package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.cache.CacheStats;

/** What arrives at a real UDP socket on loopback. */
@Timeout(30)
final class RelayWireTest {
  private static final Pattern TIMING =
      Pattern.compile("flux\\.3\\.content-cache\\.(load|store):(\\d+(?:\\.\\d{1,6})?)\\|ms");
  private static final Pattern GAUGE =
      Pattern.compile("flux\\.3\\.(content-cache\\.(count|valid|dirty|size|flush-batch-count)"
          + "|stampede\\.relay\\.[a-z.-]+):\\d+\\|g");
  private static final CacheStats STATS = RelayFixture.stats(5, 1, 2, 1);

  /** So few lines that a default receive buffer of 208 KiB holds them in a datagram each. */
  private static final int AHEAD_MAX = 150;

  /** Receives datagrams until it is closed. */
  private static final class Receiver implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<String> packets = new ArrayList<>();
    private volatile long packetCount;
    private volatile long lineCount;

    Receiver() throws SocketException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread thread = new Thread(this::receive, "receiver");
      thread.setDaemon(true);
      thread.start();
    }

    InetSocketAddress address() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void receive() {
      byte[] buffer = new byte[65_536];
      try {
        while (true) {
          DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
          socket.receive(datagram);
          String packet = new String(buffer, 0, datagram.getLength(), StandardCharsets.US_ASCII);
          synchronized (packets) {
            packets.add(packet);
          }
          packetCount = packetCount + 1;
          lineCount = lineCount + packet.split("\n", -1).length;
        }
      } catch (IOException e) {
        assertTrue(socket.isClosed(), e::toString);
      }
    }

    /** Returns when as many datagrams were received; the test's timeout is the limit. */
    List<String> awaitPackets(long count) {
      await(() -> packetCount >= count);
      synchronized (packets) {
        return List.copyOf(packets);
      }
    }

    /** Returns when as many lines were received; the test's timeout is the limit. */
    void awaitLines(long count) {
      await(() -> lineCount >= count);
    }

    private static void await(BooleanSupplier reached) {
      while (!reached.getAsBoolean()) {
        assertFalse(Thread.currentThread().isInterrupted(), "timed out: a datagram was lost");
        Thread.yield();
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  @Test
  void everyTimingOfFourThreadsArrivesOnceAndExact() throws Exception {
    int threadCount = 4;
    int perThread = 5_000;
    try (Receiver receiver = new Receiver()) {
      Relay timers = relay(receiver.address(), STATS);
      timers.startGauges();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < threadCount; t++) {
        int first = t * perThread;
        int series = t % 2 == 0 ? RelayFixture.LOADED : RelayFixture.STORED;
        Thread thread = new Thread(() -> {
          for (int i = 0; i < perThread; i++) {
            timers.offer(series, 997L * (first + i));
            receiver.awaitLines(timers.counts().backing().recorded() - AHEAD_MAX);
          }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      receiver.awaitLines(threadCount * perThread);
      timers.close();

      RelayCounts counts = timers.counts();
      List<String> packets = receiver.awaitPackets(counts.packets());
      List<String> lines = packets.stream()
          .flatMap(packet -> List.of(packet.split("\n", -1)).stream())
          .toList();
      List<String> timings =
          lines.stream().filter(line -> TIMING.matcher(line).matches()).toList();
      List<String> gauges =
          lines.stream().filter(line -> GAUGE.matcher(line).matches()).toList();

      RelayCounts.Timings backing = counts.backing();
      assertEquals(threadCount * perThread, backing.recorded());
      assertEquals(backing.recorded(), backing.shipped(), counts::toString);
      assertEquals(backing.shipped(), timings.size());
      assertEquals(lines.size(), timings.size() + gauges.size());
      assertEquals(counts.lines(), lines.size());
      assertTrue(gauges.size() >= 5);
      assertEquals(counts.packets(), packets.size());
      assertEquals(counts.bytes(), packets.stream().mapToInt(String::length).sum());
      assertTrue(packets.stream().allMatch(packet -> packet.length() <= 1_432));
      assertArrayEquals(
          LongStream.range(0, threadCount * perThread).map(i -> 997 * i).toArray(),
          timings.stream().mapToLong(RelayWireTest::nanos).sorted().toArray());
      assertEquals(
          threadCount * perThread / 2,
          timings.stream().filter(line -> line.contains(".load:")).count());
    }
  }

  private static long nanos(String line) {
    Matcher matcher = TIMING.matcher(line);
    assertTrue(matcher.matches());
    return new BigDecimal(matcher.group(2)).movePointRight(6).longValueExact();
  }

  @Test
  void gaugesArriveWithoutAnyTiming() throws Exception {
    try (Receiver receiver = new Receiver();
        Relay timers = relay(receiver.address(), STATS)) {
      timers.startGauges();
      receiver.awaitLines(5);

      assertEquals(0, timers.counts().backing().recorded());
      for (String line : receiver.awaitPackets(1).get(0).split("\n")) {
        assertTrue(GAUGE.matcher(line).matches(), line);
      }
    }
  }

  @Test
  void aNegativeGaugeArrivesBehindAZeroInItsDatagram() throws Exception {
    try (Receiver receiver = new Receiver()) {
      Relay timers = relay(receiver.address(), RelayFixture.stats(0, 0, 0, -5));
      timers.startGauges();
      timers.close();

      String gauge = "flux.3.content-cache.flush-batch-count:";
      List<String> packets = receiver.awaitPackets(timers.counts().packets());
      assertTrue(
          packets.stream().anyMatch(packet -> packet.contains(gauge + "0|g\n" + gauge + "-5|g")),
          packets::toString);
    }
  }

  private static Relay relay(InetSocketAddress address, CacheStats stats) {
    return relay(address, stats, new ArrayList<>());
  }

  private static Relay relay(InetSocketAddress address, CacheStats stats, List<String> notices) {
    return RelayFixture.real(StatsdSettings.of(address, "flux.3"), stats, notices);
  }

  @Test
  void aHostWithoutAnAddressCostsNothingButItsLines() {
    List<String> notices = Collections.synchronizedList(new ArrayList<>());
    Relay timers =
        relay(InetSocketAddress.createUnresolved("nobody.invalid", 8125), STATS, notices);
    timers.startGauges();
    timers.offer(RelayFixture.LOADED, 1);
    timers.close();

    RelayCounts counts = timers.counts();
    assertEquals(1, counts.backing().dropped().sendError());
    assertEquals(0, counts.packets());
    assertEquals(1, notices.size(), notices::toString);
    assertTrue(notices.get(0).contains("nobody.invalid has no address"), notices::toString);
  }

  /** A socket cannot be connected to the address that reaches everybody. */
  @Test
  void anAddressThatCannotBeReachedCostsNothingButItsLines() {
    List<String> notices = Collections.synchronizedList(new ArrayList<>());
    Relay timers = relay(new InetSocketAddress("255.255.255.255", 8125), STATS, notices);
    timers.startGauges();
    timers.offer(RelayFixture.LOADED, 1);
    timers.close();

    RelayCounts counts = timers.counts();
    assertEquals(1, counts.backing().dropped().sendError(), counts::toString);
    assertEquals(0, counts.packets());
    assertEquals(1, notices.size(), notices::toString);
  }

  @Test
  void nobodyListeningIsNoError() throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    List<String> notices = Collections.synchronizedList(new ArrayList<>());
    Relay timers = relay(nobody, STATS, notices);
    timers.startGauges();
    while (timers.counts().refusals() == 0) {
      assertFalse(Thread.currentThread().isInterrupted(), "timed out: no refusal was heard");
      timers.offer(RelayFixture.LOADED, 1);
      Thread.yield();
    }
    timers.close();

    RelayCounts counts = timers.counts();
    assertEquals(counts.backing().recorded(), counts.backing().shipped(), counts::toString);
    assertTrue(counts.refusals() >= 1, counts::toString);
    assertEquals(1, notices.size(), notices::toString);
    assertTrue(notices.get(0).contains("nobody listens at"), notices::toString);
  }
}
