package stampede.cli;

import java.math.BigDecimal;
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
      Map.of("store", "memory:", "keys", "1000", "cleanBytesMax", "512KiB", "timeout", "30s");

  /** Of an open loop besides: about as many loads that go to the store as there are stores. */
  private static final Map<String, String> OPEN_TRAFFIC = Map.of("loads", "0.6", "zipf", "0.5");

  /** A pair that takes longer hangs. */
  private static final long PAIR_NANOS_MAX = 900_000_000_000L;

  /** Of a closed loop: long enough for the caches of a core, short against what slows a machine. */
  private static final long SLICE_NANOS = 20_000_000;

  private static final long OPEN_SLICE_NANOS = 40_000_000;

  /** How many requests an arm is offered in an open loop, at least: enough for its p95. */
  private static final int OPEN_REQUESTS_MIN = 3000;

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
      case LOADER -> List.of(finished(started(batch, number, seed, arms(number, seed), false)));
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
      parts.add(finished(started(batch, number, seed, List.of(arm), false)));
    }
    return parts;
  }

  /** Starts the JVMs one after another, each warm before the next, then hands one token around. */
  private List<PairRecord> slices(String batch, int number, long seed) {
    List<PairJvm> jvms = new ArrayList<>();
    for (Arm arm : arms(number, seed)) {
      PairJvm jvm = started(batch, number, seed, List.of(arm), true);
      jvms.add(jvm);
      if (!jvm.awaitToken()) {
        return List.of(finished(jvm));
      }
    }
    var random = new Random(seed);
    boolean enough = false;
    for (int slice = 0; !enough || !offered(slice); slice++) {
      Collections.shuffle(jvms, random);
      enough = true;
      for (PairJvm jvm : jvms) {
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
    return rate == null || slices * (rate * OPEN_SLICE_NANOS / 1e9) >= OPEN_REQUESTS_MIN;
  }

  private PairJvm started(String batch, int number, long seed, List<Arm> arms, boolean slices) {
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
        slices ? sliceNanos() : 0,
        check.ratePerSecond() != null,
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
    Double rate = check.ratePerSecond();
    if (rate != null) {
      settings.putAll(OPEN_TRAFFIC);
      settings.put("rate", BigDecimal.valueOf(rate).toPlainString());
    }
    double more = arm == Arm.SLOWED ? 1 + GateSettings.CONTROL_SLOWDOWN : 1;
    return new PairSpec.ArmSettings(
        of.jars(),
        settings,
        check.checkId() + "-" + batch + number + "-" + arm.word(),
        (1 + of.slowdown()) * more - 1);
  }
}
