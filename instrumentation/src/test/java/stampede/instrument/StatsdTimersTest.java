package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.statsd.StatsdMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stampede.cache.CacheStats;
import stampede.store.BadInputException;

@Timeout(30)
final class StatsdTimersTest {
  private static final String LOAD = "flux.0.content-cache.load:";
  private static final Logger POLLING = Logger.getLogger(StatsdMeterRegistry.class.getName());
  private static final int LINES_MAX = 8;

  private final ScriptedPackets packets = new ScriptedPackets();

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

  private StatsdTimers timers(Supplier<CacheStats> cacheStats) {
    return new StatsdTimers(
        "flux.0", cacheStats, new StatsdSender(packets, LINES_MAX, StatsdLines::unsigned));
  }

  private StatsdTimers timers() {
    return timers(() -> stats(0, 0, 0, 0));
  }

  private static void record(StatsdTimers timers, int count) {
    for (int i = 0; i < count; i++) {
      timers.record(Operation.LOAD, 1_000_000 + i);
    }
  }

  private static void assertLaw(StatsdTimers.Counts counts) {
    assertEquals(
        counts.recorded(),
        counts.shipped() + counts.ringFull() + counts.sendError() + counts.closed(),
        counts::toString);
  }

  @Test
  void aTimingIsMillisecondsWithNanosecondDecimals() {
    StatsdTimers timers = timers();
    timers.record(Operation.LOAD, 1_234_567);
    timers.record(Operation.STORE, 1);
    timers.record(Operation.STORE, 3_600_000_000_000L);
    timers.close();

    assertEquals(
        List.of(
            LOAD + "1.234567|ms",
            "flux.0.content-cache.store:0.000001|ms",
            "flux.0.content-cache.store:3600000|ms"),
        packets.lines());
  }

  @Test
  void aFullQueueDropsAndCountsAndTheRestArrivesInOrder() {
    StatsdTimers timers = timers();
    packets.stall();
    record(timers, 1);
    packets.awaitArrival();
    record(timers, LINES_MAX + 5);

    assertEquals(5, timers.counts().ringFull());
    packets.release();
    timers.close();

    StatsdTimers.Counts counts = timers.counts();
    assertEquals(1 + LINES_MAX, counts.shipped());
    assertEquals(0, counts.closed());
    assertEquals(1 + LINES_MAX, packets.lines().size());
    assertEquals(2, counts.packets());
    assertEquals(packets.packets().stream().mapToInt(String::length).sum(), counts.bytes());
    assertLaw(counts);
  }

  static List<Exception> failures() {
    return List.of(new IOException("No route to host"), new UnresolvedAddressException());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aRefusedPacketIsCountedByItsTimingsAndTheNextOneIsSent(Exception failure) {
    StatsdTimers timers = timers();
    packets.failNext(1, failure);
    packets.stall();
    record(timers, 1);
    packets.awaitArrival();
    record(timers, 4);
    packets.release();
    timers.close();

    StatsdTimers.Counts counts = timers.counts();
    assertEquals(1, counts.sendError());
    assertEquals(4, counts.shipped());
    assertEquals(1, counts.packets());
    assertLaw(counts);
  }

  @Test
  void aFailingFormatterNeverReachesTheRegistry() {
    AtomicBoolean broken = new AtomicBoolean(true);
    StatsdSender sender = new StatsdSender(packets, LINES_MAX, line -> {
      if (broken.get()) {
        throw new IllegalStateException("broken");
      }
      return line;
    });
    StatsdTimers timers = new StatsdTimers("flux.0", () -> stats(0, 0, 0, 0), sender);
    record(timers, 2);
    broken.set(false);
    record(timers, 3);
    timers.close();

    assertEquals(2, timers.counts().sendError());
    assertEquals(3, timers.counts().shipped());
    assertLaw(timers.counts());
  }

  @Test
  void aStalledSenderDelaysTheCloseNoLongerThanItsDeadlineAndTheRestCountsAsClosed() {
    StatsdTimers timers = timers();
    packets.stall();
    record(timers, 1);
    packets.awaitArrival();
    record(timers, LINES_MAX + 2);
    timers.close();
    StatsdTimers.Counts counts = timers.counts();

    assertEquals(0, counts.shipped());
    assertEquals(2, counts.ringFull());
    assertEquals(1 + LINES_MAX, counts.closed());
    assertLaw(counts);
    assertTrue(packets.isClosed());

    packets.release();
    packets.awaitArrival();
    assertEquals(counts, timers.counts(), "what the sender does later does not count");
  }

  @Test
  void recordingsAfterTheCloseAreCountedAsClosed() {
    StatsdTimers timers = timers();
    record(timers, 3);
    timers.close();
    record(timers, 4);
    timers.close();

    StatsdTimers.Counts counts = timers.counts();
    assertEquals(7, counts.recorded());
    assertEquals(3, counts.shipped());
    assertEquals(4, counts.closed());
    assertLaw(counts);
  }

  @Test
  void anInterruptDuringTheCloseIsKept() {
    StatsdTimers timers = timers();
    record(timers, 3);
    Thread.currentThread().interrupt();
    timers.close();

    assertTrue(Thread.interrupted());
    assertTrue(packets.isClosed());
    assertLaw(timers.counts());
  }

  @Test
  void gaugesAreTheCachesAndAreSentOnceMoreAtTheClose() {
    StatsdTimers timers = timers(() -> stats(20, 3, 4, 2));
    timers.startGauges();
    timers.close();

    assertEquals(
        List.of(
            "flux.0.content-cache.count:27|g",
            "flux.0.content-cache.dirty:3|g",
            "flux.0.content-cache.flush-batch-count:2|g",
            "flux.0.content-cache.size:20000000021|g",
            "flux.0.content-cache.valid:23|g"),
        packets.lines().stream().sorted().toList());
    assertEquals(0, timers.counts().recorded());
    assertEquals(0, timers.counts().shipped());
    assertTrue(timers.counts().packets() > 0);
  }

  @Test
  void noGaugeIsSentBeforeTheyAreStarted() {
    StatsdTimers timers = timers(() -> stats(20, 3, 4, 2));
    timers.close();

    assertEquals(List.of(), packets.packets());
  }

  @Test
  void aFailingCacheStopsNeitherTheTimingsNorTheClose() {
    POLLING.setLevel(Level.OFF);
    StatsdTimers timers = timers(() -> {
      throw new IllegalStateException("broken");
    });
    timers.startGauges();
    record(timers, 2);
    timers.close();

    assertEquals(2, timers.counts().shipped());
    assertEquals(2, packets.lines().size());
  }

  @Test
  void aPrefixThatBreaksTheGrammarIsRefused() {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8125);
    for (String prefix : List.of("", "a:b", "a|b", "a b", "a\nb", "\u00e9", "x".repeat(128))) {
      BadInputException refused = assertThrows(
          BadInputException.class,
          () -> new StatsdTimers(address, prefix, () -> stats(0, 0, 0, 0)));
      assertEquals("--statsd-prefix", refused.field());
    }
  }

  @Test
  void anUnresolvedAddressIsRefused() {
    InetSocketAddress address = InetSocketAddress.createUnresolved("localhost", 8125);
    assertThrows(
        IllegalArgumentException.class,
        () -> new StatsdTimers(address, "flux.0", () -> stats(0, 0, 0, 0)));
  }
}
