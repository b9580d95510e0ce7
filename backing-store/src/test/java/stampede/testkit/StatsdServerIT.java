package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsdServerIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir
  Path folder;

  private StatsdServer server;
  private DatagramSocket socket;

  @BeforeEach
  void start() throws IOException {
    server = StatsdServer.start(folder, Duration.ofMillis(100));
    socket = new DatagramSocket();
  }

  @AfterEach
  void close() {
    if (server != null) {
      socket.close();
      server.close();
    }
  }

  @Test
  void itsFiguresAreSumsOverAllFlushes() throws IOException {
    send("load:1.234567|ms\nload:2|ms|@0.5\ndirty:7|g");
    awaitPackets(1);
    send("load:3|ms\nload:1,5|ms\ndirty:-2|g\nhits:5|c\n\n");
    awaitPackets(2);
    server.awaitFlush();
    assertEquals(7, server.metricsReceived());
    assertEquals(1, server.badLinesSeen());
    assertTrue(server.log().contains("load:1,5|ms"), server::log);
    assertEquals(4, server.timerCount("load"));
    assertEquals(List.of(1.234567, 2.0, 3.0), server.timerMillis("load"));
    assertEquals(5, server.counter("hits"));
    List<Double> dirty = server.gauge("dirty");
    assertEquals(7, dirty.get(0));
    assertEquals(5, dirty.get(dirty.size() - 1));
    assertEquals(0, server.kernelDrops());
  }

  @Test
  void killedAndRestartedItListensAtTheSamePort() throws IOException {
    int port = server.port();
    send("dirty:7|g");
    awaitPackets(1);
    server.kill();
    send("dirty:8|g");
    assertThrows(IllegalStateException.class, server::kernelDrops);
    assertThrows(AssertionError.class, server::awaitFlush);
    server.restart();
    assertEquals(port, server.port());
    send("dirty:9|g");
    awaitPackets(2);
    List<Double> dirty = server.gauge("dirty");
    assertEquals(7, dirty.get(0));
    assertEquals(9, dirty.get(dirty.size() - 1));
  }

  private void awaitPackets(long count) {
    server.await(count + " packets flushed", () -> server.packetsReceived() >= count, LIMIT);
    assertEquals(count, server.packetsReceived());
  }

  private void send(String datagram) throws IOException {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server.address()));
  }
}
