package stampede.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A StatsD server that only counts: what arrives at a free UDP port of the loopback address, line
 * by line, by the grammar of one flavor. Thread-safe.
 */
public final class StatsdListener implements AutoCloseable {
  private static final int BAD_LINES_KEPT_MAX = 100;

  private record Series(String name, Map<String, String> tags) {}

  private final StatsdLine.Flavor flavor;

  // Guarded by this.
  private final Map<Series, Long> timings = new HashMap<>();
  private final Map<String, Double> gauges = new HashMap<>();
  private final List<String> badLines = new ArrayList<>();
  private final LineNumbers numbers;
  private long datagrams;
  private long lines;
  private long badLineCount;
  private long signedGauges;

  /** Hands over datagrams on its own thread, which takes no other lock than this. */
  private final UdpReceiver receiver;

  private StatsdListener(StatsdLine.Flavor flavor) {
    this.flavor = flavor;
    this.numbers = new LineNumbers(flavor);
    this.receiver = UdpReceiver.open(this::count);
  }

  /** Binds a free port and starts to count lines of the etsy flavor. */
  public static StatsdListener open() {
    return open(StatsdLine.Flavor.ETSY);
  }

  /** Binds a free port and starts to count lines of a flavor. */
  public static StatsdListener open(StatsdLine.Flavor flavor) {
    return new StatsdListener(flavor);
  }

  /** Its port. */
  public int port() {
    return receiver.port();
  }

  /** Its address as {@code --statsd} takes it. */
  public String hostPort() {
    return "127.0.0.1:" + port();
  }

  /** Datagrams received. */
  public synchronized long datagrams() {
    return datagrams;
  }

  /** Lines received, the bad ones among them. */
  public synchronized long lines() {
    return lines;
  }

  /** The {@code |ms} lines whose name ends in {@code suffix}, whatever their tags. */
  public synchronized long timings(String suffix) {
    return timings.entrySet().stream()
        .filter(entry -> entry.getKey().name().endsWith(suffix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The {@code |ms} lines whose name ends in {@code suffix}, with these tags and no other. */
  public synchronized long timings(String suffix, Map<String, String> tags) {
    return timings.entrySet().stream()
        .filter(entry -> entry.getKey().name().endsWith(suffix))
        .filter(entry -> entry.getKey().tags().equals(tags))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What a server holds of a gauge: the last value, or the sum where a value has a sign. */
  public synchronized OptionalDouble gauge(String name) {
    Double value = gauges.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The {@code |g} lines with a leading sign: a server adds such a value instead of setting it. */
  public synchronized long signedGauges() {
    return signedGauges;
  }

  /** Lines that the flavor's grammar refuses. */
  public synchronized long badLineCount() {
    return badLineCount;
  }

  /** The first 100 of them. */
  public synchronized List<String> badLines() {
    return List.copyOf(badLines);
  }

  /**
   * Lines that were sent and did not arrive, by the datagrams' numbers: see {@link
   * LineNumbers#lost}. Says nothing where {@link #unnumberedDatagrams} is not 0.
   */
  public synchronized long linesLost() {
    return numbers.lost();
  }

  /** Datagrams that do not begin with a line number. */
  public synchronized long unnumberedDatagrams() {
    return numbers.unnumbered();
  }

  /** Datagrams that the kernel dropped, while it is open; see {@link KernelDrops#at}. */
  public long kernelDrops() {
    return KernelDrops.at(port());
  }

  /** Waits until at least {@code count} lines have arrived; false if they have not within limit. */
  public boolean awaitLines(long count, Duration limit) {
    return receiver.await(() -> lines() >= count, limit);
  }

  /** Waits until nothing has arrived for {@code quiet}; false if that was not so within limit. */
  public boolean awaitQuiet(Duration quiet, Duration limit) {
    long startNanos = System.nanoTime();
    long leftNanos = limit.toNanos();
    while (leftNanos >= quiet.toNanos()) {
      long seen = datagrams();
      if (!receiver.await(() -> datagrams() != seen, quiet)) {
        return true;
      }
      leftNanos = limit.toNanos() - (System.nanoTime() - startNanos);
    }
    return false;
  }

  /** Stops listening; the counts stay readable. */
  @Override
  public void close() {
    receiver.close();
  }

  private synchronized void count(String datagram) {
    datagrams++;
    numbers.add(datagram);
    // A line end may close the last line, too.
    String body = datagram.endsWith("\n") ? datagram.substring(0, datagram.length() - 1) : datagram;
    for (String line : body.split("\n", -1)) {
      lines++;
      flavor.parse(line).ifPresentOrElse(this::count, () -> refuse(line));
    }
  }

  private void count(StatsdLine line) {
    if (line.type().equals("ms")) {
      timings.merge(new Series(line.name(), line.tags()), 1L, Long::sum);
    } else if (line.type().equals("g")) {
      signedGauges += line.signed() ? 1 : 0;
      gauges.merge(
          line.name(), line.value(), (held, value) -> line.signed() ? held + value : value);
    }
  }

  private void refuse(String line) {
    badLineCount++;
    if (badLines.size() < BAD_LINES_KEPT_MAX) {
      badLines.add(line);
    }
  }
}
