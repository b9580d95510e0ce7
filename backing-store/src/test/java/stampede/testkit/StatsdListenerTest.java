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
