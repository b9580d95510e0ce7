package stampede.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The entry point of {@code ./stampede}: finds the command, runs it, gives its exit code. */
public final class Main {
  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(new CrashHandler(ExitCode.INTERNAL));
    System.exit(new Main(System.out, System.err).run(args));
  }

  private int run(String[] args) {
    CommandLine line = new CommandLine(spec(List.of(args)));
    try {
      ParseResult parsed = line.parseArgs(args);
      UserClasses.use(System.getenv());
      Integer helped = CommandLine.executeHelpRequest(parsed);
      return helped == null ? call(line, parsed) : helped;
    } catch (RuntimeException e) {
      return Failure.tell(e, err);
    }
  }

  /** The root command; of the others only what the arguments name is specified in full. */
  private static CommandSpec spec(List<String> args) {
    CommandSpec root =
        CommandLines.command("stampede", "Measures the latency of a content cache honestly.");
    root.version("stampede " + BuildInfo.version() + " (" + BuildInfo.commit() + ")");
    root.addOption(OptionSpec.builder("--version")
        .versionHelp(true)
        .type(boolean.class)
        .description("print version and commit and stop")
        .build());
    CommandSpec run = CommandLines.command("run", RunCommand.DESCRIPTION);
    CommandSpec report = CommandLines.command("report", ReportCommand.DESCRIPTION);
    root.addSubcommand("run", args.contains("run") ? RunCommand.specify(run) : run);
    CommandSpec calibrate = CommandLines.command("calibrate", CalibrateCommand.DESCRIPTION);
    CommandSpec capacity = CommandLines.command("capacity", CapacityCommand.DESCRIPTION);
    root.addSubcommand(
        "capacity", args.contains("capacity") ? CapacityCommand.specify(capacity) : capacity);
    CommandSpec check = CommandLines.command("check", CheckCommand.DESCRIPTION);
    root.addSubcommand("check", args.contains("check") ? CheckCommand.specify(check) : check);
    CommandSpec judge = CommandLines.command("judge", JudgeCommand.DESCRIPTION);
    root.addSubcommand("judge", args.contains("judge") ? JudgeCommand.specify(judge) : judge);
    CommandSpec selftest = CommandLines.command("selftest", SelftestCommand.DESCRIPTION);
    root.addSubcommand(
        "selftest", args.contains("selftest") ? SelftestCommand.specify(selftest) : selftest);
    CommandSpec history = CommandLines.command("history", HistoryCommand.DESCRIPTION);
    root.addSubcommand(
        "history", args.contains("history") ? HistoryCommand.specify(history) : history);
    CommandSpec timing = CommandLines.command("timing", TimingCommand.DESCRIPTION);
    root.addSubcommand("report", args.contains("report") ? ReportCommand.specify(report) : report);
    root.addSubcommand(
        "calibrate", args.contains("calibrate") ? CalibrateCommand.specify(calibrate) : calibrate);
    root.addSubcommand("timing", args.contains("timing") ? TimingCommand.specify(timing) : timing);
    return root;
  }

  private int call(CommandLine line, ParseResult parsed) {
    if (!parsed.hasSubcommand()) {
      line.usage(err);
      return ExitCode.USAGE;
    }
    ParseResult command = parsed.subcommand();
    return switch (command.commandSpec().name()) {
      case "run" -> new RunCommand(command, out, err).call();
      case "capacity" -> new CapacityCommand(command, out, err).call();
      case "calibrate" -> new CalibrateCommand(command, out).call();
      case "check" -> new CheckCommand(command, out, err).call();
      case "judge" -> new JudgeCommand(command, out).call();
      case "selftest" -> new SelftestCommand(command, out, err).call();
      case "history" -> new HistoryCommand(command, out, err).call();
      case "timing" -> new TimingCommand(command, out, err).call();
      default -> new ReportCommand(command, out, err).call();
    };
  }
}
