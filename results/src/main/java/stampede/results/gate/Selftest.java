package stampede.results.gate;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.results.gate.Decision.Answer;
import stampede.results.gate.Decision.Result;
import stampede.results.gate.SelftestReport.Row;
import stampede.store.SplitMix;

/**
 * How often the gate is wrong, and what it finds: simulated checks of a candidate, one series of which
 * is slower, or one statistic of it alone, under the standard rule. A pure function of its arguments, whatever threads the common
 * pool has.
 */
public final class Selftest {
  /** How many checks a row simulates where nothing else is asked. */
  public static final int JOBS = 3000;

  private static final int[] NOISE_PERCENTS = {3, 10, 20};
  private static final int[] EFFECT_PERCENTS = {0, 5, 10, 20};

  private static final Series REGRESSED = new Series(Clock.SERVICE, Operation.LOAD, Outcome.LOADED);

  private Selftest() {}

  /**
   * Runs it in the common pool, and waits.
   *
   * @param jobs of each combination of noise and what is slower, at least 1
   */
  public static SelftestReport run(int jobs, long seed) {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be >= 1: " + jobs);
    }
    List<Row> rows = new ArrayList<>();
    for (int noise : NOISE_PERCENTS) {
      for (int effect : EFFECT_PERCENTS) {
        rows.addAll(rows(noise, effect, jobs, SplitMix.at(seed, 100 * noise + effect)));
      }
      for (Stat stat : List.of(Stat.TAIL, Stat.P99)) {
        rows.add(alone(stat, noise, SelftestReport.marginPercent(stat), jobs, rowSeed(seed, rows)));
      }
    }
    rows.add(alone(Stat.P50, 10, 10, jobs, rowSeed(seed, rows)));
    return SelftestReport.of(jobs, seed, rows);
  }

  /** Of the next row of a statistic alone. */
  private static long rowSeed(long seed, List<Row> before) {
    return SplitMix.at(seed, 10_000 + before.size());
  }

  /** A row for all checks of a job, and one for each statistic of the slower series. */
  static List<Row> rows(int noisePercent, int effectPercent, int jobs, long seed) {
    var tally = new Tally(
        noisePercent,
        effectPercent,
        Row.SERIES,
        decisions(noisePercent, effectPercent, check -> true, jobs, seed));
    List<Row> rows = new ArrayList<>();
    rows.add(tally.row(
        Row.ANY, answer -> true, decision -> decision.verdict() == GateResult.INCONCLUSIVE));
    for (Stat stat : Stat.values()) {
      rows.add(tally.row(stat));
    }
    return rows;
  }

  /** The row of a statistic that alone is slower: no other one ends the looks before it is found. */
  static Row alone(Stat stat, int noisePercent, int effectPercent, int jobs, long seed) {
    return new Tally(
            noisePercent,
            effectPercent,
            stat.word(),
            decisions(noisePercent, effectPercent, check -> check.stat() == stat, jobs, seed))
        .row(stat);
  }

  private static List<Decision> decisions(
      int noisePercent, int effectPercent, Predicate<Check> slower, int jobs, long seed) {
    return IntStream.range(0, jobs)
        .parallel()
        .mapToObj(job -> decide(new SimulatedPairs(
            GateSettings.standard(),
            noisePercent / 100.0,
            effectPercent / 100.0,
            check -> check.series().equals(REGRESSED) && slower.test(check),
            SplitMix.at(seed, job))))
        .toList();
  }

  /** A check to its end. */
  static Decision decide(SimulatedPairs source) {
    GateSettings settings = source.settings();
    var first = new Drawn(source, settings.pairsMax());
    List<PairPoint> confirmation = List.of();
    while (true) {
      Step step = Gate.next(settings, first, confirmation, false);
      if (step instanceof Step.Decided decided) {
        return decided.decision();
      }
      confirmation = new Drawn(source, settings.confirmationPairs());
    }
  }

  /** Pairs that are drawn when they are first looked at, each after those before it. */
  private static final class Drawn extends AbstractList<PairPoint> {
    private final SimulatedPairs source;
    private final int size;
    private final List<PairPoint> drawn = new ArrayList<>();

    Drawn(SimulatedPairs source, int size) {
      this.source = source;
      this.size = size;
    }

    @Override
    public PairPoint get(int index) {
      Objects.checkIndex(index, size);
      while (drawn.size() <= index) {
        drawn.add(source.next());
      }
      return drawn.get(index);
    }

    @Override
    public int size() {
      return size;
    }
  }

  private record Tally(
      int noisePercent, int effectPercent, String slower, List<Decision> decisions) {
    Row row(Stat stat) {
      Predicate<Answer> one =
          answer -> answer.check().series().equals(REGRESSED) && answer.check().stat() == stat;
      return row(
          stat.word(),
          one,
          decision -> decision.answers().stream()
              .anyMatch(answer -> one.test(answer) && answer.result() == Result.INCONCLUSIVE));
    }

    Row row(String stat, Predicate<Answer> which, Predicate<Decision> inconclusive) {
      int jobs = decisions.size();
      int flagged = count(decision -> decision.answers().stream()
          .anyMatch(answer -> which.test(answer)
              && (answer.result() == Result.REGRESSION || answer.result() == Result.SUSPECT)));
      int confirmed = count(decision -> decision.answers().stream()
          .anyMatch(answer -> which.test(answer) && answer.result() == Result.REGRESSION));
      return new Row(
          noisePercent,
          effectPercent,
          slower,
          stat,
          jobs,
          flagged,
          (double) flagged / jobs,
          confirmed,
          (double) confirmed / jobs,
          (double) count(inconclusive) / jobs,
          (double) count(decision -> decision.verdict() == GateResult.INVALID) / jobs,
          decisions.stream()
                  .mapToInt(decision -> decision.pairs() + decision.confirmationPairs())
                  .sum()
              / (double) jobs);
    }

    private int count(Predicate<Decision> which) {
      return (int) decisions.stream().filter(which).count();
    }
  }
}
