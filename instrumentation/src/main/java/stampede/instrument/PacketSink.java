package stampede.instrument;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Where datagrams go. For one sending thread; any thread closes. */
interface PacketSink {
  void send(ByteBuffer packet) throws IOException;

  /**
   * Sends like {@link #send}, by a socket that hears refusals.
   *
   * @return false where the host has refused a datagram that was sent so before: nobody listens
   */
  boolean sendHearing(ByteBuffer packet) throws IOException;

  void close() throws IOException;

  /**
   * UDP from an unconnected channel, opened once, which an absent server does not disturb: an ICMP
   * refusal reaches connected sockets alone, and fails their next send. A second, connected channel
   * is there to hear it; what it fails to send it sends again.
   */
  static PacketSink udp(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      return nowhere(address.getHostString());
    }
    DatagramChannel channel = DatagramChannel.open();
    DatagramChannel hearing = DatagramChannel.open();
    return new PacketSink() {
      @Override
      public void send(ByteBuffer packet) throws IOException {
        channel.send(packet, address);
      }

      @Override
      public boolean sendHearing(ByteBuffer packet) throws IOException {
        if (!hearing.isConnected()) {
          hearing.connect(address); // not before: where there is no route, it fails
        }
        try {
          hearing.write(packet);
          return true;
        } catch (PortUnreachableException e) {
          hearing.write(packet);
          return false;
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
        hearing.close();
      }
    };
  }

  /** Sends nothing, for a host that has no address. */
  private static PacketSink nowhere(String host) {
    return new PacketSink() {
      @Override
      public void send(ByteBuffer packet) throws IOException {
        throw new UnknownHostException(host + " has no address");
      }

      @Override
      public boolean sendHearing(ByteBuffer packet) throws IOException {
        throw new UnknownHostException(host + " has no address");
      }

      @Override
      public void close() {}
    };
  }
}
