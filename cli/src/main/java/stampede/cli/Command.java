package stampede.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commands of {@code ./stampede}, in the order of its help. What stands above them is printed
 * without picocli, whose start takes three times as long as that of a JVM.
 */
enum Command {
  RUN(RunCommand.DESCRIPTION),
  CAPACITY(CapacityCommand.DESCRIPTION),
  CHECK(CheckCommand.DESCRIPTION),
  JUDGE(JudgeCommand.DESCRIPTION),
  SELFTEST(SelftestCommand.DESCRIPTION),
  HISTORY(HistoryCommand.DESCRIPTION),
  REPORT(ReportCommand.DESCRIPTION),
  CALIBRATE(CalibrateCommand.DESCRIPTION),
  TIMING(TimingCommand.DESCRIPTION),
  JOBS(JobsCommand.DESCRIPTION);

  private static final String USAGE = """
      Usage: stampede [-h] [--version] [COMMAND]
      Measures the latency of a content cache honestly.
        -h, --help      print this and stop
            --version   print version and commit and stop
      Commands:
      """;

  private static final int WIDTH = 100;
  private static final int INDENT = 13;

  private final String description;

  Command(String description) {
    this.description = description;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  /** Null where a word is none. */
  static @Nullable Command ofWord(String word) {
    for (Command command : values()) {
      if (command.word().equals(word)) {
        return command;
      }
    }
    return null;
  }

  /** Their words, separated by commas. */
  static String words() {
    return Arrays.stream(values()).map(Command::word).collect(Collectors.joining(", "));
  }

  /** The help of the program, in lines of at most {@value #WIDTH} characters. */
  static String usage() {
    var text = new StringBuilder(USAGE);
    for (Command command : values()) {
      String line = "  " + command.word();
      line += " ".repeat(INDENT - 1 - line.length());
      for (String part : command.description.split(" ", -1)) {
        if (line.length() + 1 + part.length() > WIDTH) {
          text.append(line).append('\n');
          line = " ".repeat(INDENT - 1);
        }
        line += " " + part;
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
