package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.store.BadInputException;

/** {@code stampede selftest}: how often the gate is wrong. */
final class SelftestCommand {
  static final String DESCRIPTION = "Measures how often the gate is wrong.";

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  SelftestCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addOption(flag("--real", "real checks on this machine, one after another"));
    spec.addOption(value("--checks", "COUNT", "how many of each effect; default 20"));
    spec.addOption(value("--out", "DIR", "where real checks leave their log, and go on from it"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    return spec;
  }

  int call() {
    String dir = arguments.matchedOptionValue("--out", (String) null);
    if (dir == null) {
      throw new BadInputException("--out", "not given", "a folder for the log");
    }
    String count = arguments.matchedOptionValue("--checks", "20");
    if (!count.matches("[1-9]\\d{0,3}")) {
      throw new BadInputException("--checks", count, "a whole number from 1 to 9999");
    }
    var progress = new Progress(
        err, arguments.hasMatchedOption("--quiet"), Boolean.getBoolean("stampede.terminal"));
    try (var time = new SystemTime()) {
      return new SelftestReal(Path.of(dir), Integer.parseInt(count), progress).run(time, out);
    }
  }
}
