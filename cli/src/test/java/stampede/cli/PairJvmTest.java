package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.gate.Arm;
import stampede.results.gate.PairRecord;

/** Real JVMs of a pair: whose fault it is when they end. */
class PairJvmTest {
  private static final PairSpec.Lengths SHORT = new PairSpec.Lengths(100, 1, 50, 1, 50);

  @TempDir
  Path folder;

  private PairSpec spec(long sliceNanos, Map<Arm, PairSpec.ArmSettings> arms) {
    return new PairSpec(
        "a-check",
        PairRecord.FIRST,
        1,
        7,
        folder.resolve("work"),
        arms,
        sliceNanos,
        false,
        0,
        SHORT);
  }

  /** Of one arm, whose store does this in its loads. */
  private PairSpec spec(long sliceNanos, String load) {
    Path jar = TeamStore.jar(folder, "team", load);
    Map<String, String> settings = Map.of(
        "store", "team://user:hush@host/", "keys", "400", "seed", "1", "cleanBytesMax", "64KiB");
    return spec(
        sliceNanos, Map.of(Arm.BASE, new PairSpec.ArmSettings(List.of(jar), settings, "base", 0)));
  }

  private static PairProblem problem(PairSpec spec) {
    return assertThrows(PairProblem.class, () -> PairJvm.start(spec).finish());
  }

  @Test
  void whatOfOursIsWrongIsOurFault() {
    PairProblem ours = problem(spec(0, Map.of()));
    assertEquals(ExitCode.INTERNAL, ours.exitCode(), ours.getMessage());
  }

  @Test
  void aThreadOfAnArmThatDiesIsTheArmsFault() {
    PairProblem arms = problem(spec(
        0,
        TeamStore.at(
            9,
            "var dies = new Thread(() -> { throw new IllegalStateException(\"theirs\"); });"
                + "dies.start(); try { dies.join(); } catch (InterruptedException e) {}")));
    assertEquals(ExitCode.INVALID, arms.exitCode(), arms.getMessage());
    assertTrue(arms.getMessage().contains("theirs"), arms.getMessage());
  }

  @Test
  void anExitCodeThatAnArmChoosesMeansNothing() {
    for (int exitCode : new int[] {ExitCode.USAGE, ExitCode.INTERNAL}) {
      PairProblem arms = problem(spec(0, TeamStore.at(9, "System.exit(" + exitCode + ");")));
      assertEquals(ExitCode.INVALID, arms.exitCode(), arms.getMessage());
      assertTrue(arms.getMessage().contains("ended with " + exitCode), arms.getMessage());
    }
  }

  @Test
  void aStoreThatLosesBlobsIsNoArm() {
    PairProblem arms = problem(
        spec(0, TeamStore.at(50, "return CompletableFuture.completedFuture(Optional.empty());")));
    assertEquals(ExitCode.INVALID, arms.exitCode(), arms.getMessage());
    assertTrue(arms.getMessage().contains("a load ended as absent"), arms.getMessage());
  }

  @Test
  void whatAnArmPrintsIsNoToken() {
    PairSpec spec =
        spec(1_000_000, "for (int i = 0; i < 100; i++) System.out.println(\"+++++++++++++\");");
    PairJvm jvm = PairJvm.start(spec);
    assertTrue(jvm.awaitToken());
    assertTrue(jvm.batchSize() > 0);
    int slices = 0;
    for (int token = 0; token != PairMain.ENOUGH; slices++) {
      token = jvm.slice();
      assertTrue(token == '.' || token == PairMain.ENOUGH, "token " + token);
    }
    assertTrue(slices > 1, "a slice of a millisecond is no pair");
    assertEquals(4, jvm.finish().series().size());
  }

  @Test
  void whatIsNoTokenEndsThePair() {
    PairSpec spec = spec(
        1_000_000,
        "try { new java.io.FileOutputStream(java.io.FileDescriptor.out).write('x'); }"
            + " catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }");
    PairJvm jvm = PairJvm.start(spec);
    try {
      var problem = assertThrows(PairProblem.class, jvm::awaitToken);
      assertEquals(ExitCode.INVALID, problem.exitCode());
      assertTrue(problem.getMessage().contains("what is no token"), problem.getMessage());
    } finally {
      jvm.end();
    }
  }

  @Test
  void aJvmEndsWithItsParent() throws IOException, InterruptedException {
    PairSpec spec = spec(0, TeamStore.sleeping(3_600_000_000_000L));
    Files.createDirectories(spec.dir());
    Path file = spec.dir().resolve("pair.properties");
    spec.write(file);
    Process jvm = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PairMain.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      jvm.getOutputStream().close();
      assertTrue(jvm.waitFor(60, TimeUnit.SECONDS), "it goes on without a parent");
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void aSecretIsInNoFile() throws IOException {
    PairSpec spec = spec(0, TeamStore.at(9, "System.exit(9);"));
    assertEquals(ExitCode.INVALID, problem(spec).exitCode());
    try (Stream<Path> files = Files.list(spec.dir())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(
            Files.readString(file, StandardCharsets.ISO_8859_1).contains("hush"), file.toString());
      }
    }
    Map<String, String> environment = new HashMap<>();
    PairSpec hidden = spec.withStoresIn(environment);
    assertEquals(
        "team://user:hush@host/",
        environment.get("STAMPEDE_STORE_OF_BASE"),
        hidden.arms()::toString);
  }
}
