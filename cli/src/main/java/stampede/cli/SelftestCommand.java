package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.results.gate.Selftest;
import stampede.results.gate.SelftestReport;
import stampede.store.BadInputException;

/** {@code stampede selftest}: how often the gate is wrong. */
final class SelftestCommand {
  static final String DESCRIPTION =
      "Measures how often the gate is wrong: by simulated checks, or by real ones on this machine.";

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
    spec.addOption(value(
        "--jobs", "COUNT", "simulated checks of each noise and effect; default " + Selftest.JOBS));
    spec.addOption(value("--seed", "N", "of the simulation; default 1"));
    spec.addOption(flag("--json", "selftest.json of the simulation on stdout, nothing else"));
    spec.addOption(flag("--real", "real checks on this machine, one after another"));
    spec.addOption(value("--checks", "COUNT", "how many of each effect; default 20"));
    spec.addOption(value("--out", "DIR", "where real checks leave their log, and go on from it"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    return spec;
  }

  int call() {
    return arguments.hasMatchedOption("--real") ? real() : simulated();
  }

  private int simulated() {
    for (String option : new String[] {"--checks", "--out"}) {
      if (arguments.hasMatchedOption(option)) {
        throw new BadInputException(option, "without --real", "only with --real");
      }
    }
    String seed = arguments.matchedOptionValue("--seed", "1");
    if (!seed.matches("-?\\d{1,18}")) {
      throw new BadInputException("--seed", seed, "a whole number of up to 18 digits");
    }
    int jobs = count("--jobs", String.valueOf(Selftest.JOBS), 100_000);
    SelftestReport report = Selftest.run(jobs, Long.parseLong(seed));
    out.print(arguments.hasMatchedOption("--json") ? report.toJson() : report.toText());
    return report.holds() ? ExitCode.PASS : ExitCode.BROKEN;
  }

  private int count(String option, String defaultCount, int max) {
    String count = arguments.matchedOptionValue(option, defaultCount);
    int number = count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0;
    if (number < 1 || number > max) {
      throw new BadInputException(option, count, "a whole number from 1 to " + max);
    }
    return number;
  }

  private int real() {
    for (String option : new String[] {"--jobs", "--seed", "--json"}) {
      if (arguments.hasMatchedOption(option)) {
        throw new BadInputException(option, "with --real", "only without --real");
      }
    }
    String dir = arguments.matchedOptionValue("--out", (String) null);
    if (dir == null) {
      throw new BadInputException("--out", "not given", "a folder for the log");
    }
    int checks = count("--checks", "20", 9999);
    var progress = new Progress(
        err, arguments.hasMatchedOption("--quiet"), Boolean.getBoolean("stampede.terminal"));
    try (var time = new SystemTime()) {
      return new SelftestReal(Path.of(dir), checks, progress).run(time, out);
    }
  }
}
