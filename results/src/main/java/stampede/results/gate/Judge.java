package stampede.results.gate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/**
 * The pairs of a check, as the gate sees them. Takes them one by one while the check goes on, or from
 * its folder. For one thread.
 */
public final class Judge {
  private final CheckRecord check;
  private final GateSettings settings;
  private final List<PairRecord> first = new ArrayList<>();
  private final List<PairRecord> confirmation = new ArrayList<>();
  private final List<PairPoint> firstPoints = new ArrayList<>();
  private final List<PairPoint> confirmationPoints = new ArrayList<>();
  private final List<CheckRecord.FileHash> files = new ArrayList<>();
  private @Nullable String incomparable;

  /** Of a check whose pairs are to come. */
  public Judge(CheckRecord check) {
    this(check, gate(check));
  }

  private Judge(CheckRecord check, GateSettings settings) {
    this.check = check;
    this.settings = settings;
  }

  private static GateSettings gate(CheckRecord check) {
    return GateFile.parse(
        CheckFolder.CHECK + ": gate", check.gate(), GateSettings.standard(), check.day());
  }

  /**
   * Of a folder, all of whose pairs it takes.
   *
   * @throws BadInputException where there is no check in it, or a file is damaged
   */
  public static Judge of(CheckFolder folder) {
    var judge = new Judge(folder.check());
    for (Path file : folder.pairFiles()) {
      judge.take(folder.pair(file));
      judge.files.add(new CheckRecord.FileHash(
          file.getFileName().toString(), CheckFolder.sha256(CheckFolder.bytes(file))));
    }
    return judge;
  }

  /** Takes the next pair of its batch. */
  public void take(PairRecord pair) {
    List<PairRecord> batch = pair.confirms() ? confirmation : first;
    String problem = problem(pair, batch.size() + 1);
    if (problem != null && incomparable == null) {
      incomparable = pair.batch() + " pair " + pair.number() + ": " + problem;
    }
    batch.add(pair);
    (pair.confirms() ? confirmationPoints : firstPoints).add(point(pair));
  }

  private @Nullable String problem(PairRecord pair, int expected) {
    if (!pair.checkId().equals(check.checkId())) {
      return "of the check " + pair.checkId() + ", not of " + check.checkId();
    }
    if (pair.number() != expected || !(pair.confirms() || pair.batch().equals(PairRecord.FIRST))) {
      return "pair " + expected + " of its batch is missing";
    }
    String machine = Machines.difference(check.environment(), pair.environment());
    return machine == null ? null : "from another machine: " + machine;
  }

  /** The statistics of a pair; what is wrong with a series makes it missing, and is remembered. */
  private PairPoint point(PairRecord pair) {
    Map<String, Sample> samples = new HashMap<>();
    Map<String, Double> granularities = new HashMap<>();
    for (ArmSeries series : pair.series()) {
      String key = series.arm() + " " + series.series();
      String problem = null;
      if (!series.unit().equals(ArmSeries.UNIT)) {
        problem = "its unit is " + series.unit() + ", not " + ArmSeries.UNIT;
      } else if (series.count() <= 0) {
        problem = "it is empty";
      } else {
        try {
          if (samples.put(key, Sample.of(series)) != null) {
            problem = "it is there twice";
          }
          granularities.put(
              series.series(), (double) series.granularityNanos() / series.batchSize());
        } catch (IllegalArgumentException e) {
          problem = String.valueOf(e.getMessage());
        }
      }
      if (problem != null && incomparable == null) {
        incomparable = pair.batch() + " pair " + pair.number() + ": " + key + ": " + problem;
      }
    }
    boolean slowed = pair.series().stream().anyMatch(one -> one.arm().equals(Arm.SLOWED.word()));
    return new PairPoint(
        stats(samples, Arm.BASE),
        stats(samples, Arm.CANDIDATE),
        stats(samples, Arm.CONTROL),
        slowed ? stats(samples, Arm.SLOWED) : null,
        settings.checks().stream()
            .mapToDouble(one -> granularities.getOrDefault(one.series().tag(), 0.0))
            .toArray());
  }

  private double[] stats(Map<String, Sample> samples, Arm arm) {
    return settings.checks().stream()
        .mapToDouble(one -> {
          Sample sample = samples.get(arm.word() + " " + one.series().tag());
          return sample == null ? Double.NaN : sample.stat(one.stat());
        })
        .toArray();
  }

  /**
   * What the check needs next.
   *
   * @param over whether there will be no more pairs
   */
  public Step next(boolean over) {
    return Gate.next(settings, firstPoints, confirmationPoints, over || incomparable != null);
  }

  /** The rule. */
  public GateSettings settings() {
    return settings;
  }

  /** The verdict on a check that has ended. */
  public GateVerdict verdict() {
    CheckRecord.Ended ended = check.ended();
    String problem = ended == null
        ? "the check did not end"
        : ended.problem() != null ? ended.problem() : incomparable;
    if (problem == null && ended != null && !complete(ended)) {
      problem = "pairs are missing: " + first.size() + " and " + confirmation.size()
          + " in place of " + ended.pairs() + " and " + ended.confirmationPairs();
    }
    Decision decision =
        next(true) instanceof Step.Decided decided ? decided.decision() : Decision.none();
    return new VerdictMaker(check, settings, decision, problem)
        .make(first, confirmation, firstPoints, confirmationPoints, files);
  }

  private boolean complete(CheckRecord.Ended ended) {
    return ended.pairs() == first.size() && ended.confirmationPairs() == confirmation.size();
  }
}
