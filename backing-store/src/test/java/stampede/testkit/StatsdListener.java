package stampede.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A StatsD server that only counts: what arrives at a free UDP port of the loopback address, line
 * by line. Thread-safe.
 */
public final class StatsdListener implements AutoCloseable {
  /** Asked for; the kernel may give less (Linux: net.core.rmem_max). */
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

  private static final int DATAGRAM_BYTES_MAX = 65_535;
  private static final int BAD_LINES_KEPT_MAX = 100;

  private final DatagramSocket socket;
  private final Thread thread = new Thread(this::receive, "stampede-statsd-listener");

  // Guarded by this.
  private final Map<String, Long> timings = new HashMap<>();
  private final List<String> badLines = new ArrayList<>();
  private long datagrams;
  private long lines;
  private long badLineCount;
  private long signedGauges;

  private StatsdListener(DatagramSocket socket) {
    this.socket = socket;
    thread.setDaemon(true);
    thread.start();
  }

  /** Binds a free port and starts to count. */
  public static StatsdListener open() {
    try {
      var socket = new DatagramSocket(null);
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      return new StatsdListener(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on a UDP port of 127.0.0.1", e);
    }
  }

  /** Its port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Its address as {@code --statsd} takes it. */
  public String hostPort() {
    return "127.0.0.1:" + port();
  }

  /** Datagrams received. */
  public synchronized long datagrams() {
    return datagrams;
  }

  /** Lines received, the bad ones among them. */
  public synchronized long lines() {
    return lines;
  }

  /** The {@code |ms} lines whose name ends in {@code suffix}. */
  public synchronized long timings(String suffix) {
    return timings.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(suffix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The {@code |g} lines with a leading sign: a server adds such a value instead of setting it. */
  public synchronized long signedGauges() {
    return signedGauges;
  }

  /** Lines that {@link StatsdLine} refuses. */
  public synchronized long badLineCount() {
    return badLineCount;
  }

  /** The first 100 of them. */
  public synchronized List<String> badLines() {
    return List.copyOf(badLines);
  }

  /** Waits until at least {@code count} lines have arrived; false if they have not within limit. */
  public synchronized boolean awaitLines(long count, Duration limit) {
    return await(() -> lines >= count, limit);
  }

  /** Waits until nothing has arrived for {@code quiet}; false if that was not so within limit. */
  public synchronized boolean awaitQuiet(Duration quiet, Duration limit) {
    long startNanos = System.nanoTime();
    long leftNanos = limit.toNanos();
    while (leftNanos >= quiet.toNanos()) {
      long seen = datagrams;
      if (!await(() -> datagrams != seen, quiet)) {
        return true;
      }
      leftNanos = limit.toNanos() - (System.nanoTime() - startNanos);
    }
    return false;
  }

  /** Stops listening; the counts stay readable. */
  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean await(BooleanSupplier condition, Duration limit) {
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
        throw new UncheckedIOException("cannot receive at " + hostPort(), e);
      }
      count(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }
  }

  private synchronized void count(String datagram) {
    datagrams++;
    // A line end may close the last line, too.
    String body = datagram.endsWith("\n") ? datagram.substring(0, datagram.length() - 1) : datagram;
    for (String line : body.split("\n", -1)) {
      lines++;
      StatsdLine.parse(line).ifPresentOrElse(this::count, () -> refuse(line));
    }
    notifyAll();
  }

  private void count(StatsdLine line) {
    if (line.type().equals("ms")) {
      timings.merge(line.name(), 1L, Long::sum);
    } else if (line.type().equals("g") && line.signed()) {
      signedGauges++;
    }
  }

  private void refuse(String line) {
    badLineCount++;
    if (badLines.size() < BAD_LINES_KEPT_MAX) {
      badLines.add(line);
    }
  }
}
