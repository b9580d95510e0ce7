package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import stampede.results.gate.GateFile;
import stampede.results.gate.GateSettings;
import stampede.testkit.Repository;

/** The recipes of docs/ci.md can be pasted, as far as that is seen without their runners. */
class CiDocTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CHECK = Pattern.compile("\\bcheck (--(?:[^\n`\\\\]|\\\\+\n)*)");
  private static final LocalDate BEFORE_THE_WAIVER_ENDS = LocalDate.of(2027, 1, 1);

  @TempDir
  Path folder;

  private static String page() throws IOException {
    return Files.readString(Repository.root().resolve("docs/ci.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(page())
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  @Test
  void theYamlIsYaml() throws IOException {
    List<String> recipes = blocks("yaml");
    assertEquals(2, recipes.size());
    for (String recipe : recipes) {
      assertDoesNotThrow(() -> new YAMLMapper().readTree(recipe), recipe);
    }
    for (var command : new YAMLMapper().readTree(recipes.get(1)).at("/latency/script")) {
      assertTrue(command.isTextual(), command::toString);
    }
  }

  @Test
  void theRuleIsARule() throws IOException {
    for (String rule : blocks("json")) {
      Path file = Files.writeString(folder.resolve("gate.json"), rule);
      GateSettings settings = GateFile.read(file, GateSettings.standard(), BEFORE_THE_WAIVER_ENDS);
      assertEquals(
          new ObjectMapper().readTree(rule).get("checks").size(),
          settings.checks().size());
    }
  }

  @Test
  void everyCheckHasOptionsThatThereAre() throws IOException {
    List<String> checks = CHECK
        .matcher(page())
        .results()
        .map((MatchResult check) -> check.group(1))
        .toList();
    assertTrue(checks.size() >= 5, checks::toString);
    for (String check : checks) {
      String[] words = check.strip().split("[\\s\\\\]+", -1);
      var line = new CommandLine(CheckCommand.specify(CommandLines.command("check", "")));
      assertFalse(line.parseArgs(words).matchedOptions().isEmpty(), check);
    }
  }
}
