package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stampede.testkit.ChildProcess;
import stampede.testkit.Repository;

/** The real {@code ./stampede}, run as a user runs it. */
final class Stampede {
  /** What a busy machine makes INVALID. */
  private static final Set<String> OF_MACHINE = Set.of(
      "requests sent",
      "lag p99",
      "lag p99, last quarter",
      "CPU time stolen",
      "hiccups of an idle thread, p99");

  static final Duration LIMIT = Duration.ofSeconds(90);

  /** What a finished command left behind. */
  record Result(int exitCode, String stdout, String stderr) {
    JsonNode json() {
      return parse(stdout);
    }
  }

  private Stampede() {}

  static ChildProcess start(Path folder, String... arguments) {
    return start(folder, Map.of(), arguments);
  }

  static ChildProcess start(Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("stampede").toString());
    command.addAll(List.of(arguments));
    return ChildProcess.start(folder, environment, command.toArray(String[]::new));
  }

  static Result run(Path folder, String... arguments) {
    return run(folder, Map.of(), arguments);
  }

  static Result run(Path folder, Map<String, String> environment, String... arguments) {
    try (ChildProcess process = start(folder, environment, arguments)) {
      return await(process);
    }
  }

  static Result await(ChildProcess process) {
    return await(process, LIMIT);
  }

  static Result await(ChildProcess process, Duration limit) {
    int exitCode = process.awaitExit(limit);
    return new Result(exitCode, process.stdout(), process.stderr());
  }

  /**
   * A run ended, and was not INVALID but by what its machine did: a test of what a run does needs no
   * quiet machine.
   */
  static void assertRan(Result result, JsonNode summary) {
    if (result.exitCode() == ExitCode.INVALID) {
      for (JsonNode check : summary.get("checks")) {
        boolean invalid = check.get("verdict").textValue().equals("INVALID");
        assertTrue(!invalid || OF_MACHINE.contains(check.get("name").textValue()), check::toString);
      }
      System.out.println("INVALID by the machine alone: " + summary.get("reasons"));
    } else {
      assertEquals(ExitCode.PASS, result.exitCode(), result.stderr());
    }
  }

  /** The summary in a run's folder. */
  static JsonNode summary(Path dir) {
    try {
      return parse(Files.readString(dir.resolve("summary.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
