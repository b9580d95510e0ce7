package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelDropsTest {
  private static final List<String> TABLE = List.of(
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops             ",
      "  181: 0100007F:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0"
          + " 11 2 0000000000000000 42        ",
      "  182: 0200007F:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0"
          + " 12 2 0000000000000000 3",
      "  183: 0100007F:01FB 0100007F:1FBD 01 00000000:00000000 00:00000000 00000000     0        0"
          + " 13 2 0000000000000000 7");

  @Test
  void theLastColumnOfThePortsLinesIsSummed() {
    assertEquals(OptionalLong.of(45), KernelDrops.in(TABLE, 0x1FBD));
    assertEquals(OptionalLong.of(7), KernelDrops.in(TABLE, 0x1FB));
    assertEquals(OptionalLong.empty(), KernelDrops.in(TABLE, 0x1FBE));
  }

  @Test
  void whatDoesNotFitTheReceiveBufferIsCounted() throws IOException {
    var loopback = InetAddress.getByName("127.0.0.1");
    byte[] bytes = new byte[1_000];
    int port;
    try (var receiver = new DatagramSocket(0, loopback);
        var sender = new DatagramSocket()) {
      port = receiver.getLocalPort();
      assertEquals(0, KernelDrops.at(port));
      receiver.setReceiveBufferSize(4_096);
      for (int i = 0; i < 100; i++) {
        sender.send(new DatagramPacket(bytes, bytes.length, loopback, port));
      }
      long drops = KernelDrops.at(port);
      assertTrue(drops > 0 && drops < 100, () -> drops + " of 100 dropped");
      for (long i = drops; i < 100; i++) {
        receiver.receive(new DatagramPacket(bytes, bytes.length));
      }
      receiver.setSoTimeout(1);
      assertThrows(IOException.class, () -> receiver.receive(new DatagramPacket(bytes, 1)));
    }
    assertThrows(IllegalStateException.class, () -> KernelDrops.at(port));
  }
}
