package stampede.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.GateSettings;
import stampede.results.gate.GateVerdict;
import stampede.results.gate.RealCheck;
import stampede.results.gate.RealChecks;
import stampede.store.BadInputException;

/**
 * The self-test of the gate on this machine: checks of this build against itself and against itself
 * delayed, in turn. Each adds a line to the log, so that one that was stopped goes on.
 */
final class SelftestReal {
  private static final String LOG = "selftest.jsonl";

  private final Path dir;
  private final int checks;
  private final Progress progress;

  SelftestReal(Path dir, int checks, Progress progress) {
    this.dir = dir;
    this.checks = checks;
    this.progress = progress;
  }

  /** Runs what is missing; tells the table, and is 0 where all bounds hold, else 1. */
  int run(SystemTime time, PrintStream out) {
    Path log = dir.resolve(LOG);
    var test = new RealChecks(RealCheck.read(log), checks);
    test.checks().stream()
        .map(RealCheck::commit)
        .filter(commit -> !commit.equals(BuildInfo.commit()))
        .findFirst()
        .ifPresent(commit -> {
          throw new BadInputException(
              log.toString(), "of the build " + commit, "that of this one, " + BuildInfo.commit());
        });
    for (int effect = test.nextEffectPercent(); effect >= 0; effect = test.nextEffectPercent()) {
      Instant startedAt = Instant.now();
      int effectPercent = effect;
      Path folder = free(dir.resolve("check-" + (test.checks().size() + 1)));
      var session = new CheckSession(
          ArmSpec.parse("base", ArmSpec.OWN),
          ArmSpec.parse("candidate", ArmSpec.SLOWDOWN + "=" + effect),
          PairMode.LOADER,
          null,
          GateSettings.standard(),
          PairSpec.Lengths.DEFAULT,
          CheckCommand.drawnSeed(),
          folder);
      GateVerdict verdict = session.run(startedAt, progress, time, decided -> {
        if (!decided.reasons().contains(Duel.INTERRUPTED)) {
          RealCheck.of(startedAt, effectPercent, decided).append(log);
        }
      });
      if (verdict.reasons().contains(Duel.INTERRUPTED)) {
        return ExitCode.INVALID;
      }
      progress.notice("+" + effect + " %: " + verdict.sentence());
      test = new RealChecks(RealCheck.read(log), checks);
    }
    out.print(test.text());
    return test.failures().isEmpty() ? ExitCode.PASS : ExitCode.BROKEN;
  }

  /** Deletes the folder of a check that was stopped; what is no check's is not touched. */
  private static Path free(Path folder) {
    if (!new CheckFolder(folder).isCheck()) {
      throw new BadInputException(
          folder.toString(), "something else than a check's", "a folder for the next check");
    }
    ArmStore.delete(folder);
    return folder;
  }
}
