package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatsdListenerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void everyLineOfEveryDatagramIsCounted() throws IOException {
    try (var listener = StatsdListener.open();
        var socket = new DatagramSocket()) {
      send(socket, listener, "flux.0.content-cache.load:1.5|ms\nflux.0.content-cache.store:2|ms");
      send(socket, listener, "flux.1.content-cache.load:3|ms\nflux.1.content-cache.load:1|c\n");
      send(socket, listener, "dirty:-3|g\ndirty:3|g\n\nbad line");
      assertTrue(listener.awaitLines(8, LIMIT));
      assertEquals(3, listener.datagrams());
      assertEquals(8, listener.lines());
      assertEquals(2, listener.timings(".content-cache.load"));
      assertEquals(1, listener.timings(".content-cache.store"));
      assertEquals(1, listener.signedGauges());
      assertEquals(2, listener.badLineCount());
      assertEquals(List.of("", "bad line"), listener.badLines());
    }
  }

  @Test
  void aGaugeIsWhatAServerHolds() throws IOException {
    try (var listener = StatsdListener.open();
        var socket = new DatagramSocket()) {
      send(socket, listener, "dirty:5|g\ndirty:-3|g\nvalid:4|g");
      send(socket, listener, "valid:0|g\nvalid:-7|g");
      assertTrue(listener.awaitLines(5, LIMIT));
      assertEquals(OptionalDouble.of(2), listener.gauge("dirty"));
      assertEquals(OptionalDouble.of(-7), listener.gauge("valid"));
      assertEquals(OptionalDouble.empty(), listener.gauge("size"));
    }
  }

  @Test
  void aFlavorsTagsTellItsSeriesApart() throws IOException {
    try (var listener = StatsdListener.open(StatsdLine.Flavor.TELEGRAF);
        var socket = new DatagramSocket()) {
      send(socket, listener, "load,rank=0:1|ms\nload,rank=0:2|ms\nload,rank=1:3|ms\nload:4|ms");
      send(socket, listener, "load:1|ms|#rank:0");
      assertTrue(listener.awaitLines(5, LIMIT));
      assertEquals(4, listener.timings("load"));
      assertEquals(2, listener.timings("load", Map.of("rank", "0")));
      assertEquals(1, listener.timings("load", Map.of()));
      assertEquals(List.of("load:1|ms|#rank:0"), listener.badLines());
    }
  }

  @Test
  void lostLinesAreToldByTheDatagramsNumbers() throws IOException {
    try (var listener = StatsdListener.open();
        var socket = new DatagramSocket()) {
      send(socket, listener, "p.stampede.relay.line:0|g\na:1|ms\na:2|ms");
      send(socket, listener, "p.stampede.relay.line:5|g\na:3|ms");
      assertTrue(listener.awaitLines(5, LIMIT));
      assertEquals(3, listener.linesLost());
      assertEquals(0, listener.unnumberedDatagrams());
      assertEquals(OptionalDouble.of(5), listener.gauge("p.stampede.relay.line"));
      assertEquals(0, listener.kernelDrops());
      send(socket, listener, "a:4|ms");
      assertTrue(listener.awaitLines(6, LIMIT));
      assertEquals(1, listener.unnumberedDatagrams());
    }
  }

  @Test
  void waitingEndsAtItsLimit() throws IOException {
    try (var listener = StatsdListener.open();
        var socket = new DatagramSocket()) {
      send(socket, listener, "a:1|c");
      assertTrue(listener.awaitLines(1, LIMIT));
      assertFalse(listener.awaitLines(2, Duration.ofMillis(10)));
      assertTrue(listener.awaitQuiet(Duration.ofMillis(10), LIMIT));
      assertFalse(listener.awaitQuiet(Duration.ofMillis(20), Duration.ofMillis(10)));
    }
  }

  private static void send(DatagramSocket socket, StatsdListener listener, String datagram)
      throws IOException {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    var address = InetAddress.getByName("127.0.0.1");
    socket.send(new DatagramPacket(bytes, bytes.length, address, listener.port()));
  }
}
