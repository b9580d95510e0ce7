package stampede.instrument;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packs lines into datagrams, joined by a line feed, without one at the end. The first line of each
 * is the gauge {@code <prefix>.stampede.relay.line}: how many lines, those first ones apart, stood in
 * the datagrams before, so that a receiver can tell how many it lost. For one thread; any reads the
 * counts.
 */
class Packer {
  /** The payload of a UDP datagram on Ethernet, with room for tunnels' headers. */
  static final int PACKET_BYTES_MAX = 1_432;

  private static final int DIGITS_MAX = 19;

  private final PacketSink packets;
  private final ByteBuffer packet;
  private final byte[] head;
  private final List<Tally> tallies;
  private final Consumer<Throwable> failed;

  /** Those of the packet that is being filled, and those in the ones before. */
  private int packetLines;

  private long linesBefore;

  private final LongAdder linesSent = new LongAdder();
  private final LongAdder packetsSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder refusals = new LongAdder();

  /**
   * An empty packer.
   *
   * @param prefix what the name of each datagram's first line starts with
   * @param tallies told what became of their timings
   * @param failed given what kept a datagram from being sent
   */
  Packer(
      PacketSink packets,
      String prefix,
      int packetBytesMax,
      List<Tally> tallies,
      Consumer<Throwable> failed) {
    this.packets = packets;
    this.packet = ByteBuffer.allocate(packetBytesMax);
    this.head = (prefix + ".stampede.relay.line:").getBytes(StandardCharsets.US_ASCII);
    this.tallies = tallies;
    this.failed = failed;
  }

  /**
   * Adds a line, or two that belong together; sends the packet first where they do not fit.
   *
   * @param text of ASCII
   * @param tally of the timing in the line; null where it has none
   * @throws IllegalArgumentException where they fit into no packet
   */
  void add(String text, @Nullable Tally tally) {
    makeRoom(text.length() + 1);
    if (packetLines == 0) {
      if (packet.capacity() < head.length + DIGITS_MAX + 2 + 1 + text.length()) {
        throw new IllegalArgumentException(
            "a line must fit into " + packet.capacity() + " bytes: " + text);
      }
      putHead();
    }
    packet.put((byte) '\n');
    put(text);
    packetLines++;
    if (tally != null) {
      tally.inPacket++;
    } else if (text.indexOf('\n') >= 0) {
      packetLines++;
    }
  }

  /** Sends the packet first where texts of so many bytes, line feeds included, do not fit. */
  void makeRoom(int sizeBytes) {
    if (packet.remaining() < sizeBytes) {
      send();
    }
  }

  private void putHead() {
    packet.put(head);
    put(Long.toString(linesBefore));
    packet.put((byte) '|').put((byte) 'g');
  }

  @SuppressWarnings("deprecation") // the one way to copy ASCII that allocates nothing
  private void put(String ascii) {
    ascii.getBytes(0, ascii.length(), packet.array(), packet.position());
    packet.position(packet.position() + ascii.length());
  }

  /** Sends what was added since the last packet. */
  void send() {
    send(false);
  }

  /** As {@link #send()}, by a socket that hears whether anybody listens. */
  void sendHearing() {
    send(true);
  }

  private void send(boolean hearing) {
    if (packetLines == 0) {
      return;
    }
    packet.flip();
    int sizeBytes = packet.remaining();
    boolean sent = false;
    try {
      if (!hearing) {
        packets.send(packet);
      } else if (!packets.sendHearing(packet)) {
        refusals.increment();
      }
      sent = true;
    } catch (Throwable e) { // what escapes here would end the registry
      failed.accept(e);
    }
    if (sent) {
      linesSent.add(packetLines + 1L);
      packetsSent.increment();
      bytesSent.add(sizeBytes);
    }
    for (Tally tally : tallies) {
      tally.settlePacket(sent);
    }
    linesBefore += packetLines;
    packetLines = 0;
    packet.clear();
  }

  /** Lines in datagrams that the system took, the first ones included. */
  long linesSent() {
    return linesSent.sum();
  }

  long packetsSent() {
    return packetsSent.sum();
  }

  long bytesSent() {
    return bytesSent.sum();
  }

  /** How often the host was heard to refuse a datagram. */
  long refusals() {
    return refusals.sum();
  }
}
