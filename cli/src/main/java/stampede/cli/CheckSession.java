package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stampede.results.RunId;
import stampede.results.RunWriter;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.CheckOutputs;
import stampede.results.gate.CheckRecord;
import stampede.results.gate.GatePlan;
import stampede.results.gate.GateSettings;
import stampede.results.gate.GateVerdict;
import stampede.results.gate.Judge;
import stampede.results.gate.PairRecord;
import stampede.store.SplitMix;

/**
 * A check from its arms to its verdict.
 *
 * @param ratePerSecond of an open loop; null of a closed one
 * @param lengths how long a pair measures
 * @param seed of the order, the traffic and the check's id
 */
record CheckSession(
    ArmSpec base,
    ArmSpec candidate,
    PairMode mode,
    @Nullable Double ratePerSecond,
    GateSettings gate,
    PairSpec.Lengths lengths,
    long seed,
    Path dir) {
  /** Enough for a robust spread, a small part of what a check takes. */
  private static final int PLAN_PAIRS = 8;

  /**
   * Runs it and writes its folder.
   *
   * @param startedAt for its id and its waivers
   * @param tell what is done with the verdict before a signal may end the process
   */
  @SuppressWarnings("try") // the interruption is only to be closed
  GateVerdict run(
      Instant startedAt, Progress progress, SystemTime time, Consumer<GateVerdict> tell) {
    RunWriter.requireFree(dir);
    CheckRecord check = check(startedAt, time);
    Path work = dir.toAbsolutePath().resolve(CheckFolder.WORK);
    PairRunner runner = runner(check, work, time);
    try (var interruption = new Interruption(runner::interrupt)) {
      var duel = new Duel(
          check,
          new CheckFolder(dir),
          runner::run,
          () -> changed(check),
          runner::interrupted,
          progress,
          time);
      GateVerdict verdict = judged(duel, work);
      CheckOutputs.write(dir, verdict);
      progress.done();
      tell.accept(verdict);
      return verdict;
    }
  }

  private CheckRecord check(Instant startedAt, SystemTime time) {
    Map<String, String> settings = PairTraffic.of(base, candidate, ratePerSecond, System.getenv());
    settings.putAll(lengths.asSettings());
    return CheckRecord.started(
        RunId.of(startedAt, SplitMix.mix(seed)),
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        mode.word(),
        ratePerSecond,
        base.shown(),
        candidate.shown(),
        settings,
        seed,
        gate,
        MachineInfo.read(time, PairJvm.flags(), BuildInfo.distributionHash()));
  }

  private PairRunner runner(CheckRecord check, Path work, SystemTime time) {
    return new PairRunner(
        check, mode, base, candidate, lengths, work, gate.timeBudgetNanos(), time);
  }

  /** Whether a jar of an arm is another one than when the check began. */
  private @Nullable String changed(CheckRecord check) {
    boolean same = base.shown().equals(check.base()) && candidate.shown().equals(check.candidate());
    return same ? null : "a jar of an arm changed while it was measured";
  }

  /**
   * What a wanted effect costs here, from {@link #PLAN_PAIRS} pairs; leaves nothing.
   *
   * @param effect 0.1 for 10 %
   */
  @SuppressWarnings("try") // the interruption is only to be closed
  GatePlan plan(double effect, Instant startedAt, Progress progress, SystemTime time) {
    CheckRecord check = check(startedAt, time);
    var judge = new Judge(check);
    Path work = temporary();
    PairRunner runner = runner(check, work, time);
    long startNanos = time.nanos();
    try (var interruption = new Interruption(runner::interrupt)) {
      try {
        for (int pair = 1; pair <= PLAN_PAIRS; pair++) {
          progress.phase("pair " + pair + " of " + PLAN_PAIRS);
          judge.take(runner.run(PairRecord.FIRST, pair));
        }
        return GatePlan.of(judge, effect, (time.nanos() - startNanos) / 1e9 / PLAN_PAIRS);
      } finally {
        ArmStore.delete(work);
        progress.done();
      }
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("stampede-plan");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder: " + e.getMessage(), e);
    }
  }

  private GateVerdict judged(Duel duel, Path work) {
    try {
      return duel.run();
    } catch (PairProblem e) {
      ArmStore.delete(work);
      String[] left = dir.toFile().list();
      if (left != null && left.length == 0) {
        ArmStore.delete(dir);
      }
      throw e;
    } finally {
      ArmStore.delete(work);
    }
  }
}
