package stampede.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stampede.results.RunId;
import stampede.results.gate.CheckOutputs;
import stampede.results.gate.GateVerdict;
import stampede.store.BadInputException;
import stampede.store.SplitMix;

/** What {@code stampede check} does, for programs: without a terminal and without an exit code. */
public final class LatencyChecks {
  private LatencyChecks() {}

  /**
   * A check that has been decided.
   *
   * @param dir its folder, with what the verdict is told by
   */
  public record Checked(Path dir, GateVerdict verdict) {
    /** The page that shows it. */
    public Path report() {
      return dir.resolve(CheckOutputs.REPORT);
    }
  }

  /**
   * Measures a candidate against a base in JVMs of its own, and writes the folder of the check. Takes
   * from one to several minutes, which the calling thread waits. One check at a time: two disturb each
   * other. The arms find the classes of this program's class path behind their own jars.
   *
   * @param base an arm, as {@code --base} takes it; a relative path is of the working directory
   * @param candidate likewise
   * @param gate the rule, a {@code gate.json}; null for the standard rule
   * @param mode {@code loader}, {@code slices} or {@code forks}
   * @param parent in which the check makes a folder named by its id
   * @throws BadInputException where an argument or a file is not what is needed; one line says what
   * @throws IllegalArgumentException where an arm refuses what it was given; likewise
   * @throws IllegalStateException where a JVM of a pair ends by a fault of Stampede's own
   * @throws UncheckedIOException where the folder cannot be written
   */
  public static Checked run(
      String base, String candidate, @Nullable Path gate, String mode, Path parent) {
    Instant startedAt = Instant.now();
    long seed = CheckCommand.drawnSeed();
    var session = new CheckSession(
        ArmSpec.parse("base", base),
        ArmSpec.parse("candidate", candidate),
        PairMode.ofWord("mode", mode),
        null,
        CheckCommand.gate(gate, false, startedAt),
        PairSpec.Lengths.DEFAULT,
        seed,
        parent.resolve(RunId.of(startedAt, SplitMix.mix(seed))));
    try (var time = new SystemTime()) {
      var quiet = new Progress(System.err, true, false);
      GateVerdict verdict = session.run(startedAt, quiet, time, decided -> {});
      return new Checked(session.dir(), verdict);
    } catch (PairProblem e) {
      String said = String.valueOf(e.getMessage());
      throw e.exitCode() == ExitCode.USAGE
          ? new IllegalArgumentException(said, e)
          : new IllegalStateException(said, e);
    }
  }
}
