package stampede.cli;

import static stampede.cli.CommandLines.argument;
import static stampede.cli.CommandLines.flag;

import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.CheckOutputs;
import stampede.results.gate.GateVerdict;
import stampede.results.gate.Judge;

/** {@code stampede judge}: decides again on the pairs that a check has stored. */
final class JudgeCommand {
  static final String DESCRIPTION =
      "Decides again on the pairs of a check, and writes its verdict and reports anew. Same pairs,"
          + " same bytes.";

  private final ParseResult arguments;
  private final PrintStream out;

  JudgeCommand(ParseResult arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addPositional(argument("DIR", "1", "the folder of a check"));
    spec.addOption(flag("--json", "verdict.json on stdout, nothing else"));
    return spec;
  }

  int call() {
    var folder = new CheckFolder(Path.of(arguments.matchedPositionalValue(0, "")));
    GateVerdict verdict = Judge.of(folder).verdict();
    CheckOutputs.write(folder.dir(), verdict);
    CheckCommand.tell(folder.dir(), verdict, arguments.hasMatchedOption("--json"), out);
    return verdict.exitCode();
  }
}
