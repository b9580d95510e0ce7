package stampede.instrument;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Where datagrams go. For one sending thread; any thread closes. */
interface PacketSink {
  void send(ByteBuffer packet) throws IOException;

  void close() throws IOException;

  /**
   * UDP from an unconnected channel, opened once. Nobody listening is not seen: an ICMP refusal
   * reaches connected sockets alone.
   */
  static PacketSink udp(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    return new PacketSink() {
      @Override
      public void send(ByteBuffer packet) throws IOException {
        channel.send(packet, address);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
