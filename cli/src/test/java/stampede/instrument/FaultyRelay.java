package stampede.instrument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import stampede.cache.CacheStats;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/** Relays with a fault that no server can bring about, for tests of whole runs. */
public final class FaultyRelay {
  /** What happens to the packets, counted from 1. */
  private interface Fault {
    void at(int packet);
  }

  private FaultyRelay() {}

  /** One whose third packet fails with an error, inside the registry's line sink or behind it. */
  public static Relay throwingOnce(
      StatsdSettings settings,
      Supplier<CacheStats> stats,
      NanoClock clock,
      Waiter waiter,
      Consumer<String> notices) {
    return start(settings, stats, clock, waiter, notices, 65_536, packet -> {
      if (packet == 3) {
        throw new LinkageError("broken once");
      }
    });
  }

  /** One with rings of 64, whose third packet takes a second. */
  public static Relay stallingOnce(
      StatsdSettings settings,
      Supplier<CacheStats> stats,
      NanoClock clock,
      Waiter waiter,
      Consumer<String> notices) {
    return start(settings, stats, clock, waiter, notices, 64, packet -> {
      if (packet == 3) {
        waiter.until(clock.nanos() + 1_000_000_000);
      }
    });
  }

  private static Relay start(
      StatsdSettings settings,
      Supplier<CacheStats> stats,
      NanoClock clock,
      Waiter waiter,
      Consumer<String> notices,
      int samplesMax,
      Fault fault) {
    var relay = new Relay(
        settings,
        StateShipping.NONE,
        stats,
        clock,
        waiter,
        notices,
        packets(settings, fault),
        samplesMax,
        1_432);
    relay.start();
    return relay;
  }

  private static PacketSink packets(StatsdSettings settings, Fault fault) {
    try {
      PacketSink udp = PacketSink.udp(settings.address());
      return new PacketSink() {
        private int packets;

        @Override
        public void send(ByteBuffer packet) throws IOException {
          packets++;
          fault.at(packets);
          udp.send(packet);
        }

        @Override
        public boolean sendHearing(ByteBuffer packet) throws IOException {
          packets++;
          fault.at(packets);
          return udp.sendHearing(packet);
        }

        @Override
        public void close() throws IOException {
          udp.close();
        }
      };
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
