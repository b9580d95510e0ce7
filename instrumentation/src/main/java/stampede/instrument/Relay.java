package stampede.instrument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.instrument.Notices.Trouble;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * Ships timings by Micrometer's StatsD registry. A thread that completed an operation offers the
 * series and the time to a ring of its own and goes on: it formats nothing, allocates nothing and
 * waits for nobody, once it has its ring. One thread, {@code stampede-statsd}, drains the rings, records into the
 * registry's timers and sends their lines by UDP, in datagrams of at most 1,432 bytes.
 *
 * <p>Shipped are {@code <prefix>.content-cache.load|store}, one line a backing attempt; where they
 * are offered {@code <prefix>.request.<operation>.<outcome>}; what a {@link StateShipping} asks for
 * of {@code <prefix>.job-states.<state>} and {@code <prefix>.job.state.<state>.entered|timing}; and
 * each second, from {@link #startGauges} on, the gauges {@code
 * <prefix>.content-cache.{count,valid,dirty,size,flush-batch-count}} and what became of the timings,
 * {@code <prefix>.stampede.relay.*}. Flavours with tags have operation, outcome and state as tags.
 *
 * <p>Each thread that offers has a ring of 65,536 samples, 512 KiB, for each kind of timings that
 * it offers, until it has died and the ring is drained. Thread-safe.
 */
public final class Relay implements AutoCloseable {
  private static final int SAMPLES_MAX = 65_536;
  private static final long CLOSE_MILLIS_MAX = 2_000;

  /** How long the relay rests when there was nothing to do. */
  private static final long IDLE_NANOS = 5_000_000;

  /** How long a thread waits before it looks again whether its full ring has room. */
  private static final long BLOCKED_NANOS = 100_000;

  private final Supplier<CacheStats> cacheStats;
  private final NanoClock clock;
  private final Waiter waiter;
  private final StateShipping states;
  private final Tallies tallies;
  private final @Nullable SampleRings[] routes;
  private final PacketSink packets;
  private final Packer packer;
  private final Shipper shipper;
  private final Thread thread = new Thread(this::run, "stampede-statsd");
  private final AtomicBoolean closing = new AtomicBoolean();

  private volatile boolean gaugesWanted;
  private volatile boolean stopping;
  private volatile boolean abandoned;

  /** The counts when closing ended; what happens later no longer counts. */
  private volatile @Nullable RelayCounts atClose;

  /** A relay that ships no states. */
  public Relay(
      StatsdSettings settings,
      Supplier<CacheStats> cacheStats,
      NanoClock clock,
      Waiter waiter,
      Consumer<String> notices) {
    this(settings, StateShipping.NONE, cacheStats, clock, waiter, notices);
  }

  /**
   * Opens the channels and starts the thread; nothing is sent before the first timing, the first
   * sample or {@link #startGauges}.
   *
   * @param states what is shipped of {@link #sample} and {@link #offerStateTime}
   * @param clock tells when a second is over
   * @param waiter waits while there is nothing to do, and for room where a ring is full and the
   *     settings say so
   * @param notices given a line, once for each kind of trouble; on the relay's thread
   * @throws UncheckedIOException where a channel cannot be opened
   */
  public Relay(
      StatsdSettings settings,
      StateShipping states,
      Supplier<CacheStats> cacheStats,
      NanoClock clock,
      Waiter waiter,
      Consumer<String> notices) {
    this(
        settings,
        states,
        cacheStats,
        clock,
        waiter,
        notices,
        udp(settings),
        SAMPLES_MAX,
        Packer.PACKET_BYTES_MAX);
    start();
  }

  /** A relay whose thread is not started. */
  Relay(
      StatsdSettings settings,
      StateShipping states,
      Supplier<CacheStats> cacheStats,
      NanoClock clock,
      Waiter waiter,
      Consumer<String> notices,
      PacketSink packets,
      int samplesMax,
      int packetBytesMax) {
    this.cacheStats = cacheStats;
    this.clock = clock;
    this.waiter = waiter;
    this.packets = packets;
    boolean blocks = settings.overflow() == StatsdSettings.Overflow.BLOCK;
    this.states = states;
    this.tallies = new Tallies(samplesMax, () -> blocks && awaitRoom());
    this.routes = tallies.routes();
    var once = new Notices(notices);
    this.packer = new Packer(
        packets,
        settings.flavor().name(settings.prefix()),
        packetBytesMax,
        tallies.timings(),
        e -> once.tell(
            Trouble.SEND_ERROR, "a datagram was not sent: " + e + "; counted as sendError"));
    this.shipper = new Shipper(settings, states, tallies, packer, once, clock.nanos());
    thread.setDaemon(true);
  }

  private static PacketSink udp(StatsdSettings settings) {
    try {
      return PacketSink.udp(settings.address());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a UDP channel to " + settings.address(), e);
    }
  }

  void start() {
    thread.start();
  }

  private boolean awaitRoom() {
    waiter.until(clock.nanos() + BLOCKED_NANOS);
    return true;
  }

  /**
   * Takes a timing, or counts why not. Wait-free, unless the settings ask to wait for room.
   *
   * @param seriesId the {@link Series#id} of a backing or a response time
   */
  public void offer(int seriesId, long nanos) {
    SampleRings rings = seriesId < 0 || seriesId >= routes.length ? null : routes[seriesId];
    if (rings == null) {
      throw new IllegalArgumentException(
          "seriesId must be of a backing or a response time: " + seriesId);
    }
    rings.offer(seriesId, nanos);
  }

  /**
   * Takes the time that something was in a state, as {@link #offer} takes a timing.
   *
   * @param state its number among those of the {@link StateShipping}, which has timers
   */
  public void offerStateTime(int state, long nanos) {
    states.checkTime(state);
    tallies.states.rings.offer(Series.COUNT + state, nanos);
  }

  /**
   * Takes a reading of the states, or counts that 1,024 wait already. Never waits. Counters rise by
   * what was entered since the reading that was taken before.
   *
   * @param sample of as many states as the {@link StateShipping} has
   */
  public void sample(StateSample sample) {
    states.check(sample);
    tallies.samples.offer(sample);
  }

  /** Sends the gauges now and each second from now on. */
  public void startGauges() {
    gaugesWanted = true;
  }

  private void run() {
    try {
      while (!stopping) {
        if (!step()) {
          waiter.until(clock.nanos() + IDLE_NANOS);
        }
      }
      finish();
    } finally {
      tallies.close(); // nobody is to wait for room that comes no more
    }
  }

  /** Ships what is left, and ends the registry. */
  void finish() {
    while (shipper.drain() && !abandoned) {}
    shipper.finish(cacheStats, gaugesWanted);
  }

  /** A pass of the thread: false where there was nothing to ship. */
  boolean step() {
    boolean shipped = shipper.drain();
    shipper.lookAtSecond(clock.nanos(), cacheStats, gaugesWanted);
    return shipped;
  }

  /** The counts so far; before the close some may be on their way. */
  public RelayCounts counts() {
    RelayCounts settled = atClose;
    return settled == null ? tallies.read(packer, false) : tallies.late(settled);
  }

  /**
   * Refuses timings and samples from now on, ships what was taken, with the gauges once more,
   * within two seconds, then closes the channels. A second call does nothing.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    tallies.close();
    stopping = true;
    try {
      thread.join(CLOSE_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandoned = true;
    try {
      packets.close(); // before the counts are read: what was not sent by now is not sent
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the StatsD channels", e);
    } finally {
      atClose = tallies.read(packer, true);
    }
  }
}
