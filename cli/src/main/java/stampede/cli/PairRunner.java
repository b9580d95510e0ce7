package stampede.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import stampede.results.gate.Arm;
import stampede.results.gate.ArmSeries;
import stampede.results.gate.CheckRecord;
import stampede.results.gate.GateSettings;
import stampede.results.gate.PairRecord;
import stampede.store.SplitMix;

/** Measures pairs, each in fresh JVMs. For one thread, but for {@link #interrupt}. */
final class PairRunner {
  /** What a cache is given to hold and to be asked for, where an arm does not say. */
  static final Map<String, String> TRAFFIC =
      Map.of("store", "memory:", "keys", "2000", "cleanBytesMax", "1MiB", "timeout", "30s");

  /** A pair that takes longer hangs. */
  private static final long PAIR_NANOS_MAX = 900_000_000_000L;

  private static final int SLICE_ROUNDS = 20;
  private static final int SLOWED_EVERY = 2;

  private final CheckRecord check;
  private final PairMode mode;
  private final ArmSpec base;
  private final ArmSpec candidate;
  private final PairSpec.Lengths lengths;
  private final Path work;
  private final SystemTime time;
  private final List<PairJvm> running = new CopyOnWriteArrayList<>();
  private volatile boolean interrupted;
  private volatile int pairs;

  PairRunner(
      CheckRecord check,
      PairMode mode,
      ArmSpec base,
      ArmSpec candidate,
      PairSpec.Lengths lengths,
      Path work,
      SystemTime time) {
    this.check = check;
    this.mode = mode;
    this.base = base;
    this.candidate = candidate;
    this.lengths = lengths;
    this.work = work;
    this.time = time;
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
   * Measures a pair.
   *
   * @param number from 1, in its batch
   * @throws PairProblem where an arm failed
   */
  PairRecord run(String batch, int number) {
    MachineNoise before = MachineNoise.read(time);
    long startNanos = time.nanos();
    long seed =
        SplitMix.at(SplitMix.at(check.seed(), batch.equals(PairRecord.FIRST) ? 0 : 1), number);
    int mine = pairs + 1;
    pairs = mine;
    time.after(PAIR_NANOS_MAX, () -> killAfter(mine));
    List<PairRecord> parts = switch (mode) {
      case LOADER -> List.of(finished(started(batch, number, seed, arms(number, seed), 0)));
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
      running.forEach(PairJvm::kill);
    }
  }

  /** In the order in which they are opened; the slowed one in every second pair. */
  private static List<Arm> arms(int number, long seed) {
    List<Arm> arms = new ArrayList<>(List.of(Arm.BASE, Arm.CANDIDATE, Arm.CONTROL));
    if (number % SLOWED_EVERY == 1) {
      arms.add(Arm.SLOWED);
    }
    Collections.shuffle(arms, new Random(seed));
    return arms;
  }

  private List<PairRecord> forks(String batch, int number, long seed) {
    List<PairRecord> parts = new ArrayList<>();
    for (Arm arm : arms(number, seed)) {
      parts.add(finished(started(batch, number, seed, List.of(arm), 0)));
    }
    return parts;
  }

  /** Starts the JVMs one after another, each warm before the next, then hands one token around. */
  private List<PairRecord> slices(String batch, int number, long seed) {
    List<PairJvm> jvms = new ArrayList<>();
    for (Arm arm : arms(number, seed)) {
      PairJvm jvm = started(batch, number, seed, List.of(arm), SLICE_ROUNDS);
      jvms.add(jvm);
      if (!jvm.awaitToken()) {
        return List.of(finished(jvm));
      }
    }
    var random = new Random(seed);
    long startNanos = time.nanos();
    for (int rounds = 0;
        rounds < lengths.roundsMax()
            && (rounds < lengths.roundsMin() || time.nanos() - startNanos < lengths.measureNanos());
        rounds += SLICE_ROUNDS) {
      Collections.shuffle(jvms, random);
      for (PairJvm jvm : jvms) {
        if (!jvm.slice()) {
          return List.of(finished(jvm));
        }
      }
    }
    return jvms.stream().map(this::finished).toList();
  }

  private PairJvm started(String batch, int number, long seed, List<Arm> arms, int sliceRounds) {
    Map<Arm, PairSpec.ArmSettings> settings = new LinkedHashMap<>();
    arms.forEach(arm -> settings.put(arm, settings(arm, batch, number, seed)));
    String name = arms.size() == 1 ? arms.get(0).word() : "pair";
    PairJvm jvm = PairJvm.start(new PairSpec(
        check.checkId(),
        batch,
        number,
        seed,
        BuildInfo.distributionHash(),
        work.resolve(name),
        settings,
        sliceRounds,
        lengths));
    running.add(jvm);
    if (interrupted) {
      jvm.kill();
    }
    return jvm;
  }

  private PairRecord finished(PairJvm jvm) {
    try {
      return jvm.finish();
    } catch (PairProblem e) {
      running.forEach(PairJvm::kill);
      throw e;
    } finally {
      running.remove(jvm);
    }
  }

  private PairSpec.ArmSettings settings(Arm arm, String batch, int number, long seed) {
    ArmSpec of = arm == Arm.CANDIDATE ? candidate : base;
    Map<String, String> settings = new HashMap<>(TRAFFIC);
    settings.putAll(of.settings());
    settings.put("seed", String.valueOf(seed));
    double more = arm == Arm.SLOWED ? 1 + GateSettings.CONTROL_SLOWDOWN : 1;
    return new PairSpec.ArmSettings(
        of.jars(),
        settings,
        check.checkId() + "-" + batch + number + "-" + arm.word(),
        (1 + of.slowdown()) * more - 1);
  }
}
