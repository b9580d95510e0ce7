package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildProcess;
import stampede.testkit.LongRun;
import stampede.testkit.Repository;

/** Searches for the highest rate that holds, on the built program. */
class CapacityIT {
  /** Where {@link OneServerProvider} is, with the file that names it. */
  private static final Map<String, String> ENVIRONMENT = Map.of(
      "STAMPEDE_CLASSPATH", Repository.root().resolve("cli/target/test-classes").toString());

  @TempDir
  private Path folder;

  private static List<String> oneServer(Path dir, String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "capacity",
        "--store=one-server:",
        "--slo=load.p90<100ms",
        "--loads=1",
        "--keys=2000",
        "--zipf=0",
        "--clean-bytes-max=0B",
        "--probe-duration=1s",
        "--warmup=500ms",
        "--probes=20",
        "--rate-min=600",
        "--rate-max=20000",
        "--out=" + dir));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private JsonNode file(Path dir) throws Exception {
    return Stampede.parse(Files.readString(dir.resolve("capacity.json")));
  }

  /** Its capacity is 1,000; what a second brings beyond it waits 100 ms at p90 from about 1,110 on. */
  @Test
  void aSearchThatWasInterruptedGoesOnAndFindsWhatOneServerCarries() throws Exception {
    Path dir = folder.resolve("search");
    String[] arguments = oneServer(dir).toArray(String[]::new);
    try (ChildProcess process = Stampede.start(folder, ENVIRONMENT, arguments)) {
      process.await("two probes", () -> process.stderr().lines().count() >= 3, Stampede.LIMIT);
      process.signal("INT");
      Stampede.Result interrupted = Stampede.await(process);
      assertEquals(130, interrupted.exitCode(), interrupted.stderr());
      assertFalse(interrupted.stderr().contains("Exception"), interrupted.stderr());
    }
    JsonNode half = file(dir);
    int kept = half.get("probes").size();
    assertTrue(kept >= 2, half::toString);
    assertTrue(half.get("found").isNull(), half::toString);

    Stampede.Result other = Stampede.run(
        folder, ENVIRONMENT, oneServer(dir, "--resume", "--seed=2").toArray(String[]::new));
    assertEquals(ExitCode.USAGE, other.exitCode(), other.stderr());

    Stampede.Result result = Stampede.run(
        folder, ENVIRONMENT, oneServer(dir, "--resume", "--json").toArray(String[]::new));
    JsonNode whole = result.json();
    assertEquals(whole, file(dir));
    assertEquals(0, result.exitCode(), whole::toString);
    for (int i = 0; i < kept; i++) {
      assertEquals(half.get("probes").get(i), whole.get("probes").get(i));
    }
    double rate = whole.at("/found/ratePerSecond").doubleValue();
    assertTrue(rate > 850 && rate < 1300, whole::toString);
    System.out.println("capacity of one server of 1 ms: " + whole.get("found") + " in "
        + whole.get("probes").size() + " probes");
    for (JsonNode probe : whole.get("probes")) {
      assertTrue(
          Files.isRegularFile(
              folder.resolve(probe.get("runDir").textValue()).resolve("report.html")),
          probe::toString);
    }
  }

  @Test
  void whatNeverHoldsExits1AndWhatIsNoSearchExits2() throws Exception {
    Path scenario = folder.resolve("trace.yaml");
    Stampede.Result never = Stampede.run(
        folder,
        "capacity",
        "--store=sim:?latency=constant,value=20ms",
        "--slo=load.p50<1ms",
        "--keys=2000",
        "--clean-bytes-max=0B",
        "--probe-duration=500ms",
        "--warmup=0s");
    assertEquals(ExitCode.BROKEN, never.exitCode(), never.stdout() + never.stderr());
    assertTrue(never.stdout().contains("do not hold at the lowest rate"), never.stdout());
    assertRefused("--slo");
    assertRefused("--rate-max", "--slo=load.p50<1ms", "--rate-min=10", "--rate-max=10");
    assertRefused("--rate-min", "--slo=load.p50<1ms", "--rate-min=-1");
    assertRefused("--probes", "--slo=load.p50<1ms", "--probes=3");
    assertRefused("--trace", "--slo=load.p50<1ms", "--trace=a.trace");
    assertRefused(
        "trace",
        "--slo=load.p50<1ms",
        Files.writeString(scenario, "trace: a.trace\n").toString());
    assertRefused("capacity.json", "--slo=load.p50<1ms", "--resume", "--out=none");
  }

  @Test
  void itsHelpTellsItsOwnDefaults() {
    String help = Stampede.run(folder, "capacity", "--help").stdout().replaceAll("\\s+", " ");
    assertTrue(help.contains("default 2s") && help.contains("default 5s"), help);
    assertFalse(help.contains("default 20s"), help);
  }

  private void assertRefused(String field, String... arguments) {
    List<String> all = new ArrayList<>(List.of("capacity"));
    all.addAll(List.of(arguments));
    Stampede.Result refused = Stampede.run(folder, all.toArray(String[]::new));
    assertEquals(ExitCode.USAGE, refused.exitCode(), refused.stderr());
    assertEquals(1, refused.stderr().lines().count(), refused.stderr());
    assertTrue(refused.stderr().contains(field), refused.stderr());
  }

  @Test
  void twoSearchesOnSqliteEndWithinFiveMinutesWithIntervalsThatOverlap() throws Exception {
    if (LongRun.pick(0, 1) == 0) {
      Assumptions.abort("two searches of some minutes each: run by -Plong");
    }
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int number = 1; number <= 2; number++) {
      Path dir = folder.resolve("sqlite-" + number);
      long startNanos = System.nanoTime();
      try (ChildProcess process =
          Stampede.start(folder, "capacity", "--slo=load.p99<20ms", "--out=" + dir)) {
        Stampede.Result result = Stampede.await(process, Duration.ofMinutes(10));
        double minutes = (System.nanoTime() - startNanos) / 60e9;
        System.out.println(minutes + " min\n" + result.stdout());
        // On few cores the generator, which shares them, may be the limit: an end too.
        assertTrue(
            result.exitCode() == ExitCode.PASS || result.exitCode() == ExitCode.SUSPECT,
            result.stdout() + result.stderr());
        assertTrue(minutes < 5, minutes + " min");
      }
      JsonNode found = file(dir).get("found");
      String kind = found.get("kind").textValue();
      assertTrue(List.of("knee", "generator-limited").contains(kind), kind);
      low = Math.max(low, found.get("lowPerSecond").doubleValue());
      JsonNode highest = found.get("highPerSecond");
      high = Math.min(high, highest.isNull() ? high : highest.doubleValue());
    }
    assertTrue(low <= high, "the intervals do not overlap: " + low + " to " + high);
  }
}
