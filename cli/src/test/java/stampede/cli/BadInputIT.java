package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake gets one line with field, value and what was expected, exit 2, and no folder. */
class BadInputIT {
  @TempDir
  private Path folder;

  @Test
  void anUnknownKeyOfAScenario() throws IOException {
    Path yaml = yaml("rat: 5");
    assertRefused(List.of("run", yaml.toString()), "small.yaml:1: rat", "rate");
  }

  @Test
  void aRepeatedKeyOfAScenario() throws IOException {
    Path yaml = yaml("rate: 5\nrate: 6");
    assertRefused(List.of("run", yaml.toString()), "small.yaml:2", "rate");
  }

  @Test
  void brokenYaml() throws IOException {
    Path yaml = yaml("rate: [5");
    assertRefused(List.of("run", yaml.toString()), "small.yaml");
  }

  @Test
  void ratesThatAreNoRate() {
    assertRefused(List.of("run", "--rate=-5"), "--rate", "-5", "decimal above 0");
    assertRefused(List.of("run", "--rate", "0"), "--rate", "decimal above 0");
    assertRefused(List.of("run", "--rate", "fast"), "--rate", "fast", "decimal above 0");
  }

  @Test
  void aCalibrationThatCannotBeMadeOrKept() {
    assertRefused(List.of("calibrate", "--rate", "0"), "--rate", "decimal above 0");
    assertRefused(List.of("calibrate", "--out", "/proc/none/x"), "--out", "/proc/none");
  }

  @Test
  void aTraceThatIsMissingOrDamaged() throws IOException {
    assertRefused(List.of("run", "--trace", "none.xz"), "--trace", "none.xz");
    Path damaged = Files.write(folder.resolve("damaged.xz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertRefused(List.of("run", "--trace", damaged.toString()), "--trace", "damaged.xz");
    Files.delete(damaged);
  }

  @Test
  void storesThatCannotBeOpened() {
    assertRefused(List.of("run", "--store", "carrier-pigeon:x"), "carrier-pigeon", "sqlite:");
    assertRefused(List.of("run", "--store", "sqlite:/proc/none/x.sqlite"), "/proc/none/x.sqlite");
  }

  @Test
  void aStatsdAddressWithAnImpossiblePort() {
    assertRefused(List.of("run", "--statsd", "host:99999"), "--statsd", "host:99999", "65535");
  }

  @Test
  void aFolderThatIsNotEmpty() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    Path precious = Files.writeString(full.resolve("precious"), "data");
    assertRefused(List.of("run", "--out", full.toString()), "--out", "full", "empty");
    assertEquals("data", Files.readString(precious));
    Files.delete(precious);
    Files.delete(full);
  }

  @Test
  void aFolderThatCannotBeMadeLeavesNoStoreBehind() throws IOException {
    Path file = Files.writeString(folder.resolve("damaged.xz"), "a file");
    assertRefused(List.of("run", "--out", file + "/x", "--store", "sqlite:new.db"), "--out");
    Files.delete(file);
  }

  @Test
  void secretsOfAUriInTheWrongPlace() throws IOException {
    for (List<String> arguments : List.of(
        List.of("run", "--sotre=redis://u:hunter2@h/0"),
        List.of("run", "redis://u:hunter2@h/0"),
        List.of("run", yaml("store: redis://u:hunter2@h/0: x").toString()),
        List.of("run", "--store", "redis://u:hunter2@h/0"))) {
      assertFalse(assertRefused(arguments).contains("hunter2"), arguments.toString());
    }
  }

  @Test
  void whatTimingCannotDo() throws IOException {
    assertRefused(List.of("timing", "--rates=1500,100"), "--rates", "1500,100", "rising");
    assertRefused(List.of("timing", "--rates=0"), "--rates", "above 0");
    assertRefused(List.of("timing", "--rates="), "--rates", "decimals");
    assertRefused(List.of("timing", "--operations=0"), "--operations", "from 1 to 1000000");
    assertRefused(List.of("timing", "--operations=1000001"), "--operations", "1000001");
    assertRefused(List.of("timing", "--seed=x"), "--seed", "whole number");
    assertRefused(List.of("timing", "--duration=1s"), "--duration", "--real");
    assertRefused(List.of("timing", "--store=memory:"), "--store", "--real");
    assertRefused(List.of("timing", "--real", "--operations=5"), "--operations", "--duration");
    assertRefused(List.of("timing", "--real", "--duration=0s"), "--duration", "0s", "above zero");
    assertRefused(List.of("timing", "--real", "--duration=1h"), "--duration", "at most 1000000");
    assertRefused(
        List.of("timing", "--real", "--store=carrier-pigeon:x"), "--store", "carrier-pigeon");
    assertRefused(List.of("timing", "--real", "--store=env:NOT_SET"), "--store", "NOT_SET");
    Path file = Files.writeString(folder.resolve("damaged.xz"), "a file");
    assertRefused(List.of("timing", "--out", file.toString()), "--out", "damaged.xz");
    Files.delete(file);
  }

  @Test
  void jobsThatCannotBe() {
    assertRefused(List.of("jobs", "--cores=0"), "--cores", "0", "from 1 to");
    assertRefused(List.of("jobs", "--sample=-25ms"), "--sample", "-25ms", "from 1ms to 1h");
    assertRefused(List.of("jobs", "--sample=0s"), "--sample", "0s", "from 1ms to 1h");
    assertRefused(List.of("jobs", "--plugin=week6"), "--plugin", "week6", "week5", "naive");
    assertRefused(List.of("jobs", "--plugin="), "--plugin", "exact");
    assertRefused(List.of("jobs", "--jobs=0"), "--jobs", "from 1 to");
    assertRefused(List.of("jobs", "--jobs=99999999999"), "--jobs", "from 1 to");
    assertRefused(List.of("jobs", "--brokers=x"), "--brokers", "x", "whole number");
    assertRefused(List.of("jobs", "--rate=0"), "--rate", "above 0");
    assertRefused(List.of("jobs", "--rate=0.000000001"), "--rate", "604800 s");
    assertRefused(List.of("jobs", "--runtime=1h"), "--runtime", "30m");
    assertRefused(List.of("jobs", "--interval=1h", "--sample=1ms"), "--interval", "--sample");
    assertRefused(List.of("jobs", "--rejected=1.5"), "--rejected", "1.5", "from 0 to 1");
    assertRefused(List.of("jobs", "--plugin-after=10000"), "--plugin-after", "to 9999");
    assertRefused(List.of("jobs", "--meters=gauges,dials"), "--meters", "dials", "timers");
    assertRefused(List.of("jobs", "--statsd=nowhere"), "--statsd", "nowhere");
    assertRefused(List.of("jobs", "--store=carrier-pigeon:x"), "--store", "carrier-pigeon");
    assertRefused(List.of("jobs", "--duration=1s"), "--duration", "--jobs");
  }

  @Test
  void anOptionGivenTwice() {
    assertRefused(List.of("run", "--rate=5", "--rate=6"), "--rate", "twice");
  }

  @Test
  void aReportOfNothing() {
    assertRefused(List.of("report", "nothing"), "nothing", "run");
    assertRefused(List.of("report"), "RUN");
  }

  @Test
  void unknownCommandsAndOptions() {
    String commands =
        "run, capacity, check, judge, selftest, history, report, calibrate, timing, jobs";
    assertRefused(List.of("gallop"), "gallop", commands);
    assertRefused(List.of("--gallop"), "--gallop", "--version", commands);
    assertRefused(List.of("run", "--gallop"), "--gallop", "--rate");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), text + "\n");
  }

  private String assertRefused(List<String> arguments, String... inTheLine) {
    Stampede.Result result = Stampede.run(folder, arguments.toArray(String[]::new));
    assertEquals(2, result.exitCode(), result.stderr());
    assertEquals("", result.stdout());
    assertEquals(1, result.stderr().lines().count(), result.stderr());
    for (String part : inTheLine) {
      assertTrue(result.stderr().contains(part), part + " is not in: " + result.stderr());
    }
    assertFalse(Files.exists(folder.resolve("runs")), "a refused run left a folder");
    List<String> left = new ArrayList<>(List.of(folder.toFile().list()));
    left.removeAll(List.of("stdout", "stderr", "small.yaml", "damaged.xz", "full"));
    assertEquals(List.of(), left);
    return result.stderr();
  }
}
