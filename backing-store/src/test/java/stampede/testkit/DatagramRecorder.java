package stampede.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what arrives at a free UDP port of the loopback address, datagram by datagram, and reads
 * nothing into it: a sender is seldom faster. Thread-safe.
 */
public final class DatagramRecorder implements AutoCloseable {
  private final List<String> datagrams = new ArrayList<>(); // guarded by itself
  private final UdpReceiver receiver = UdpReceiver.open(this::add);

  private DatagramRecorder() {}

  /** Binds a free port and starts to record. */
  public static DatagramRecorder open() {
    return new DatagramRecorder();
  }

  /** Its port. */
  public int port() {
    return receiver.port();
  }

  /** The datagrams received, in order. */
  public List<String> datagrams() {
    synchronized (datagrams) {
      return List.copyOf(datagrams);
    }
  }

  /** How many have been received. */
  public long received() {
    synchronized (datagrams) {
      return datagrams.size();
    }
  }

  /** How many the kernel dropped at its socket, while it is open; see {@link KernelDrops#at}. */
  public long kernelDrops() {
    return KernelDrops.at(port());
  }

  /**
   * Waits until {@code sent} datagrams have been received or dropped by the kernel; false if they
   * have not within limit.
   */
  public boolean awaitSent(long sent, Duration limit) {
    return receiver.await(() -> received() + kernelDrops() >= sent, limit);
  }

  /** Stops recording; what was recorded stays readable. */
  @Override
  public void close() {
    receiver.close();
  }

  private void add(String datagram) {
    synchronized (datagrams) {
      datagrams.add(datagram);
    }
  }
}
