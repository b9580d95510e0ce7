package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.cache.CacheStats;
import stampede.instrument.FaultyRelay;
import stampede.instrument.Relay;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.Scenario;
import stampede.loadgen.Setting;
import stampede.results.Manifest;
import stampede.results.Run;
import stampede.results.RunReader;
import stampede.testkit.ChildProcess;
import stampede.testkit.FreePorts;
import stampede.testkit.StatsdListener;
import stampede.testkit.StatsdServer;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/** Whatever becomes of StatsD, the run goes on, says so once, counts it, and its folder is whole. */
final class StatsdFaultIT {
  /** Of the requests that a run without StatsD completes. */
  private static final double SHARE_MIN = 0.99;

  private static final String DURATION = "--duration=5s";

  @TempDir
  Path folder;

  private List<String> arguments(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "run",
        DURATION,
        "--warmup=1s",
        "--rate=4000",
        "--store=memory:",
        "--json",
        "--quiet",
        "--out=" + folder.resolve(name)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Stampede.Result run(String name, String... more) {
    return Stampede.run(folder, arguments(name, more).toArray(String[]::new));
  }

  private static double achieved(JsonNode summary) {
    JsonNode requests = summary.get("requests");
    return requests.get("completed").doubleValue() / requests.get("planned").doubleValue();
  }

  private static void assertLaw(JsonNode statsd) {
    long dropped = 0;
    for (JsonNode reason : statsd.get("dropped")) {
      dropped += reason.longValue();
    }
    assertTrue(statsd.get("recorded").longValue() > 1_000, statsd::toString);
    assertEquals(
        statsd.get("recorded").longValue(),
        statsd.get("shipped").longValue() + dropped,
        statsd::toString);
  }

  /** Reads the folder as any reader does: every interval is there, up to the end. */
  private void assertWhole(String name) throws IOException {
    Path dir = folder.resolve(name);
    Run run = RunReader.read(dir);
    assertEquals(20_000, run.summarized().requests().planned());
    try (Stream<String> rows = Files.lines(dir.resolve("series.csv"))) {
      assertTrue(rows.count() >= 6);
    }
    assertTrue(Files.size(dir.resolve("report.html")) > 0);
  }

  /** What the run said of StatsD behind its first line, which says where it ships to. */
  private static List<String> notices(Stampede.Result result) {
    List<String> lines = result.stderr().lines().toList();
    assertTrue(lines.get(0).startsWith("statsd: shipping to "), result.stderr());
    return lines.subList(1, lines.size());
  }

  private void assertGoesOn(String name, Stampede.Result result, double without, String notice)
      throws IOException {
    Stampede.assertRan(result, result.json());
    double achieved = achieved(result.json());
    System.out.println(name + ": achieved " + achieved + ", without StatsD " + without + "; "
        + notices(result) + " " + result.json().get("statsd"));
    assertTrue(achieved >= SHARE_MIN * without, achieved + " of " + without);
    assertEquals(1, notices(result).size(), result.stderr());
    assertTrue(notices(result).get(0).contains(notice), result.stderr());
    assertLaw(result.json().get("statsd"));
    assertWhole(name);
  }

  @Test
  void aServerThatIsNotThereOrHasNoAddressOrGoesAndComesBack() throws IOException {
    double without = achieved(run("without").json());

    Stampede.Result never = run("never", "--statsd=127.0.0.1:" + FreePorts.udp());
    assertGoesOn("never", never, without, "nobody listens at 127.0.0.1:");
    JsonNode counts = never.json().get("statsd");
    assertTrue(counts.get("refusals").longValue() >= 1, counts::toString);

    Stampede.Result unresolved = run("unresolved", "--statsd=nobody.invalid:8125");
    assertGoesOn("unresolved", unresolved, without, "nobody.invalid has no address");
    counts = unresolved.json().get("statsd");
    assertEquals(counts.get("recorded"), counts.at("/dropped/sendError"), counts::toString);

    assertGoesOn("restarted", restarted(), without, "nobody listens at 127.0.0.1:");
  }

  /** A run whose server is killed while it goes, stays away for two seconds, and comes back. */
  private Stampede.Result restarted() throws IOException {
    Path files = Files.createDirectory(folder.resolve("statsd"));
    try (StatsdServer server = StatsdServer.start(files);
        ChildProcess run = Stampede.start(
            folder,
            arguments("restarted", "--statsd=" + server.hostPort()).toArray(String[]::new))) {
      server.await("timings before the kill", () -> server.metricsReceived() > 0, Stampede.LIMIT);
      server.kill();
      long startNanos = System.nanoTime();
      run.await(
          "two seconds without a server",
          () -> System.nanoTime() - startNanos > Duration.ofSeconds(2).toNanos(),
          Stampede.LIMIT);
      long before = server.metricsReceived();
      server.restart();
      server.await(
          "timings after the restart", () -> server.metricsReceived() > before, Stampede.LIMIT);
      return Stampede.await(run);
    }
  }

  @Test
  void aSinkThatThrowsOnceAndARingThatIsFull() throws IOException {
    double without = achieved(run("without").json());
    assertFault("throws", without, "broken once", "sendError", FaultyRelay::throwingOnce);
    assertFault(
        "full", without, "faster than they can be sent", "ringFull", FaultyRelay::stallingOnce);
  }

  /** Opens a relay with a fault. */
  private interface Faulty {
    Relay open(
        StatsdSettings settings,
        Supplier<CacheStats> stats,
        NanoClock clock,
        Waiter waiter,
        Consumer<String> notices);
  }

  private void assertFault(String name, double without, String notice, String reason, Faulty faulty)
      throws IOException {
    var err = new ByteArrayOutputStream();
    try (StatsdListener listener = StatsdListener.open();
        var time = new SystemTime()) {
      Scenario scenario = Scenario.of(List.of(
          new Setting("duration", "5s", "test"),
          new Setting("warmup", "1s", "test"),
          new Setting("rate", "4000", "test"),
          new Setting("store", "memory:", "test"),
          new Setting("statsd", listener.hostPort(), "test")));
      RunInputs inputs = RunInputs.open(scenario, folder.resolve(name), Map.of(), time);
      var progress = new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), true, false);
      var session = new RunSession(
          inputs,
          manifest(scenario, inputs, time),
          time,
          new Driver(scenario, time, Runtime.getRuntime().availableProcessors(), time),
          progress,
          (settings, stats) -> faulty.open(settings, stats, time, time, progress::notice));
      try (var store = new RunStore(inputs, false, time)) {
        JsonNode summary = Stampede.parse(session.run(store).summarized().toJson(name, null));
        String said = err.toString(StandardCharsets.UTF_8);
        System.out.println(name + ": achieved " + achieved(summary) + ", without StatsD " + without
            + "; " + said.strip() + " " + summary.get("statsd"));
        assertTrue(achieved(summary) >= SHARE_MIN * without, summary::toString);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(notice), said);
        assertTrue(summary.at("/statsd/dropped/" + reason).longValue() > 0, summary::toString);
        assertLaw(summary.get("statsd"));
        long shipped = summary.at("/statsd/shipped").longValue();
        assertTrue(listener.awaitLines(summary.at("/statsd/lines").longValue(), Stampede.LIMIT));
        assertEquals(
            shipped,
            listener.timings(".content-cache.load") + listener.timings(".content-cache.store"));
      }
      assertWhole(name);
    }
  }

  private static Manifest manifest(Scenario scenario, RunInputs inputs, SystemTime time) {
    return Manifest.started(
        "20260101T000000Z-0000",
        "test",
        "test",
        Instant.now(),
        scenario.asSettings(),
        Map.of("seed", scenario.seed()),
        Manifest.Shard.WHOLE,
        inputs.plan().planned(),
        MachineInfo.read(time),
        null);
  }
}
