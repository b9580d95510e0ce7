package stampede.instrument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Keeps the packets that it is given; holds the sender up, or fails, when told. */
final class ScriptedPackets implements PacketSink {
  private static final int OPEN = 1_000_000;

  private final Semaphore gate = new Semaphore(OPEN);
  private final Semaphore arrivals = new Semaphore(0);
  private final List<String> sent = new ArrayList<>();
  private Throwable failure;
  private int failuresLeft;
  private boolean closed;
  private volatile boolean listening = true;

  /** Holds up every packet from the next on. */
  void stall() {
    gate.drainPermits();
  }

  void release() {
    gate.release(OPEN);
  }

  /** Returns when a further packet has reached {@link #send}. */
  void awaitArrival() {
    arrivals.acquireUninterruptibly();
  }

  synchronized void failNext(int count, Throwable with) {
    failuresLeft = count;
    failure = with;
  }

  @Override
  public void send(ByteBuffer packet) throws IOException {
    arrivals.release();
    gate.acquireUninterruptibly();
    take(packet);
  }

  private synchronized void take(ByteBuffer packet) throws IOException {
    if (failuresLeft > 0) {
      failuresLeft--;
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      throw (RuntimeException) failure;
    }
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    sent.add(new String(bytes, StandardCharsets.US_ASCII));
  }

  @Override
  public boolean sendHearing(ByteBuffer packet) throws IOException {
    send(packet);
    return listening;
  }

  /** From now on every packet that can be heard to be refused is. */
  void nobodyListens() {
    listening = false;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void forget() {
    sent.clear();
  }

  synchronized List<String> packets() {
    return List.copyOf(sent);
  }

  /** The lines of all packets, in order. */
  List<String> lines() {
    return packets().stream()
        .flatMap(packet -> List.of(packet.split("\n", -1)).stream())
        .toList();
  }
}
