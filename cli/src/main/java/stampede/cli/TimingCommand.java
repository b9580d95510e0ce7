package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.results.RunId;
import stampede.results.TimingComparison;
import stampede.results.TimingText;
import stampede.results.Verdict;
import stampede.store.BadInputException;

/** {@code stampede timing}: times the same operations in several ways. */
final class TimingCommand {
  static final String DESCRIPTION =
      "Times the same backing operations by stamps in the entries, by one shared slot an entry and"
          + " by one on the cache, against the truth and against theory.";

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  TimingCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addOption(
        value("--rates", "N,N,...", "starts a second, rising; default 100,1500,6000,20000"));
    spec.addOption(
        value("--operations", "N", "operations at each rate, in virtual time; default 100000"));
    spec.addOption(flag("--real", "in real time rather than in virtual time"));
    spec.addOption(
        value("--duration", "TIME", "how long each rate lasts, with --real; default 10s"));
    spec.addOption(value(
        "--store", "URI", "the backing store, with --real; default sim: with p50=0.5ms, p99=50ms"));
    spec.addOption(value("--seed", "N", "of starts, keys, blobs and latencies; default 1"));
    spec.addOption(value("--out", "DIR", "the folder, absent or empty; default runs/<id>"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    return spec;
  }

  int call() {
    String id = RunId.of(Instant.now(), new SecureRandom().nextLong());
    TimingInputs inputs = TimingInputs.of(arguments, id);
    var session = new TimingSession(inputs, err);
    if (inputs.real()) {
      session.openOnce();
    }
    makeFolder(inputs.dir());
    TimingComparison comparison = session.run();
    if (arguments.hasMatchedOption("--json")) {
      out.print(comparison.toJson());
    } else {
      out.print(TimingText.of(comparison));
      out.println("page: " + inputs.dir().resolve("timing.html"));
    }
    return comparison.verdict() == Verdict.VALID ? ExitCode.PASS : ExitCode.INVALID;
  }

  private static void makeFolder(Path dir) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new BadInputException(
          "--out", dir.toString(), "a directory that can be made (" + e.getMessage() + ")");
    }
  }
}
