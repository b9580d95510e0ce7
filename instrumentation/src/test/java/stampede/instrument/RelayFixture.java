package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import stampede.cache.CacheStats;
import stampede.instrument.StatsdSettings.Overflow;
import stampede.testkit.RealTime;
import stampede.time.VirtualTime;

/** A relay in virtual time that the test drives pass by pass, over packets that it reads. */
final class RelayFixture {
  static final int SAMPLES_MAX = 8;
  static final String HEAD = "flux.0.stampede.relay.line:";
  static final int LOADED = Series.id(Clock.BACKING, Operation.LOAD, Outcome.LOADED);
  static final int FAILED = Series.id(Clock.BACKING, Operation.LOAD, Outcome.FAILED);
  static final int STORED = Series.id(Clock.BACKING, Operation.STORE, Outcome.STORED);
  static final int HIT = Series.id(Clock.RESPONSE, Operation.LOAD, Outcome.HIT);

  final VirtualTime time = new VirtualTime(1_000);
  final ScriptedPackets packets = new ScriptedPackets();
  final List<String> notices = new ArrayList<>();
  final Relay relay;

  RelayFixture() {
    this(settings());
  }

  RelayFixture(StatsdSettings settings) {
    this(settings, () -> stats(0, 0, 0, 0), Packer.PACKET_BYTES_MAX);
  }

  RelayFixture(StatsdSettings settings, Supplier<CacheStats> stats, int packetBytesMax) {
    this(settings, StateShipping.NONE, stats, packetBytesMax);
  }

  RelayFixture(StatsdSettings settings, StateShipping states) {
    this(settings, states, () -> stats(0, 0, 0, 0), Packer.PACKET_BYTES_MAX);
  }

  RelayFixture(
      StatsdSettings settings,
      StateShipping states,
      Supplier<CacheStats> stats,
      int packetBytesMax) {
    relay = new Relay(
        settings, states, stats, time, time, notices::add, packets, SAMPLES_MAX, packetBytesMax);
  }

  /** A relay with a thread, in real time, to a real address, under {@code flux.3}. */
  static Relay real(InetSocketAddress address, CacheStats stats) {
    return real(StatsdSettings.of(address, "flux.3"), stats, new ArrayList<>());
  }

  static Relay real(StatsdSettings settings, CacheStats stats, List<String> notices) {
    return real(settings, StateShipping.NONE, stats, notices);
  }

  static Relay real(
      StatsdSettings settings, StateShipping states, CacheStats stats, List<String> notices) {
    return new Relay(
        settings,
        states,
        () -> stats,
        RealTime.INSTANCE,
        nanos -> LockSupport.parkNanos(nanos - RealTime.INSTANCE.nanos()),
        notices::add);
  }

  static StatsdSettings settings() {
    return StatsdSettings.of(new InetSocketAddress("127.0.0.1", 8125), "flux.0");
  }

  static StatsdSettings settings(StatsdFlavor flavor, String sampleRate, Overflow overflow) {
    StatsdSettings plain = settings();
    return new StatsdSettings(
        plain.address(), plain.prefix(), flavor, new BigDecimal(sampleRate), 7, true, overflow);
  }

  static CacheStats stats(long clean, long dirty, long loadsInFlight, long flushBatch) {
    return new CacheStats(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        clean,
        clean * 1_000_000_000,
        dirty,
        dirty * 7,
        0,
        0,
        flushBatch,
        loadsInFlight);
  }

  void offer(int seriesId, int count) {
    for (int i = 0; i < count; i++) {
      relay.offer(seriesId, 1_000_000 + i);
    }
  }

  /** Offers backing loads and sends their packet. */
  void offerAndShip(int count) {
    offer(LOADED, count);
    relay.step();
    relay.step();
  }

  /** Ships what is there and ends the relay. */
  RelayCounts close() {
    relay.finish();
    relay.close();
    return relay.counts();
  }

  /** The lines of all packets without the first of each, in order. */
  List<String> lines() {
    return packets.packets().stream()
        .flatMap(packet -> List.of(packet.split("\n", -1)).stream().skip(1))
        .toList();
  }

  /** Recorded is shipped plus dropped. */
  static void assertLaw(RelayCounts counts) {
    for (RelayCounts.Timings timings :
        List.of(counts.backing(), counts.requests(), counts.states())) {
      assertEquals(
          timings.recorded(), timings.shipped() + timings.dropped().sum(), counts::toString);
    }
  }
}
