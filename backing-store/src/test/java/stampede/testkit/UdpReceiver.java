package stampede.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Receives at a free UDP port of the loopback address, with a large receive buffer, and hands each
 * datagram to a sink, on a thread of its own. Thread-safe.
 */
final class UdpReceiver implements AutoCloseable {
  /** Asked for; the kernel may give less (Linux: net.core.rmem_max). */
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

  private static final int DATAGRAM_BYTES_MAX = 65_535;

  private final DatagramSocket socket;
  private final Consumer<String> sink;
  private final Thread thread = new Thread(this::receive, "stampede-udp-receiver");

  private UdpReceiver(DatagramSocket socket, Consumer<String> sink) {
    this.socket = socket;
    this.sink = sink;
  }

  /** Binds a free port and starts to receive. */
  static UdpReceiver open(Consumer<String> sink) {
    try {
      var socket = new DatagramSocket(null);
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      var receiver = new UdpReceiver(socket, sink);
      receiver.thread.setDaemon(true);
      receiver.thread.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on a UDP port of 127.0.0.1", e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /**
   * Waits until a condition on what the sink has taken holds; false if it does not within limit.
   * The condition is looked at after each datagram, by the waiting thread.
   */
  synchronized boolean await(BooleanSupplier condition, Duration limit) {
    long startNanos = System.nanoTime();
    try {
      while (!condition.getAsBoolean()) {
        long leftNanos = limit.toNanos() - (System.nanoTime() - startNanos);
        if (leftNanos <= 0) {
          return false;
        }
        wait(leftNanos / 1_000_000 + 1);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Stops receiving, and returns when the sink has its last datagram. */
  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive() {
    var packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
    while (!socket.isClosed()) {
      try {
        packet.setLength(DATAGRAM_BYTES_MAX);
        socket.receive(packet);
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
        throw new UncheckedIOException("cannot receive at port " + port(), e);
      }
      sink.accept(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
      synchronized (this) {
        notifyAll();
      }
    }
  }
}
