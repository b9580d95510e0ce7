package stampede.results.gate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/**
 * The pairs of a check, as the gate sees them. Takes them one by one while the check goes on, or from
 * its folder. For one thread.
 */
public final class Judge {
  private static final long GRANULARITY_NANOS_MAX = 1_000_000_000;

  /** What an arm has of a series at least, of the share that another arm has of it. */
  private static final double SHARE_MIN = 0.5;

  private final CheckRecord check;
  private final GateSettings settings;
  private final List<PairRecord> first = new ArrayList<>();
  private final List<PairRecord> confirmation = new ArrayList<>();
  private final List<PairPoint> firstPoints = new ArrayList<>();
  private final List<PairPoint> confirmationPoints = new ArrayList<>();
  private final List<CheckRecord.FileHash> files = new ArrayList<>();
  private @Nullable Set<String> allTags;
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
   * Of a folder, all of whose pairs it takes; the verdict names its files with their hashes.
   *
   * @throws BadInputException where there is no check in it, or a file is damaged
   */
  public static Judge of(CheckFolder folder) {
    var judge = new Judge(folder.check());
    judge.files.add(CheckRecord.FileHash.of(folder.dir().resolve(CheckFolder.CHECK)));
    GateSettings settings = judge.settings();
    for (Path file : folder.pairFiles(settings.pairsMax() + settings.confirmationPairs())) {
      judge.take(folder.pair(file));
      judge.files.add(CheckRecord.FileHash.of(file));
    }
    return judge;
  }

  /** Takes the next pair of its batch. */
  public void take(PairRecord pair) {
    List<PairRecord> batch = pair.confirms() ? confirmation : first;
    String problem = problem(pair, batch.size() + 1);
    if (problem != null) {
      refuse(pair, problem);
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
    Map<String, Integer> batchSizes = new HashMap<>();
    for (ArmSeries series : pair.series()) {
      String key = key(series.arm(), series.series());
      try {
        if (samples.put(key, sample(series)) != null) {
          throw new IllegalArgumentException("it is there twice");
        }
        int batchSize = batchSizes.merge(series.series(), series.batchSize(), (one, other) -> one);
        if (series.batchSize() != batchSize) {
          throw new IllegalArgumentException("its batches are of " + series.batchSize()
              + ", those of another arm of " + batchSize);
        }
        granularities.merge(
            series.series(), (double) series.granularityNanos() / batchSize, Math::max);
      } catch (IllegalArgumentException e) {
        refuse(pair, key + ": " + e.getMessage());
      }
    }
    boolean slowed = pair.series().stream().anyMatch(one -> one.arm().equals(Arm.SLOWED.word()));
    Set<String> tags = new TreeSet<>();
    pair.series().forEach(series -> tags.add(series.series()));
    if (allTags == null) {
      allTags = tags;
    } else if (!allTags.equals(tags)) {
      refuse(pair, "its series are " + tags + ", those of other pairs " + allTags);
    }
    for (String tag : tags) {
      for (Arm arm : Arm.values()) {
        if (!samples.containsKey(key(arm.word(), tag)) && (slowed || arm != Arm.SLOWED)) {
          refuse(pair, key(arm.word(), tag) + " is missing");
        }
      }
    }
    String lacking = lacking(pair);
    if (lacking != null) {
      refuse(pair, lacking);
    }
    return new PairPoint(
        stats(samples, Arm.BASE),
        stats(samples, Arm.CANDIDATE),
        stats(samples, Arm.CONTROL),
        slowed ? stats(samples, Arm.SLOWED) : null,
        settings.checks().stream()
            .mapToDouble(one -> granularities.getOrDefault(one.series().tag(), 0.0))
            .toArray());
  }

  /**
   * Which series an arm has far fewer timings of than another arm: those that it lacks may be the slow
   * ones. Counts are held against the arm's most, since in slices a slow arm has fewer rounds.
   */
  private static @Nullable String lacking(PairRecord pair) {
    Map<String, Long> most = new HashMap<>();
    pair.series().forEach(one -> most.merge(one.arm(), one.count(), Math::max));
    Map<String, Double> greatest = new HashMap<>();
    ToDoubleFunction<ArmSeries> share =
        one -> (double) one.count() / Objects.requireNonNull(most.get(one.arm()));
    pair.series().forEach(one -> greatest.merge(one.series(), share.applyAsDouble(one), Math::max));
    return pair.series().stream()
        .filter(one -> share.applyAsDouble(one)
            < SHARE_MIN * Objects.requireNonNull(greatest.get(one.series())))
        .map(one -> key(one.arm(), one.series()) + " has " + one.count()
            + " timings, for its other series less than half of another arm's")
        .findFirst()
        .orElse(null);
  }

  private static String key(String arm, String tag) {
    return arm + " " + tag;
  }

  private static Sample sample(ArmSeries series) {
    if (Stream.of(Arm.values()).noneMatch(arm -> arm.word().equals(series.arm()))) {
      throw new IllegalArgumentException("it is of no arm");
    }
    if (!series.unit().equals(ArmSeries.UNIT)) {
      throw new IllegalArgumentException(
          "its unit is " + series.unit() + ", not " + ArmSeries.UNIT);
    }
    if (series.count() <= 0) {
      throw new IllegalArgumentException("it is empty");
    }
    if (series.granularityNanos() < 0 || series.granularityNanos() > GRANULARITY_NANOS_MAX) {
      throw new IllegalArgumentException(
          "its clock resolves " + series.granularityNanos() + " ns, not 0 to a second");
    }
    return Sample.of(series);
  }

  private void refuse(PairRecord pair, String problem) {
    if (incomparable == null) {
      incomparable = CheckRecord.cut(pair.batch() + " pair " + pair.number() + ": " + problem);
    }
  }

  private double[] stats(Map<String, Sample> samples, Arm arm) {
    return settings.checks().stream()
        .mapToDouble(one -> {
          Sample sample = samples.get(key(arm.word(), one.series().tag()));
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

  /** Why a pair cannot be judged; null where all can. */
  @Nullable
  String incomparable() {
    return incomparable;
  }

  /** The first batch. */
  List<PairPoint> firstPoints() {
    return List.copyOf(firstPoints);
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
