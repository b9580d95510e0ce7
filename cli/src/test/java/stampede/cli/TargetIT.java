package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.ContentCache;
import stampede.instrument.Outcome;
import stampede.loadgen.Target;
import stampede.store.BackingStore;
import stampede.testkit.DocumentedProgram;

/** One workload offered to each target, and to the one that docs/targets.md shows. */
class TargetIT {
  private static final String CLASS_PATH = DocumentedProgram.classPath(
      BackingStore.class, ContentCache.class, Outcome.class, Target.class);

  @TempDir
  private Path folder;

  @TempDir
  private Path classes;

  private JsonNode run(String target, Map<String, String> environment) {
    JsonNode summary = Stampede.run(
            folder,
            environment,
            "run",
            "--duration=2s",
            "--warmup=1s",
            "--rate=500",
            "--keys=2000",
            "--clean-bytes-max=256KiB",
            "--store=sim:?latency=constant,value=1ms",
            "--target=" + target,
            "--out=" + folder.resolve(target),
            "--json",
            "--quiet")
        .json();
    RunIT.assertAddsUp(summary);
    assertEquals(1000, summary.at("/requests/planned").longValue(), summary::toString);
    assertEquals(1000, summary.at("/requests/completed").longValue(), summary::toString);
    return summary;
  }

  /** Loads that went to the store took its millisecond, and the store's own stamps say the same. */
  private static void assertPlausible(JsonNode summary) {
    long loaded = count(summary, "service", "loaded");
    assertTrue(loaded > 0, summary::toString);
    assertTrue(series(summary, "service", "loaded").get("minNanos").longValue() >= 990_000);
    assertTrue(series(summary, "backing", "loaded").get("minNanos").longValue() >= 990_000);
    assertEquals(loaded, count(summary, "backing", "loaded"), 10, summary::toString);
    assertTrue(count(summary, "service", "stored") > 50, summary::toString);
  }

  private static JsonNode series(JsonNode summary, String clock, String outcome) {
    return StreamSupport.stream(summary.get("series").spliterator(), false)
        .filter(one -> one.get("clock").textValue().equals(clock)
            && one.get("outcome").textValue().equals(outcome))
        .findFirst()
        .orElseThrow(() -> new AssertionError(clock + " " + outcome + " in " + summary));
  }

  private static long count(JsonNode summary, String clock, String outcome) {
    return series(summary, clock, outcome).get("count").longValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-cache", "caffeine"})
  void theTargetsOfTheHouseAnswerFromMemoryAndCount(String target) throws IOException {
    JsonNode summary = run(target, Map.of());
    assertPlausible(summary);
    assertEquals(
        count(summary, "service", "hit"),
        summary.at("/cache/hits").longValue(),
        20,
        summary::toString);
    assertTrue(summary.at("/cache/cleanBytes").longValue() > 100_000, summary::toString);
    assertEquals(0, summary.at("/finish/dirtyBytes").longValue(), 100_000);
    String manifest = Files.readString(folder.resolve(target).resolve("manifest.json"));
    assertTrue(manifest.contains("\"target\" : \"" + target + "\""), manifest);
    boolean through = target.equals("caffeine");
    assertEquals(
        through,
        series(summary, "service", "stored").get("minNanos").longValue() >= 990_000,
        summary::toString);
  }

  @Test
  void aTargetOfTheUserIsFoundAndMeasured() throws IOException {
    List<DocumentedProgram> programs = DocumentedProgram.all("targets.md");
    assertEquals(
        List.of("NoCacheProvider"),
        programs.stream().map(DocumentedProgram::name).toList());
    DocumentedProgram program = programs.get(0);
    program.compileInto(classes, CLASS_PATH);
    try (var process = program.start(folder, CLASS_PATH + File.pathSeparator + classes)) {
      assertEquals(0, process.awaitExit(Duration.ofSeconds(60)), process::stderr);
      assertEquals(program.prints(), process.stdout());
    }
    JsonNode summary = run("no-cache", Map.of("STAMPEDE_CLASSPATH", classes.toString()));
    assertPlausible(summary);
    assertTrue(summary.get("cache").isNull(), summary::toString);
    assertTrue(summary.at("/finish/dirtyBytes").isNull(), summary::toString);
    assertTrue(summary.at("/requests/completed").longValue() == 1000, summary::toString);
  }

  @Test
  void anUnknownTargetIsOneLineWithThoseThatThereAre() {
    Stampede.Result refused = Stampede.run(folder, "run", "--target=guava", "--out=none");
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(1, refused.stderr().lines().count(), refused.stderr());
    assertTrue(refused.stderr().contains("--target"), refused.stderr());
    assertTrue(refused.stderr().contains("caffeine, content-cache"), refused.stderr());
    assertTrue(Files.notExists(folder.resolve("none")));
    Stampede.Result misplaced =
        Stampede.run(folder, Map.of("STAMPEDE_CLASSPATH", "/no/such.jar"), "run", "--out=none");
    assertEquals(ExitCode.USAGE, misplaced.exitCode());
    assertTrue(misplaced.stderr().contains("STAMPEDE_CLASSPATH"), misplaced.stderr());
  }
}
