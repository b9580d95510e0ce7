package stampede.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real StatsD server, npm statsd 0.9.0, at a free UDP port of the loopback address. Its figures
 * are those of its flushes: what came after the last one is not in them yet. For one thread.
 */
public final class StatsdServer implements AutoCloseable {
  /** Asked for; the kernel may give less (Linux: net.core.rmem_max). */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("(?m)^listening (\\d+)\n");

  private final Path folder;
  private final Duration flushInterval;
  private final StatsdFlushes flushes;
  private ChildProcess process;
  private int port;

  private StatsdServer(Path folder, Duration flushInterval) {
    this.folder = folder;
    this.flushInterval = flushInterval;
    this.flushes = new StatsdFlushes(folder.resolve("flushes"));
  }

  /** Starts one that flushes each second; see {@link #start(Path, Duration)}. */
  public static StatsdServer start(Path folder) {
    return start(folder, Duration.ofSeconds(1));
  }

  /**
   * Starts one and returns when it listens. Where statsd is not installed the calling test is
   * skipped, as {@link RealPart#require} has it.
   *
   * @param folder for its files; it is empty
   * @param flushInterval at whole multiples of it, counted from a whole second, it flushes
   */
  public static StatsdServer start(Path folder, Duration flushInterval) {
    var server = new StatsdServer(folder, flushInterval);
    try (InputStream parts = StatsdServer.class.getResourceAsStream("statsd-parts.js")) {
      Files.copy(parts, folder.resolve("statsd-parts.js"));
      Files.createFile(folder.resolve("flushes"));
    } catch (IOException e) {
      throw new UncheckedIOException(folder.toString(), e);
    }
    server.start();
    return server;
  }

  private void start() {
    Path node = RealPart.require("node");
    Path statsd = RealPart.require("statsd");
    String parts = folder.resolve("statsd-parts.js").toString();
    Path config = folder.resolve("config.js");
    try {
      Files.writeString(config, config(parts));
    } catch (IOException e) {
      throw new UncheckedIOException(config.toString(), e);
    }
    process = ChildProcess.start(
        folder, node.toString(), "--require", parts, statsd.toString(), config.toString());
    try {
      process.await("listening", () -> listening().find(), START_LIMIT);
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
    Matcher listening = listening();
    port = listening.find() ? Integer.parseInt(listening.group(1)) : port;
  }

  private Matcher listening() {
    return LISTENING.matcher(process.stdout());
  }

  /** The management port is any free one: "0", for statsd takes 0 for its own default. */
  private String config(String parts) {
    return """
        {
          servers: [{ server: "%1$s", address: "127.0.0.1", port: %2$d, receiveBufferBytes: %3$d }],
          backends: ["%1$s"],
          flushes: "%4$s",
          flushInterval: %5$d,
          mgmt_address: "127.0.0.1",
          mgmt_port: "0"
        }
        """.formatted(
            parts, port, RECEIVE_BUFFER_BYTES, folder.resolve("flushes"), flushInterval.toMillis());
  }

  /** Its UDP port; also that of a restart. */
  public int port() {
    return port;
  }

  /** Its address as {@code --statsd} takes it. */
  public String hostPort() {
    return "127.0.0.1:" + port;
  }

  /** Its address. */
  public InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** The datagrams that it took. */
  public long packetsReceived() {
    return counter("statsd.packets_received");
  }

  /** The lines in them that are not empty. */
  public long metricsReceived() {
    return counter("statsd.metrics_received");
  }

  /** The lines that it could not read; {@link #log} has them. */
  public long badLinesSeen() {
    return counter("statsd.bad_lines_seen");
  }

  /** The sum of a counter over all flushes. */
  public long counter(String name) {
    return Math.round(flushes.all().stream()
        .mapToDouble(flush -> flush.counters().getOrDefault(name, 0.0))
        .sum());
  }

  /** What a gauge held at each flush since it was first set. */
  public List<Double> gauge(String name) {
    return flushes.all().stream()
        .filter(flush -> flush.gauges().containsKey(name))
        .map(flush -> flush.gauges().get(name))
        .toList();
  }

  /** How many timings it counts for a name: a sampled one counts as 1 / rate. */
  public double timerCount(String name) {
    return timings(name).mapToDouble(StatsdFlushes.Timings::count).sum();
  }

  /** The values received for a name, in ms; statsd sorts those of a flush. */
  public List<Double> timerMillis(String name) {
    return timings(name).flatMap(timings -> timings.millis().stream()).toList();
  }

  private Stream<StatsdFlushes.Timings> timings(String name) {
    return flushes.all().stream()
        .filter(flush -> flush.timers().containsKey(name))
        .map(flush -> flush.timers().get(name));
  }

  /** Datagrams that the kernel dropped at its socket, while it runs; see {@link KernelDrops#at}. */
  public long kernelDrops() {
    return KernelDrops.at(port);
  }

  /** What it has said since it was started last. */
  public String log() {
    return process.stdout() + process.stderr();
  }

  /**
   * Waits until a condition on its figures holds.
   *
   * @throws AssertionError if it does not within {@code limit}, or the server has ended before
   */
  public void await(String what, BooleanSupplier condition, Duration limit) {
    process.await(what, condition, limit);
  }

  /** Waits for a flush that is not in the figures yet. */
  public void awaitFlush() {
    int before = flushes.all().size();
    await(
        "flushed",
        () -> flushes.all().size() > before,
        flushInterval.multipliedBy(4).plusSeconds(10));
  }

  /** Kills it; what it had received since its last flush is lost. */
  public void kill() {
    process.signal("KILL");
    process.awaitExit(Duration.ofSeconds(10));
  }

  /** Starts it again at the same port, once it was killed. Its figures go on. */
  public void restart() {
    start();
  }

  @Override
  public void close() {
    process.close();
  }
}
