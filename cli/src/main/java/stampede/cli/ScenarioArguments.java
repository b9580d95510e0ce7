package stampede.cli;

import static stampede.cli.CommandLines.argument;
import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;
import static stampede.cli.CommandLines.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import stampede.loadgen.ScenarioKey;
import stampede.loadgen.Setting;
import stampede.results.ScenarioFile;

/** The settings of a scenario as a command takes them: from a file, and by options of some keys. */
record ScenarioArguments(ParseResult arguments, List<ScenarioKey> keys) {
  /** Adds the file and the options of some keys. */
  static void specify(CommandSpec spec, List<ScenarioKey> keys) {
    spec.addPositional(argument(
        "SCENARIO.yaml",
        "0..1",
        "settings, by the long option names in camelCase; an option overrides its key"));
    specifyOptions(spec, keys);
  }

  /** Adds the options of some keys. */
  static void specifyOptions(CommandSpec spec, List<ScenarioKey> keys) {
    for (ScenarioKey key : keys) {
      String text = key.meaning() + ": " + key.expected()
          + (key.defaultText() == null ? "" : "; default " + key.defaultText());
      spec.addOption(option(key, text));
    }
  }

  private static OptionSpec option(ScenarioKey key, String text) {
    if (key.flag()) {
      return flag(key.option(), key.meaning());
    }
    return key.repeatable()
        ? values(key.option(), "TEXT", text + "; may be repeated")
        : value(key.option(), "TEXT", text);
  }

  /** The settings of the file; none where none was given. */
  List<Setting> ofFile() {
    @Nullable String file = arguments.matchedPositionalValue(0, null);
    if (file == null) {
      return List.of();
    }
    return ScenarioFile.read(Path.of(file)).stream()
        .map(entry ->
            new Setting(entry.key(), entry.value(), file + ":" + entry.line() + ": " + entry.key()))
        .toList();
  }

  /** The settings of the options. */
  List<Setting> ofOptions() {
    List<Setting> settings = new ArrayList<>();
    for (ScenarioKey key : keys) {
      if (arguments.hasMatchedOption(key.option())) {
        for (String text : given(key)) {
          settings.add(new Setting(key.name(), text, key.option()));
        }
      }
    }
    return settings;
  }

  private String[] given(ScenarioKey key) {
    if (key.flag()) {
      return new String[] {"true"};
    }
    return key.repeatable()
        ? arguments.matchedOptionValue(key.option(), new String[0])
        : new String[] {arguments.matchedOptionValue(key.option(), "")};
  }
}
