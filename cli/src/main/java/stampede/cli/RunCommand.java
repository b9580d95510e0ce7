package stampede.cli;

import static stampede.cli.CommandLines.argument;
import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;
import static stampede.cli.CommandLines.values;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.Scenario;
import stampede.loadgen.ScenarioKey;
import stampede.loadgen.Setting;
import stampede.results.Calibration;
import stampede.results.Manifest;
import stampede.results.Run;
import stampede.results.RunId;
import stampede.results.ScenarioFile;
import stampede.results.Summary;
import stampede.results.SummaryText;

/** {@code stampede run}: drives load and writes a run's folder. */
final class RunCommand {
  static final String DESCRIPTION =
      "Drives load at a content cache over a backing store and writes a run's folder. With no"
          + " argument: a demo of 30 s on SQLite.";

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  RunCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addPositional(argument(
        "SCENARIO.yaml",
        "0..1",
        "settings, by the long option names in camelCase; an option overrides its key"));
    for (ScenarioKey key : Scenario.keys()) {
      String text = key.meaning() + ": " + key.expected()
          + (key.defaultText() == null ? "" : "; default " + key.defaultText());
      spec.addOption(option(key, text));
    }
    spec.addOption(value("--out", "DIR", "the run's folder, absent or empty; default runs/<id>"));
    spec.addOption(flag("--keep-store", "keep the SQLite file in the run's folder"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    spec.addOption(flag("--strict", "exit 3 where the verdict is SUSPECT"));
    spec.addOption(flag("--print-scenario", "print the settings in effect as YAML and stop"));
    return spec;
  }

  private static OptionSpec option(ScenarioKey key, String text) {
    if (key.flag()) {
      return flag(key.option(), key.meaning());
    }
    return key.repeatable()
        ? values(key.option(), "TEXT", text + "; may be repeated")
        : value(key.option(), "TEXT", text);
  }

  int call() {
    Scenario scenario = Scenario.of(fileSettings(), optionSettings());
    if (arguments.hasMatchedOption("--print-scenario")) {
      out.print(ScenarioFile.format(scenario.asSettings()));
      return ExitCode.PASS;
    }
    try (var time = new SystemTime()) {
      Summary summary = run(scenario, time);
      return ExitCode.of(summary, arguments.hasMatchedOption("--strict"));
    }
  }

  @SuppressWarnings("try") // the interruption is only to be closed
  private Summary run(Scenario scenario, SystemTime time) {
    Instant startedAt = Instant.now();
    String id = RunId.of(startedAt, new SecureRandom().nextLong());
    Path dir = Path.of(arguments.matchedOptionValue("--out", "runs/" + id));
    RunInputs inputs = RunInputs.open(scenario, dir, System.getenv(), time);
    Manifest.Environment machine = MachineInfo.read(time);
    int cores = machine.cores();
    var calibrated = new Calibrator(time, Driver.workers(cores), cores, 1)
        .beforeRun(pacedRate(scenario), Calibrator.file(System.getenv()), machine);
    Manifest manifest = Manifest.started(
        id,
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        effective(scenario, inputs),
        Map.of("seed", scenario.seed()),
        Manifest.Shard.WHOLE,
        inputs.plan().closed() ? null : inputs.plan().planned(),
        machine,
        calibrated.calibration());
    StatsdSettings statsd = inputs.statsd();
    if (statsd != null) {
      err.println("statsd: shipping to " + statsd.destination() + " under " + statsd.prefix());
    }
    var progress = new Progress(
        err, arguments.hasMatchedOption("--quiet"), Boolean.getBoolean("stampede.terminal"));
    var driver = new Driver(scenario, time, cores, calibrated.pacer());
    var session = new RunSession(inputs, manifest, time, driver, progress);
    try (var interruption = new Interruption(driver::interrupt)) {
      try (var store = new RunStore(inputs, arguments.hasMatchedOption("--keep-store"), time)) {
        return tell(session.run(store));
      } finally {
        progress.done();
      }
    }
  }

  /** How often workers wait; those of a closed loop do not. */
  private static double pacedRate(Scenario scenario) {
    return scenario.users().isPresent() ? 1_000 : scenario.rate().doubleValue();
  }

  /** The settings with the store that is really used. */
  private static Map<String, String> effective(Scenario scenario, RunInputs inputs) {
    Map<String, String> settings = new LinkedHashMap<>(scenario.asSettings());
    settings.put("store", inputs.storeText());
    return settings;
  }

  private Summary tell(Run run) {
    Summary summary = run.summarized();
    if (arguments.hasMatchedOption("--json")) {
      out.println(summary.toJson(run.dir().toString(), run.manifest().calibration()));
    } else {
      out.print(SummaryText.of(summary));
      Calibration calibration = run.manifest().calibration();
      if (calibration != null) {
        out.println(calibration.line());
      }
      out.println("report: " + run.dir().resolve("report.html"));
    }
    return summary;
  }

  private List<Setting> fileSettings() {
    @Nullable String file = arguments.matchedPositionalValue(0, null);
    if (file == null) {
      return List.of();
    }
    return ScenarioFile.read(Path.of(file)).stream()
        .map(entry ->
            new Setting(entry.key(), entry.value(), file + ":" + entry.line() + ": " + entry.key()))
        .toList();
  }

  private List<Setting> optionSettings() {
    List<Setting> settings = new ArrayList<>();
    for (ScenarioKey key : Scenario.keys()) {
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
