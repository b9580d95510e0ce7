package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.LongRun;

/** {@code ./stampede check}, as a team with a store of its own uses it. */
class CheckIT {
  private static final long SLEEP_NANOS = 300_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir
  Path folder;

  private Stampede.Result check(Path base, Path candidate, String out) {
    List<String> arguments = TeamStore.check(base, candidate, TeamStore.gate(folder), out);
    try (var process = Stampede.start(folder, arguments.toArray(String[]::new))) {
      return Stampede.await(process, LIMIT);
    }
  }

  private static String firstLine(Stampede.Result result) {
    return result.stdout().lines().findFirst().orElse("");
  }

  @Test
  void aStoreThatSleepsAFifthLongerIsARegressionAndTheSameStoreIsNot() throws IOException {
    Path first = TeamStore.jar(folder, "first", TeamStore.sleeping(SLEEP_NANOS));
    Path second = TeamStore.jar(folder, "second", TeamStore.sleeping(SLEEP_NANOS * 6 / 5));

    Stampede.Result same = check(first, first, "same");
    assertEquals(ExitCode.PASS, same.exitCode(), same.stdout() + same.stderr());
    assertTrue(firstLine(same).startsWith("OK: "), firstLine(same));

    Stampede.Result slower = check(first, second, "slower");
    assertEquals(ExitCode.BROKEN, slower.exitCode(), slower.stdout() + slower.stderr());
    assertTrue(
        firstLine(slower).matches("REGRESSION: load\\.loaded\\.p50: 1\\.[12]\\d+ \\[.*"),
        firstLine(slower));
    System.out.println("a team's store: " + firstLine(same));
    System.out.println("sleeps a fifth longer: " + firstLine(slower));
    try (Stream<Path> files = Files.list(folder.resolve("slower"))) {
      assertEquals(
          List.of(
              "check.json",
              "pairs",
              "report.html",
              "summary.md",
              "verdict.json",
              "verdict.junit.xml"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }

    // One series' ratio at every quantile, its pairs, and what else the machine did.
    assertTrue(Browser.charts(folder, folder.resolve("slower/report.html")) >= 3);
    Path verdict = folder.resolve("slower/verdict.json");
    String before = Files.readString(verdict);
    Stampede.Result again = Stampede.run(folder, "judge", "slower");
    assertEquals(ExitCode.BROKEN, again.exitCode());
    assertEquals(before, Files.readString(verdict));
  }

  @Test
  void anArmThatFailsIsNoRegressionAndNoPass() {
    Path first = TeamStore.jar(folder, "first", "");
    Map<String, String> crashes = Map.of(
        "throws", "throw new IllegalStateException(\"the team's fault\");",
        "exits", "System.exit(0);",
        "dies", "Runtime.getRuntime().halt(137);",
        "dies like us", "System.exit(70);");
    crashes.forEach((name, what) -> {
      Path candidate = TeamStore.jar(folder, name, TeamStore.at(50, what));
      Stampede.Result result = check(first, candidate, name + "-out");
      assertEquals(ExitCode.INVALID, result.exitCode(), result.stdout() + result.stderr());
      assertTrue(firstLine(result).startsWith("INVALID: first pair 1: "), firstLine(result));
      assertFalse(result.stderr().contains("\tat "), result.stderr());
    });
  }

  @Test
  void everyModeFindsACandidateOfHalfTheSpeedInOnePair() throws IOException {
    Path gate = Files.writeString(
        folder.resolve("one.json"), "{\"formatVersion\": 1, \"timeBudgetSeconds\": 1}");
    List<String> modes = List.of("loader", "slices --rate 2000", "forks", "slices");
    for (String mode : modes.subList(0, LongRun.pick(2, 4))) {
      boolean open = mode.contains("--rate");
      String out = mode.replaceAll("\\W+", "-");
      // In an open loop a load takes several times as long as a worker's wake-up is late.
      String store = open ? "store=sim:?latency=constant,value=200us" : "store=memory:";
      List<String> arguments = new ArrayList<>(List.of("check", "--json", "--base", store));
      arguments.addAll(List.of("--candidate", store + ",slowdownPercent=100", "--mode"));
      arguments.addAll(List.of(mode.split(" ")));
      if (!open) {
        arguments.addAll(List.of("--warmup", "200ms", "--measure", "200ms"));
      }
      arguments.addAll(List.of("--gate", gate.toString(), "--out", out));
      Stampede.Result result;
      try (var process = Stampede.start(folder, arguments.toArray(String[]::new))) {
        result = Stampede.await(process, LIMIT);
      }
      assertEquals(ExitCode.SUSPECT, result.exitCode(), result.stdout() + result.stderr());
      JsonNode verdict = result.json();
      assertEquals("INCONCLUSIVE", verdict.get("verdict").textValue());
      assertEquals(mode.split(" ")[0], verdict.get("mode").textValue());
      assertEquals(open ? "open" : "closed", verdict.get("loop").textValue());
      assertEquals(open ? "response" : "service", verdict.get("clock").textValue());
      assertEquals(open, verdict.get("concurrency").isNull());
      JsonNode median = null;
      for (JsonNode check : verdict.get("checks")) {
        if (check.get("id").textValue().endsWith("load.loaded.p50")) {
          median = check;
        }
      }
      assertNotNull(median, verdict::toString);
      double ratio = median.get("ratio").doubleValue();
      // One short pair: only of arms that share a JVM it says how much.
      boolean close = mode.equals("loader");
      assertTrue(close ? ratio > 1.7 && ratio < 2.5 : ratio > 1.2, mode + ": " + ratio);
      assertFalse(Files.exists(folder.resolve(out).resolve("work")));
    }
  }

  @Test
  void anInterruptedCheckEndsItsJvmsAndLeavesAWholeFolder() throws IOException {
    try (var process =
        Stampede.start(folder, "check", "--base", "this", "--candidate", "this", "--out", "cut")) {
      process.await(
          "at its second pair", () -> process.stderr().contains("first pair 2 of"), LIMIT);
      process.signal("INT");
      Stampede.Result result = Stampede.await(process);
      assertEquals(130, result.exitCode(), result.stderr());
      assertTrue(firstLine(result).startsWith("INVALID: interrupted"), result.stdout());
    }
    assertEquals(ExitCode.INVALID, Stampede.run(folder, "judge", "cut").exitCode());
    assertFalse(Files.exists(folder.resolve("cut/work")));
  }

  @Test
  void badInputIsOneLine() {
    String[][] commands = {
      {"check"},
      {"check", "--base", "this"},
      {"check", "--base", "no-such.jar", "--candidate", "this"},
      {"check", "--base", "this", "--candidate", "rate=5"},
      {"check", "--base", "this", "--candidate", "keys=many"},
      {"check", "--base", "this", "--candidate", "@no-such.yaml"},
      {"check", "--base", "this", "--candidate", "this", "--mode", "duet"},
      {"check", "--base", "this", "--candidate", "this", "--rate", "100"},
      {"check", "--base", "this", "--candidate", "this", "--measure", "5"},
      {"check", "--base", "this", "--candidate", "this", "--gate", "no-such.json"},
      {"check", "--base", "this", "--candidate", "store=nothing:{arm}", "--quiet", "--out", "x"},
      {"check", "--base", "this", "--candidate", "store=redis://localhost/0"},
      {"check", "--base", "this", "--candidate", "keys=500"},
      {"check", "--base", "keys=1", "--candidate", "keys=1", "--quiet"},
      {"check", "--base", "this", "--candidate", "this", "--effect", "10"},
      {"check", "--base", "this", "--plan", "--candidate", "this"},
      {"check", "--base", "this", "--candidate", "this", "--mode", "slices", "--rate", "100"},
      {
        "check",
        "--base",
        "this",
        "--candidate",
        "this",
        "--mode",
        "slices",
        "--rate",
        "2000",
        "--gate",
        TeamStore.gate(folder).toString()
      },
      {"judge", "no-such-folder"},
    };
    for (String[] command : commands) {
      Stampede.Result result = Stampede.run(folder, command);
      String told = String.join(" ", command) + ": " + result.stdout() + result.stderr();
      assertEquals(ExitCode.USAGE, result.exitCode(), told);
      assertEquals(1, result.stderr().lines().count(), told);
      assertEquals("", result.stdout(), told);
    }
    assertFalse(Files.exists(folder.resolve("x")), "bad input makes no folder");
  }
}
