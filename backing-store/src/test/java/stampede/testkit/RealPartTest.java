package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RealPartTest {
  @TempDir
  Path folder;

  @Test
  void aPartIsFoundOnTheSearchPath() throws IOException {
    Path executable = Files.writeString(folder.resolve("chromium"), "");
    assertThrows(TestAbortedException.class, () -> require("chromium", Map.of("PATH", path())));
    assertTrue(executable.toFile().setExecutable(true));
    assertEquals(executable, found("chromium", Map.of("PATH", path())));
  }

  @Test
  void aMissingPartSkipsWithTheReasonAndTheLineThatInstallsIt() {
    var skipped =
        assertThrows(TestAbortedException.class, () -> require("chromium", Map.of("PATH", path())));
    assertTrue(skipped.getMessage().contains("chromium is not installed"), skipped.getMessage());
    assertTrue(skipped.getMessage().contains("apt-get install"), skipped.getMessage());
  }

  @Test
  void aMissingPartFailsInContinuousIntegration() {
    var failed = assertThrows(
        AssertionError.class, () -> require("chromium", Map.of("PATH", path(), "CI", "true")));
    assertTrue(failed.getMessage().contains("chromium is not installed"), failed.getMessage());
  }

  @Test
  void aPartOfNpmIsFoundInTheUsersCacheAndNowhereElse() throws IOException {
    Path bin = Files.createDirectories(
        folder.resolve("home/.cache/stampede/statsd@0.9.0/node_modules/.bin"));
    Path executable = Files.writeString(bin.resolve("statsd"), "");
    assertTrue(executable.toFile().setExecutable(true));
    String home = folder.resolve("home").toString();
    String cache = folder.resolve("home/.cache").toString();
    String elsewhere = folder.resolve("elsewhere").toString();
    assertEquals(executable, found("statsd", Map.of("HOME", home)));
    assertEquals(executable, found("statsd", Map.of("HOME", home, "XDG_CACHE_HOME", "")));
    assertEquals(executable, found("statsd", Map.of("HOME", "/no", "XDG_CACHE_HOME", cache)));
    var skipped = assertThrows(
        TestAbortedException.class,
        () -> require(
            "statsd", Map.of("PATH", bin.toString(), "HOME", home, "XDG_CACHE_HOME", elsewhere)));
    String reason = skipped.getMessage();
    assertTrue(
        reason.contains("npm install --prefix " + elsewhere + "/stampede/statsd@0.9.0 "), reason);
    assertTrue(reason.endsWith(" statsd@0.9.0"), reason);
  }

  @Test
  void anUnlistedPartIsAMistake() {
    assertThrows(
        IllegalArgumentException.class, () -> require("no-such-part", Map.of("PATH", path())));
  }

  private String path() {
    return "/no/such/folder::" + folder;
  }

  /** The path of a part; an aborted test would pass for a skipped one. */
  private static Path found(String executable, Map<String, String> environment) {
    return assertDoesNotThrow(() -> require(executable, environment));
  }

  private static Path require(String executable, Map<String, String> environment) {
    return RealPart.require(executable, environment::get);
  }
}
