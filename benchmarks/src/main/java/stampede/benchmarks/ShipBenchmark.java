package stampede.benchmarks;

import io.micrometer.core.instrument.Timer;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import stampede.instrument.Relay;
import stampede.instrument.RelayCounts;

/**
 * What reaches a live receiver. Either the relay's thread ships rings that are full, alone: its time
 * and its bytes a line, beside a bare channel that sends finished datagrams. Or so many threads
 * record at once: the share of their timings that is lost, beside Micrometer's own client flat out.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class ShipBenchmark {
  private static final int LINES = 1_000_000;
  private static final int ROUNDS = 16;
  private static final int WARM_ROUNDS = 48;
  private static final int PACKET_BYTES_MAX = 1_432;

  /** Timings between two looks at the clock, where they are paced. */
  private static final int PACE = 64;

  private static final long PARK_NANOS_MIN = 50_000;

  /** Longer than Micrometer's client may rest while it has something to send. */
  private static final long QUIET_MILLIS = 200;

  /** What is measured. */
  enum Kind {
    SHIP,
    FLAT_OUT,
    /** Ours at the rate that the peer had. */
    PACED
  }

  @Param({"1", "2", "4"})
  int threads;

  /** The name of a {@link Kind}. */
  @Param({"SHIP", "FLAT_OUT", "PACED"})
  String kind;

  private final long[] timesNanos = RelayBenchmark.times();
  private Receiver receiver;
  private Crew crew;
  private Gate gate;
  private Relay relay;
  private Thread relayThread;
  private StatsdMeterRegistry registry;
  private Timer timer;
  private DatagramChannel channel;
  private ByteBuffer datagram;
  private int datagramLines;
  private long peerPackets;

  @Setup
  public void open() throws IOException {
    receiver = new Receiver();
    crew = new Crew(threads);
    gate = new Gate(Long.MAX_VALUE);
    relay = RelayTaker.relay(receiver, gate);
    registry = Peers.registry(receiver);
    timer = Peers.timer(registry);
    channel = DatagramChannel.open();
    datagram = datagram();
    relayThread = gate.close();
    if (Kind.valueOf(kind) == Kind.SHIP) {
      for (int round = 0; round < WARM_ROUNDS; round++) {
        ship(new Sides());
      }
    } else {
      gate.open();
    }
  }

  /** As many lines as a packet holds. */
  private ByteBuffer datagram() {
    var text = new StringBuilder();
    String line = RelayTaker.PREFIX + ".content-cache.load:1.234567|ms\n";
    for (datagramLines = 0; text.length() + line.length() <= PACKET_BYTES_MAX; datagramLines++) {
      text.append(line);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Benchmark
  public void pair(Sides sides) {
    switch (Kind.valueOf(kind)) {
      case SHIP -> {
        for (int round = 0; round < ROUNDS; round++) {
          ship(sides);
        }
      }
      case FLAT_OUT -> {
        recordByPeer(sides);
        record(sides, 0);
      }
      case PACED -> record(sides, recordByPeer(sides));
    }
  }

  private void ship(Sides sides) {
    crew.ours(new Sides(), () -> offer(RelayTaker.RING / threads));
    sides.oursOf(relayThread, this::ship);
    receiver.awaitPackets(relay.counts().packets() + peerPackets);
    sides.peer(this::send);
    receiver.awaitPackets(relay.counts().packets() + peerPackets);
  }

  /** The relay's thread comes back when there is nothing more to ship. */
  private int ship() {
    long before = relay.counts().backing().shipped();
    gate.pass();
    RelayCounts.Timings after = relay.counts().backing();
    Fixture.require(after.recorded() == after.shipped(), "not all was shipped: " + after);
    return (int) (after.shipped() - before);
  }

  private int send() {
    int count = RelayTaker.RING / datagramLines;
    try {
      for (int i = 0; i < count; i++) {
        channel.send(datagram.rewind(), receiver.address());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the peer cannot send", e);
    }
    peerPackets += count;
    return count * datagramLines;
  }

  private int offer(int count) {
    for (int i = 0; i < count; i++) {
      RelayTaker.take(relay, timesNanos[i % timesNanos.length]);
    }
    return count;
  }

  /** Micrometer records flat out; answers how long that took. */
  private long recordByPeer(Sides sides) {
    long linesBefore = receiver.lines();
    long startNanos = System.nanoTime();
    crew.peer(sides, () -> {
      int count = LINES / threads;
      for (int i = 0; i < count; i++) {
        timer.record(timesNanos[i % timesNanos.length], TimeUnit.NANOSECONDS);
      }
      return count;
    });
    long tookNanos = System.nanoTime() - startNanos;
    receiver.awaitQuiet(QUIET_MILLIS);
    sides.peerLost += LINES - (receiver.lines() - linesBefore);
    return tookNanos;
  }

  /** The relay takes as many in so long; 0 is flat out. Each timing and datagram is accounted for. */
  private void record(Sides sides, long tookNanos) {
    RelayCounts before = relay.counts();
    long packetsBefore = receiver.packets();
    long linesBefore = receiver.lines();
    long droppedBefore = receiver.dropped();
    crew.ours(sides, tookNanos == 0 ? () -> offer(LINES / threads) : () -> offerIn(tookNanos));
    RelayTaker.awaitShipped(relay);
    receiver.awaitQuiet(QUIET_MILLIS);
    RelayCounts after = relay.counts();
    RelayCounts.Timings timings = after.backing();
    Fixture.require(
        timings.recorded() - before.backing().recorded() == LINES
            && timings.recorded() == timings.shipped() + timings.dropped().sum(),
        "not all timings are counted: " + timings);
    long received = receiver.packets() - packetsBefore;
    long dropped = receiver.dropped() - droppedBefore;
    Fixture.require(
        after.packets() - before.packets() == received + dropped,
        "of datagrams, " + (after.packets() - before.packets()) + " sent, " + received
            + " received, " + dropped + " dropped by the system");
    long linesLost = after.lines() - before.lines() - (receiver.lines() - linesBefore);
    Fixture.require(
        dropped > 0 ? linesLost > 0 : linesLost == 0,
        linesLost + " lines in no datagram that was dropped");
    sides.oursLost += timings.dropped().sum() - before.backing().dropped().sum() + linesLost;
  }

  private int offerIn(long tookNanos) {
    int count = LINES / threads;
    long startNanos = System.nanoTime();
    for (int done = 0; done < count; done += PACE) {
      long dueNanos = startNanos + (long) ((double) done / count * tookNanos);
      long waitNanos = dueNanos - System.nanoTime();
      if (waitNanos > PARK_NANOS_MIN) {
        LockSupport.parkNanos(waitNanos);
      }
      offer(Math.min(PACE, count - done));
    }
    return count;
  }

  @TearDown
  public void close() throws IOException {
    Fixture.require(
        receiver.dropped() * 100 <= receiver.packets() || Kind.valueOf(kind) != Kind.SHIP,
        "the system dropped " + receiver.dropped() + " datagrams, which costs less");
    gate.open();
    relay.close();
    registry.close();
    channel.close();
    crew.close();
    receiver.close();
  }
}
