package stampede.instrument;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.store.BadInputException;

/**
 * Ships backing timings and the cache's gauges by Micrometer's StatsD registry, in the etsy
 * flavour: {@code <prefix>.content-cache.load|store} in milliseconds with nanosecond decimals, one
 * line a sample, and {@code <prefix>.content-cache.{count,valid,dirty,size,flush-batch-count}} each
 * second.
 *
 * <p>Any thread records; the line is formatted on it. The registry's own UDP client is not used: a
 * line goes into a queue of 65,536 and from there by one sending thread, {@code stampede-statsd},
 * in datagrams of at most 1,432 bytes. Nothing is known of who receives them. A gauge that finds
 * the queue full is not counted; the next second sends it again. Gauges are polled on a thread of
 * Micrometer's. Thread-safe.
 */
public final class StatsdTimers implements AutoCloseable {
  private static final int LINES_MAX = 65_536;
  private static final long CLOSE_MILLIS_MAX = 2_000;
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,127}");
  private static final Map<String, String> SETTINGS =
      Map.of("statsd.flavor", "ETSY", "statsd.pollingFrequency", "1s");

  /**
   * What became of the timing lines of {@code content-cache.load} and {@code .store}. Once closed,
   * recorded = shipped + ringFull + sendError + closed; before, some may still be queued.
   *
   * @param recorded timings recorded
   * @param shipped lines in datagrams that the system took
   * @param ringFull lines that found the queue full
   * @param sendError lines in datagrams that the system refused
   * @param closed timings that were not out when closing ended, or were recorded later
   * @param packets all datagrams that the system took, those of gauges included
   * @param bytes the bytes in them
   */
  public record Counts(
      long recorded,
      long shipped,
      long ringFull,
      long sendError,
      long closed,
      long packets,
      long bytes) {}

  private final String names;
  private final Supplier<CacheStats> cacheStats;
  private final StatsdSender sender;
  private final StatsdMeterRegistry registry;
  private final Timer load;
  private final Timer store;

  private final LongAdder recorded = new LongAdder();
  private final AtomicBoolean closing = new AtomicBoolean();

  /** The sender's counts when closing ended; what it does later no longer counts. */
  private volatile @Nullable Counts atClose;

  /**
   * Opens a channel to {@code address}; nothing is sent before the first timing or {@link
   * #startGauges}.
   *
   * @param address resolved, as {@link StatsdAddress#parse} gives it
   * @param prefix what names start with, without a dot at the end: at most 127 letters, digits,
   *     dots, dashes and underscores
   * @throws BadInputException where the prefix has another form
   * @throws UncheckedIOException where the channel cannot be opened
   */
  public StatsdTimers(InetSocketAddress address, String prefix, Supplier<CacheStats> cacheStats) {
    this(requirePrefix(prefix), cacheStats, udpSender(address));
  }

  StatsdTimers(String prefix, Supplier<CacheStats> cacheStats, StatsdSender sender) {
    this.names = prefix + ".content-cache.";
    this.cacheStats = cacheStats;
    this.sender = sender;
    this.registry = StatsdMeterRegistry.builder(SETTINGS::get)
        .nameMapper((id, convention) -> id.getName())
        .lineSink(sender::accept)
        .build();
    registry.config().namingConvention(NamingConvention.identity);
    this.load = Timer.builder(names + "load").register(registry);
    this.store = Timer.builder(names + "store").register(registry);
    sender.start();
  }

  private static String requirePrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new BadInputException(
          "--statsd-prefix", prefix, "1 to 127 letters, digits, dots, dashes and underscores");
    }
    return prefix;
  }

  private static StatsdSender udpSender(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("address must be resolved: " + address);
    }
    try {
      return new StatsdSender(PacketSink.udp(address), LINES_MAX, StatsdLines::unsigned);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a UDP channel to " + address, e);
    }
  }

  /** Sends the gauges each second from now on; called once, at the run's origin. */
  public void startGauges() {
    gauge("count", stats -> valid(stats) + stats.loadsInFlight());
    gauge("valid", StatsdTimers::valid);
    gauge("dirty", CacheStats::dirtyEntries);
    gauge("size", stats -> stats.cleanBytes() + stats.dirtyBytes());
    gauge("flush-batch-count", CacheStats::flushBatch);
  }

  private static long valid(CacheStats stats) {
    return stats.cleanEntries() + stats.dirtyEntries();
  }

  private void gauge(String name, ToLongFunction<CacheStats> value) {
    Gauge.builder(names + name, () -> value.applyAsLong(cacheStats.get())).register(registry);
  }

  /**
   * Records one backing attempt.
   *
   * @param nanos its time, at least 0
   */
  public void record(Operation operation, long nanos) {
    recorded.increment();
    Timer timer = operation == Operation.LOAD ? load : store;
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** The counts so far; before the close without what is queued. */
  public Counts counts() {
    Counts settled = atClose;
    Counts sent = settled != null ? settled : sender.counts();
    long all = recorded.sum();
    long rest = all - sent.shipped() - sent.ringFull() - sent.sendError();
    return new Counts(
        all,
        sent.shipped(),
        sent.ringFull(),
        sent.sendError(),
        settled != null ? rest : 0,
        sent.packets(),
        sent.bytes());
  }

  /**
   * Sends the gauges once more and what is queued, within two seconds, then closes the channel. A
   * second call does nothing.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    registry.close();
    sender.stop(CLOSE_MILLIS_MAX);
    atClose = sender.counts();
    try {
      sender.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the StatsD channel", e);
    }
  }
}
