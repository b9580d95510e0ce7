package stampede.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import stampede.results.IncompatibleRunException;
import stampede.store.BadInputException;
import stampede.store.StoreException;

/** What a command that failed says, and its exit code. */
final class Failure {
  private Failure() {}

  /** Says in one line what went wrong, or prints where, if that is the program's own fault. */
  static int tell(RuntimeException e, PrintStream err) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return tell(unknown(unmatched), err);
    }
    if (e instanceof ParameterException || e instanceof BadInputException) {
      return tell(ExitCode.USAGE, e, err);
    }
    if (e instanceof IncompatibleRunException) {
      return tell(ExitCode.INVALID, e, err);
    }
    if (e instanceof StoreException || e instanceof UncheckedIOException) {
      return tell(ExitCode.INTERNAL, e, err);
    }
    e.printStackTrace(err);
    return ExitCode.INTERNAL;
  }

  /**
   * Ends the process where a thread has died: no figure of the run can be believed any more. Its
   * folder stays as after a kill.
   */
  static void crash(Thread thread, Throwable failure) {
    System.err.println("stampede: the thread " + thread.getName() + " died: " + failure);
    Runtime.getRuntime().halt(ExitCode.INTERNAL);
  }

  private static int tell(int exitCode, RuntimeException e, PrintStream err) {
    err.println("stampede: " + String.valueOf(e.getMessage()).replaceAll("\\R\\s*", " "));
    return exitCode;
  }

  private static BadInputException unknown(UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String expected = spec.subcommands().isEmpty() || first.startsWith("-")
        ? "an option of " + spec.qualifiedName() + ": "
            + spec.options().stream().map(OptionSpec::longestName).collect(Collectors.joining(", "))
        : "a command: " + String.join(", ", spec.subcommands().keySet());
    return new BadInputException(first, "not known", expected);
  }
}
