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

class DatagramRecorderTest {
  @Test
  void datagramsAreKeptWholeAndInOrder() throws IOException {
    try (var recorder = DatagramRecorder.open();
        var socket = new DatagramSocket()) {
      for (String datagram : List.of("a:1|c\nb:2|c\n", "", "c:3|c")) {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        var address = InetAddress.getByName("127.0.0.1");
        socket.send(new DatagramPacket(bytes, bytes.length, address, recorder.port()));
      }
      assertTrue(recorder.awaitSent(3, Duration.ofSeconds(10)));
      assertFalse(recorder.awaitSent(4, Duration.ofMillis(10)));
      assertEquals(List.of("a:1|c\nb:2|c\n", "", "c:3|c"), recorder.datagrams());
      assertEquals(3, recorder.received());
      assertEquals(0, recorder.kernelDrops());
    }
  }
}
