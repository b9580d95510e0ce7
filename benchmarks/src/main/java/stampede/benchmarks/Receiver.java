package stampede.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A UDP server on the loopback that counts what arrives, on a thread of its own. Its socket has as
 * large a buffer as the system gives.
 */
final class Receiver implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 26;
  private static final int DATAGRAM_BYTES_MAX = 1 << 16;

  private static final long LOOK_NANOS = 50_000;
  private static final long WAIT_NANOS_MAX = 10_000_000_000L;

  /** One line a socket; the second word is the local address, the last the datagrams dropped. */
  private static final Path SOCKETS = Path.of("/proc/net/udp");

  private final DatagramChannel channel;
  private final InetSocketAddress address;
  private final Thread thread = new Thread(this::receive, "receiver");

  private volatile long packets;
  private volatile long lines;

  Receiver() {
    try {
      channel = DatagramChannel.open(StandardProtocolFamily.INET)
          .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES)
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      address = (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a UDP server", e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return address;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone writes
  private void receive() {
    ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    try {
      while (true) {
        channel.receive(datagram.clear());
        lines += linesIn(datagram.flip());
        packets++;
      }
    } catch (AsynchronousCloseException e) {
      // The end.
    } catch (IOException e) {
      throw new UncheckedIOException("the UDP server failed", e);
    }
  }

  /** Lines, whether the last one ends in a line feed or not. */
  private static int linesIn(ByteBuffer datagram) {
    int feeds = 0;
    int size = datagram.limit();
    for (int at = 0; at < size; at++) {
      if (datagram.get(at) == '\n') {
        feeds++;
      }
    }
    return size == 0 || datagram.get(size - 1) == '\n' ? feeds : feeds + 1;
  }

  long packets() {
    return packets;
  }

  long lines() {
    return lines;
  }

  /** Datagrams that the system dropped because the socket's buffer was full. */
  long dropped() {
    String local = String.format(":%04X", address.getPort());
    try {
      return Files.readAllLines(SOCKETS).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words[1].endsWith(local))
          .mapToLong(words -> Long.parseLong(words[words.length - 1]))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SOCKETS, e);
    }
  }

  /** Returns when nothing has arrived for so long. */
  void awaitQuiet(long millis) {
    long last = packets - 1;
    while (last != packets) {
      last = packets;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** Returns when so many datagrams have come or were dropped. */
  void awaitPackets(long count) {
    long startNanos = System.nanoTime();
    while (packets < count && packets + dropped() < count) {
      Fixture.require(
          System.nanoTime() - startNanos < WAIT_NANOS_MAX, packets + " of " + count + " came");
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Returns when so many lines have come. */
  void awaitLines(long count) {
    long startNanos = System.nanoTime();
    while (lines < count) {
      Fixture.require(
          System.nanoTime() - startNanos < WAIT_NANOS_MAX, lines + " lines of " + count + " came");
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the UDP server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
