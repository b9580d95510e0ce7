package stampede.cli;

import static stampede.cli.CommandLines.argument;
import static stampede.cli.CommandLines.flag;

import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.results.JobsSummary;
import stampede.results.JobsText;
import stampede.results.Report;
import stampede.results.Run;
import stampede.results.RunReader;
import stampede.results.SummaryText;

/** {@code stampede report}: reads a run's folder again and writes its report. */
final class ReportCommand {
  static final String DESCRIPTION =
      "Reads the folder of a run, also one that was killed, and writes its report.html.";

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  ReportCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addPositional(argument("RUN", "1", "the folder of a run"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    return spec;
  }

  int call() {
    Run run = RunReader.read(Path.of(arguments.matchedPositionalValue(0, "")));
    if (run.truncatedLines() > 0) {
      err.println("stampede: " + run.dir() + ": " + run.truncatedLines()
          + " torn lines at the end of its files are left out");
    }
    Path report = Report.write(run);
    if (arguments.hasMatchedOption("--json")) {
      out.println(run.toJson());
    } else {
      JobsSummary jobs = run.jobs();
      out.print((jobs == null ? "" : JobsText.of(jobs)) + SummaryText.of(run));
      out.println("report: " + report);
    }
    return ExitCode.PASS;
  }
}
