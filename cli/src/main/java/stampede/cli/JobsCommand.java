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
import stampede.results.JobsText;
import stampede.results.Manifest;
import stampede.results.RunId;
import stampede.results.Summary;
import stampede.results.SummaryText;

/** {@code stampede jobs}: the throughput test. */
final class JobsCommand {
  static final String DESCRIPTION =
      "Takes jobs through their states, with all their content through the cache: throughput, the"
          + " time in each state, and what gauges, counters and timers saw of it.";

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  JobsCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    JobsInputs.specify(spec);
    spec.addOption(value("--out", "DIR", "the run's folder, absent or empty; default runs/<id>"));
    spec.addOption(flag("--keep-store", "keep the SQLite file in the run's folder"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    spec.addOption(flag("--strict", "exit 3 where the verdict is SUSPECT"));
    return spec;
  }

  int call() {
    JobsInputs inputs = JobsInputs.of(arguments);
    try (var time = new SystemTime()) {
      Summary summary = run(inputs, time);
      return ExitCode.of(summary, arguments.hasMatchedOption("--strict"));
    }
  }

  @SuppressWarnings("try") // the interruption is only to be closed
  private Summary run(JobsInputs inputs, SystemTime time) {
    Instant startedAt = Instant.now();
    String id = RunId.of(startedAt, new SecureRandom().nextLong());
    Path dir = Path.of(arguments.matchedOptionValue("--out", "runs/" + id));
    RunInputs opened = RunInputs.open(inputs.scenario(), dir, System.getenv(), time);
    Manifest manifest = Manifest.started(
        id,
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        inputs.effective(opened.effective()),
        Map.of("seed", inputs.jobs().seed()),
        Manifest.Shard.WHOLE,
        null,
        MachineInfo.read(time),
        null);
    StatsdSettings statsd = opened.statsd();
    if (statsd != null) {
      err.println("statsd: shipping to " + statsd.destination() + " under " + statsd.prefix());
    }
    var progress = new Progress(
        err, arguments.hasMatchedOption("--quiet"), Boolean.getBoolean("stampede.terminal"));
    var session = new JobsSession(inputs, opened, manifest, time, progress);
    try (var interruption = new Interruption(session::interrupt)) {
      try (var store = new RunStore(opened, arguments.hasMatchedOption("--keep-store"), time)) {
        return tell(session.run(store));
      } finally {
        progress.done();
      }
    }
  }

  private Summary tell(JobsSession.Ending ending) {
    Summary summary = ending.run().summarized();
    Path dir = ending.run().dir();
    if (arguments.hasMatchedOption("--json")) {
      out.println(ending.jobs().toJson(dir.toString(), summary));
    } else {
      out.print(JobsText.of(ending.jobs()));
      out.print(SummaryText.of(ending.run()));
      out.println("report: " + dir.resolve("report.html"));
    }
    return summary;
  }
}
