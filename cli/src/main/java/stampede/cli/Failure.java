package stampede.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import stampede.results.IncompatibleRunException;
import stampede.store.BadInputException;
import stampede.store.StoreException;

/** What a command that failed says, and its exit code. */
final class Failure {
  private Failure() {}

  /**
   * Says in one line what went wrong, or prints where, if that is the program's own fault.
   *
   * @throws OutOfMemoryError where that is the cause, for the {@link CrashHandler}
   */
  static int tell(RuntimeException e, PrintStream err) {
    if (e.getCause() instanceof OutOfMemoryError memory) {
      throw memory;
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return tell(unknown(unmatched), err);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec argument = missing.getMissing().get(0);
      return tell(
          new BadInputException(
              argument.paramLabel(), "not given", String.join(" ", argument.description())),
          err);
    }
    if (e instanceof OverwrittenOptionException twice) {
      return tell(
          new BadInputException(
              ((OptionSpec) twice.getOverwritten()).longestName(), "given twice", "it once"),
          err);
    }
    if (e instanceof ParameterException || e instanceof BadInputException) {
      return tell(ExitCode.USAGE, e, err);
    }
    if (e instanceof IncompatibleRunException) {
      return tell(ExitCode.INVALID, e, err);
    }
    if (e instanceof PairProblem problem) {
      return tell(problem.exitCode(), e, err);
    }
    if (e instanceof StoreException || e instanceof UncheckedIOException) {
      return tell(ExitCode.INTERNAL, e, err);
    }
    e.printStackTrace(err);
    return ExitCode.INTERNAL;
  }

  private static int tell(int exitCode, RuntimeException e, PrintStream err) {
    err.println("stampede: " + String.valueOf(e.getMessage()).replaceAll("\\R\\s*", " "));
    return exitCode;
  }

  private static BadInputException unknown(UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String expected = "an option of " + spec.name() + ": "
        + spec.options().stream().map(OptionSpec::longestName).collect(Collectors.joining(", "));
    return new BadInputException(first, "not known", expected);
  }
}
