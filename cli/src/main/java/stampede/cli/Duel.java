package stampede.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.CheckRecord;
import stampede.results.gate.GateVerdict;
import stampede.results.gate.Judge;
import stampede.results.gate.PairRecord;
import stampede.results.gate.Step;

/** Runs the arms of a check, pair after pair, until its gate has decided. For one thread. */
final class Duel {
  /** Why a check ended that was interrupted. */
  static final String INTERRUPTED = "interrupted";

  /** Measures a pair, or throws {@link PairProblem}. */
  @FunctionalInterface
  interface Pairs {
    PairRecord run(String batch, int number);
  }

  /** What has become of an arm since the check began; null where it is as it was. */
  @FunctionalInterface
  interface Changed {
    @Nullable
    String problem();
  }

  /** Whether to stop, asked before each pair. */
  @FunctionalInterface
  interface Stopped {
    boolean stopped();
  }

  private final CheckRecord check;
  private final CheckFolder folder;
  private final Pairs pairs;
  private final Changed changed;
  private final Stopped stopped;
  private final Progress progress;
  private final SystemTime time;

  Duel(
      CheckRecord check,
      CheckFolder folder,
      Pairs pairs,
      Changed changed,
      Stopped stopped,
      Progress progress,
      SystemTime time) {
    this.check = check;
    this.folder = folder;
    this.pairs = pairs;
    this.changed = changed;
    this.stopped = stopped;
    this.progress = progress;
    this.time = time;
  }

  /**
   * Runs it and writes {@code check.json} and the pairs, nothing before there is a pair or an end.
   *
   * @return the verdict, as it is judged from the folder
   * @throws PairProblem where it means bad input or our own fault; nothing is judged then
   */
  GateVerdict run() {
    long startNanos = time.nanos();
    var judge = new Judge(check);
    int[] measured = {0, 0};
    String problem = null;
    Step step = judge.next(false);
    while (problem == null && !(step instanceof Step.Decided)) {
      boolean confirms = step instanceof Step.Confirm;
      int wanted = wanted(step);
      int number = measured[confirms ? 1 : 0] + 1;
      progress.phase(line(confirms, number, wanted, time.nanos() - startNanos));
      try {
        PairRecord pair = pairs.run(confirms ? PairRecord.CONFIRMATION : PairRecord.FIRST, number);
        if (number == 1 && !confirms) {
          folder.make();
          folder.write(check);
        }
        folder.write(pair);
        judge.take(pair);
        measured[confirms ? 1 : 0]++;
        boolean over = time.nanos() - startNanos > judge.settings().timeBudgetNanos();
        step = judge.next(over);
      } catch (PairProblem e) {
        if (e.exitCode() != ExitCode.INVALID && !stopped.stopped()) {
          throw e;
        }
        problem = e.getMessage();
      }
      problem = stopped.stopped() ? INTERRUPTED : problem;
    }
    problem = problem == null ? changed.problem() : problem;
    double elapsedSeconds = Math.rint((time.nanos() - startNanos) / 1e6) / 1e3;
    folder.make();
    folder.write(
        check.ended(new CheckRecord.Ended(measured[0], measured[1], elapsedSeconds, problem)));
    return Judge.of(folder).verdict();
  }

  private static int wanted(Step step) {
    return step instanceof Step.Confirm confirm
        ? confirm.pairs()
        : step instanceof Step.More more ? more.pairs() : 0;
  }

  private static String line(boolean confirms, int number, int wanted, long elapsedNanos) {
    return String.format(
        Locale.ROOT,
        "%s pair %d of %d, after %.0f s",
        confirms ? "confirmation" : "first",
        number,
        wanted,
        elapsedNanos / 1e9);
  }
}
