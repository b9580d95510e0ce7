package stampede.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports of the loopback address that were free a moment ago, for servers that cannot choose their
 * own. Another process may take one in between: bind port 0 wherever that is possible.
 */
public final class FreePorts {
  private FreePorts() {}

  /** A free TCP port. */
  public static int tcp() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free TCP port", e);
    }
  }

  /** A free UDP port. */
  public static int udp() {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free UDP port", e);
    }
  }
}
