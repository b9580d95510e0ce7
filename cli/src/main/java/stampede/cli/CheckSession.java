package stampede.cli;

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
import stampede.results.gate.GateSettings;
import stampede.results.gate.GateVerdict;
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
  private static final String WORK = "work";

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
    CheckRecord check = CheckRecord.started(
        RunId.of(startedAt, SplitMix.mix(seed)),
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        mode.word(),
        ratePerSecond,
        base.shown(),
        candidate.shown(),
        Map.of(
            "warmUpRounds", String.valueOf(lengths.warmUpRounds()),
            "warmUpNanosMax", String.valueOf(lengths.warmUpNanosMax()),
            "rounds", String.valueOf(lengths.rounds()),
            "measureNanosMax", String.valueOf(lengths.measureNanosMax())),
        seed,
        gate,
        MachineInfo.read(time, PairJvm.FLAGS, BuildInfo.distributionHash()));
    Path work = dir.toAbsolutePath().resolve(WORK);
    var runner = new PairRunner(check, mode, base, candidate, lengths, work, time);
    try (var interruption = new Interruption(runner::interrupt)) {
      var duel =
          new Duel(check, new CheckFolder(dir), runner::run, runner::interrupted, progress, time);
      GateVerdict verdict = judged(duel, work);
      CheckOutputs.write(dir, verdict);
      progress.done();
      tell.accept(verdict);
      return verdict;
    }
  }

  private static GateVerdict judged(Duel duel, Path work) {
    try {
      return duel.run();
    } finally {
      ArmStore.delete(work);
    }
  }
}
