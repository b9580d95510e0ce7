package stampede.cli;

import static stampede.cli.CommandLines.argument;
import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.values;

import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.results.gate.History;
import stampede.results.gate.HistoryReport;

/** {@code stampede history}: what past checks came to, and where their figures changed. */
final class HistoryCommand {
  static final String DESCRIPTION =
      "Keeps what checks came to, a line each, and tells where their figures changed. Advice: it fails"
          + " no build.";

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  HistoryCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addPositional(argument("FILE", "1", "the history, absent or one that was written so"));
    spec.addOption(values("--add", "DIR", "the folder of a check to add; more than once"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    return spec;
  }

  int call() {
    Path file = Path.of(arguments.matchedPositionalValue(0, ""));
    History history = History.read(file);
    if (history.tornLines() > 0) {
      err.println(
          "stampede: " + file + ": " + history.tornLines() + " torn line at its end is left out");
    }
    boolean added = false;
    for (String dir : arguments.matchedOptionValue("--add", new String[0])) {
      if (history.add(Path.of(dir))) {
        added = true;
      } else {
        err.println("stampede: " + dir + ": its check is in the history already");
      }
    }
    if (added) {
      history.write();
    }
    HistoryReport report = history.report();
    out.print(arguments.hasMatchedOption("--json") ? report.toJson() : report.toText());
    return ExitCode.PASS;
  }
}
