package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir
  Path folder;

  @Test
  void outputErrorAndStatusAreKeptApart() {
    try (var process = ChildProcess.start(
        folder, Map.of("WORD", "hello"), "sh", "-c", "echo $WORD; pwd; echo no >&2; exit 7")) {
      assertEquals(7, process.awaitExit(LIMIT));
      assertTrue(process.stdout().startsWith("hello\n"), process.stdout());
      assertTrue(process.stdout().trim().endsWith(folder.getFileName().toString()));
      assertEquals("no\n", process.stderr());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 42", "TERM, 43", "KILL, 137"})
  void aSignalArrives(String signal, int status) {
    try (var process = ChildProcess.start(
        folder,
        "sh",
        "-c",
        "trap 'exit 42' INT; trap 'exit 43' TERM; echo up; while :; do sleep 0.05; done")) {
      process.await("up", () -> process.stdout().contains("up"), LIMIT);
      process.signal(signal);
      assertEquals(status, process.awaitExit(LIMIT));
    }
  }

  @Test
  void closingEndsTheProcessAndItsDescendants() throws Exception {
    var process = ChildProcess.start(folder, "sh", "-c", "sleep 60 & echo $!; wait");
    process.await("up", () -> process.stdout().endsWith("\n"), LIMIT);
    var child = ProcessHandle.of(Long.parseLong(process.stdout().trim())).orElseThrow();
    assertTrue(child.isAlive());
    process.close();
    assertFalse(process.isAlive());
    child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void whatDoesNotEndOrHappenIsToldWithTheOutput() {
    try (var process = ChildProcess.start(folder, "sh", "-c", "echo busy; exec sleep 60")) {
      process.await("busy", () -> process.stdout().contains("busy"), LIMIT);
      var still = assertThrows(AssertionError.class, () -> process.awaitExit(Duration.ofMillis(1)));
      assertTrue(still.getMessage().contains("busy"), still.getMessage());
      var never = assertThrows(
          AssertionError.class, () -> process.await("done", () -> false, Duration.ofMillis(1)));
      assertTrue(never.getMessage().contains("not done"), never.getMessage());
    }
    try (var process = ChildProcess.start(folder, "false")) {
      var ended =
          assertThrows(AssertionError.class, () -> process.await("done", () -> false, LIMIT));
      assertTrue(ended.getMessage().contains("ended before done"), ended.getMessage());
    }
  }
}
