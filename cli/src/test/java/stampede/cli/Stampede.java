package stampede.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stampede.testkit.ChildProcess;
import stampede.testkit.Repository;

/** The real {@code ./stampede}, run as a user runs it. */
final class Stampede {
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

  static JsonNode parse(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
