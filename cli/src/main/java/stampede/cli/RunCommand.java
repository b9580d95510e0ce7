package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.Plan;
import stampede.loadgen.Scenario;
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
    ScenarioArguments.specify(spec, Scenario.keys());
    spec.addOption(value("--out", "DIR", "the run's folder, absent or empty; default runs/<id>"));
    spec.addOption(flag("--keep-store", "keep the SQLite file in the run's folder"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    spec.addOption(flag("--strict", "exit 3 where the verdict is SUSPECT"));
    spec.addOption(flag("--print-scenario", "print the settings in effect as YAML and stop"));
    return spec;
  }

  int call() {
    var given = new ScenarioArguments(arguments, Scenario.keys());
    Scenario scenario = Scenario.of(given.ofFile(), given.ofOptions());
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
        .beforeRun(pacedRate(inputs.plan()), Calibrator.file(System.getenv()), machine);
    Manifest manifest = Manifest.started(
        id,
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        inputs.effective(),
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
  private static double pacedRate(Plan plan) {
    return plan.closed() ? 1_000 : plan.highestRate();
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
}
