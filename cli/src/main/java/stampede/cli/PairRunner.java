package stampede.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import stampede.results.gate.Arm;
import stampede.results.gate.ArmSeries;
import stampede.results.gate.CheckRecord;
import stampede.results.gate.GateSettings;
import stampede.results.gate.PairRecord;
import stampede.store.SplitMix;

/** Measures pairs, each in fresh JVMs. For one thread, but for {@link #interrupt}. */
final class PairRunner {
  /** A pair may take the whole budget of its check, but from 2 to 15 minutes: one that takes longer hangs. */
  private static final long PAIR_MINUTES_MIN = 2;

  private static final long PAIR_MINUTES_MAX = 15;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** Of a closed loop: long enough for the caches of a core, short against what slows a machine. */
  private static final long SLICE_NANOS = 20_000_000;

  private static final long OPEN_SLICE_NANOS = 40_000_000;

  private final CheckRecord check;
  private final PairMode mode;
  private final ArmSpec base;
  private final ArmSpec candidate;
  private final PairSpec.Lengths lengths;
  private final Path work;
  private final SystemTime time;
  private final List<PairJvm> running = new CopyOnWriteArrayList<>();
  private final List<ArmStore> stores = new ArrayList<>();
  private final long pairMinutesMax;
  private volatile boolean interrupted;
  private volatile int pairs;
  private volatile boolean late;

  /**
   * A runner.
   *
   * @param work a folder for its files
   * @param budgetNanos what the whole check may take
   */
  PairRunner(
      CheckRecord check,
      PairMode mode,
      ArmSpec base,
      ArmSpec candidate,
      PairSpec.Lengths lengths,
      Path work,
      long budgetNanos,
      SystemTime time) {
    this.check = check;
    this.mode = mode;
    this.base = base;
    this.candidate = candidate;
    this.lengths = lengths;
    this.work = work;
    this.time = time;
    this.pairMinutesMax =
        Math.min(Math.max(budgetNanos / MINUTE_NANOS, PAIR_MINUTES_MIN), PAIR_MINUTES_MAX);
  }

  /** Ends what runs. */
  void interrupt() {
    interrupted = true;
    running.forEach(PairJvm::kill);
  }

  boolean interrupted() {
    return interrupted;
  }

  /**
   * Measures a pair. Leaves neither a JVM nor a file of a store behind, however it ends.
   *
   * @param number from 1, in its batch
   * @throws PairProblem where an arm failed
   */
  PairRecord run(String batch, int number) {
    int mine = pairs + 1;
    pairs = mine;
    time.after(pairMinutesMax * MINUTE_NANOS, () -> killAfter(mine));
    try {
      return measured(batch, number);
    } catch (PairProblem e) {
      throw late
          ? new PairProblem(
              ExitCode.INVALID,
              batch + " pair " + number + ": it took longer than " + pairMinutesMax + " minutes")
          : e;
    } finally {
      running.forEach(PairJvm::end);
      running.clear();
      stores.forEach(ArmStore::delete);
      stores.clear();
    }
  }

  private PairRecord measured(String batch, int number) {
    MachineNoise before = MachineNoise.read(time);
    long startNanos = time.nanos();
    long seed =
        SplitMix.at(SplitMix.at(check.seed(), batch.equals(PairRecord.FIRST) ? 0 : 1), number);
    List<PairRecord> parts = switch (mode) {
      case LOADER -> List.of(finished(started(batch, number, seed, arms(number, seed), false, 0)));
      case FORKS -> forks(batch, number, seed);
      case SLICES -> slices(batch, number, seed);
    };
    List<ArmSeries> series = new ArrayList<>();
    parts.forEach(part -> series.addAll(part.series()));
    return new PairRecord(
        PairRecord.FORMAT_VERSION,
        check.checkId(),
        number,
        batch,
        seed,
        parts.get(0).environment(),
        (time.nanos() - startNanos) / 1_000_000,
        before.until(MachineNoise.read(time)),
        series);
  }

  private void killAfter(int pair) {
    if (pair == pairs) {
      late = true;
      running.forEach(PairJvm::kill);
    }
  }

  /** In the order in which they are opened; the slowed one in every second pair. */
  private static List<Arm> arms(int number, long seed) {
    List<Arm> arms = new ArrayList<>(List.of(Arm.BASE, Arm.CANDIDATE, Arm.CONTROL));
    if (number % GateSettings.SLOWED_EVERY == 1) {
      arms.add(Arm.SLOWED);
    }
    return shuffled(arms, new SplitMix(seed));
  }

  private static <T> List<T> shuffled(List<T> of, SplitMix random) {
    return Arrays.stream(PairLoop.order(random, of.size())).mapToObj(of::get).toList();
  }

  private List<PairRecord> forks(String batch, int number, long seed) {
    List<PairRecord> parts = new ArrayList<>();
    int batchSize = 0;
    for (Arm arm : arms(number, seed)) {
      PairJvm jvm = started(batch, number, seed, List.of(arm), false, batchSize);
      parts.add(finished(jvm));
      batchSize = jvm.batchSize();
    }
    return parts;
  }

  /** Starts the JVMs one after another, each warm before the next, then hands one token around. */
  private List<PairRecord> slices(String batch, int number, long seed) {
    List<PairJvm> jvms = new ArrayList<>();
    int batchSize = 0;
    for (Arm arm : arms(number, seed)) {
      PairJvm jvm = started(batch, number, seed, List.of(arm), true, batchSize);
      jvms.add(jvm);
      if (!jvm.awaitToken()) {
        return List.of(finished(jvm));
      }
      batchSize = jvm.batchSize();
    }
    var random = new SplitMix(seed);
    boolean enough = false;
    for (int slice = 0; !enough || !offered(slice); slice++) {
      enough = true;
      for (PairJvm jvm : shuffled(jvms, random)) {
        int token = jvm.slice();
        if (token < 0) {
          return List.of(finished(jvm));
        }
        enough &= token == PairMain.ENOUGH;
      }
    }
    return jvms.stream().map(this::finished).toList();
  }

  private long sliceNanos() {
    return check.ratePerSecond() == null ? SLICE_NANOS : OPEN_SLICE_NANOS;
  }

  /** Whether so many slices of each arm offer what an open loop has to. */
  private boolean offered(int slices) {
    Double rate = check.ratePerSecond();
    return rate == null || slices * (rate * OPEN_SLICE_NANOS / 1e9) >= lengths.rounds();
  }

  private PairJvm started(
      String batch, int number, long seed, List<Arm> arms, boolean slices, int batchSize) {
    Map<Arm, PairSpec.ArmSettings> settings = new LinkedHashMap<>();
    arms.forEach(arm -> settings.put(arm, settings(arm, batch, number, seed)));
    settings.values().forEach(of -> stores.add(ArmStore.of(of, System.getenv())));
    String name = arms.size() == 1 ? arms.get(0).word() : "pair";
    PairJvm jvm = PairJvm.start(new PairSpec(
        check.checkId(),
        batch,
        number,
        seed,
        work.resolve(name),
        settings,
        slices ? sliceNanos() : 0,
        check.ratePerSecond() != null,
        batchSize,
        lengths));
    running.add(jvm);
    if (interrupted || late) {
      jvm.kill();
    }
    return jvm;
  }

  private PairRecord finished(PairJvm jvm) {
    PairRecord record = jvm.finish();
    running.remove(jvm);
    return record;
  }

  private PairSpec.ArmSettings settings(Arm arm, String batch, int number, long seed) {
    ArmSpec of = arm == Arm.CANDIDATE ? candidate : base;
    Map<String, String> settings = PairTraffic.of(of, check.ratePerSecond());
    settings.put("seed", String.valueOf(seed));
    double more = arm == Arm.SLOWED ? 1 + GateSettings.CONTROL_SLOWDOWN : 1;
    return new PairSpec.ArmSettings(
        of.jars(),
        settings,
        check.checkId() + "-" + batch + number + "-" + arm.word(),
        (1 + of.slowdown()) * more - 1);
  }
}
