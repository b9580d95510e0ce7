package stampede.cli;

import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.store.BadInputException;

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
    if (args.length == 0) {
      err.print(Command.usage());
      return ExitCode.USAGE;
    }
    try {
      switch (args[0]) {
        case "-h", "--help" -> out.print(Command.usage());
        case "--version" ->
          out.println("stampede " + BuildInfo.version() + " (" + BuildInfo.commit() + ")");
        default -> {
          return call(command(args[0]), Arrays.copyOfRange(args, 1, args.length));
        }
      }
      return ExitCode.PASS;
    } catch (RuntimeException e) {
      return Failure.tell(e, err);
    }
  }

  private static Command command(String word) {
    Command command = Command.ofWord(word);
    if (command == null) {
      throw new BadInputException(
          word, "not known", "--help, --version or a command: " + Command.words());
    }
    return command;
  }

  private int call(Command command, String[] args) {
    CommandLine line = new CommandLine(spec(command));
    ParseResult parsed = line.parseArgs(args);
    UserClasses.use(System.getenv());
    Integer helped = CommandLine.executeHelpRequest(parsed);
    return helped == null ? call(command, parsed) : helped;
  }

  private static CommandSpec spec(Command command) {
    CommandSpec spec = CommandLines.command("stampede " + command.word(), command.description());
    return switch (command) {
      case RUN -> RunCommand.specify(spec);
      case CAPACITY -> CapacityCommand.specify(spec);
      case CHECK -> CheckCommand.specify(spec);
      case JUDGE -> JudgeCommand.specify(spec);
      case SELFTEST -> SelftestCommand.specify(spec);
      case HISTORY -> HistoryCommand.specify(spec);
      case REPORT -> ReportCommand.specify(spec);
      case CALIBRATE -> CalibrateCommand.specify(spec);
      case TIMING -> TimingCommand.specify(spec);
      case JOBS -> JobsCommand.specify(spec);
    };
  }

  private int call(Command command, ParseResult parsed) {
    return switch (command) {
      case RUN -> new RunCommand(parsed, out, err).call();
      case CAPACITY -> new CapacityCommand(parsed, out, err).call();
      case CHECK -> new CheckCommand(parsed, out, err).call();
      case JUDGE -> new JudgeCommand(parsed, out).call();
      case SELFTEST -> new SelftestCommand(parsed, out, err).call();
      case HISTORY -> new HistoryCommand(parsed, out, err).call();
      case REPORT -> new ReportCommand(parsed, out, err).call();
      case CALIBRATE -> new CalibrateCommand(parsed, out).call();
      case TIMING -> new TimingCommand(parsed, out, err).call();
      case JOBS -> new JobsCommand(parsed, out, err).call();
    };
  }
}
