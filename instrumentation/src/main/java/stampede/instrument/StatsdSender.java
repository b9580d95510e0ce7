package stampede.instrument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * Packs lines into datagrams and sends them, on one thread of its own. Lines are joined by a line
 * feed, without one at the end. A packet leaves when the next line does not fit and when the queue
 * runs empty, so that no line waits for a timer. Thread-safe.
 */
final class StatsdSender {
  /** The payload of a UDP datagram on Ethernet, with room for tunnels' headers. */
  static final int PACKET_BYTES_MAX = 1_432;

  private static final String STOP = "";

  private final PacketSink packets;
  private final UnaryOperator<String> format;
  private final BlockingQueue<String> queue;
  private final Thread thread = new Thread(this::run, "stampede-statsd");
  private volatile boolean stopping;

  /** The packet being filled, and its timing lines: of the sending thread. */
  private final ByteBuffer packet = ByteBuffer.allocateDirect(PACKET_BYTES_MAX);

  private int packetTimings;

  private final LongAdder ringFull = new LongAdder();
  private final LongAdder sendError = new LongAdder();
  private final LongAdder shipped = new LongAdder();
  private final LongAdder packetsSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();

  /**
   * A sender that is not started.
   *
   * @param linesMax the most lines that wait; what comes then is dropped and counted
   * @param format makes what is sent of a line: lines that must share a datagram, as one text
   */
  StatsdSender(PacketSink packets, int linesMax, UnaryOperator<String> format) {
    this.packets = packets;
    this.format = format;
    this.queue = new ArrayBlockingQueue<>(linesMax);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Queues a line, or counts it as dropped. Never throws: that would end the registry for good. */
  void accept(String line) {
    try {
      if (!queue.offer(format.apply(line)) && StatsdLines.isTiming(line)) {
        ringFull.increment();
      }
    } catch (RuntimeException e) {
      sendError.add(StatsdLines.isTiming(line) ? 1 : 0);
    }
  }

  /** Returns when all that is queued was sent, or after {@code millisMax}. */
  void stop(long millisMax) {
    stopping = true;
    queue.offer(STOP);
    try {
      thread.join(millisMax);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() throws IOException {
    packets.close();
  }

  /** The counts so far, of which {@code recorded} and {@code closed} are zero. */
  StatsdTimers.Counts counts() {
    return new StatsdTimers.Counts(
        0, shipped.sum(), ringFull.sum(), sendError.sum(), 0, packetsSent.sum(), bytesSent.sum());
  }

  private void run() {
    try {
      do {
        String line = queue.take();
        while (line != null) {
          add(line);
          line = queue.poll();
        }
        send();
      } while (!stopping || !queue.isEmpty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(String line) {
    if (line.equals(STOP)) {
      return;
    }
    byte[] text = line.getBytes(StandardCharsets.US_ASCII);
    if (packet.position() > 0 && packet.remaining() < text.length + 1) {
      send();
    }
    if (packet.position() > 0) {
      packet.put((byte) '\n');
    }
    packet.put(text);
    packetTimings += StatsdLines.isTiming(line) ? 1 : 0;
  }

  private void send() {
    if (packet.position() == 0) {
      return;
    }
    packet.flip();
    int sizeBytes = packet.remaining();
    try {
      packets.send(packet);
      shipped.add(packetTimings);
      packetsSent.increment();
      bytesSent.add(sizeBytes);
    } catch (IOException | RuntimeException e) {
      sendError.add(packetTimings);
    }
    packet.clear();
    packetTimings = 0;
  }
}
