package stampede.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import stampede.results.Calibration;
import stampede.results.CalibrationFile;
import stampede.results.Manifest;

/** Measures what this machine can measure. */
final class Calibrator {
  private static final int READINGS = 20_000;
  private static final int FLOOR_OPS = 4_000;
  private static final long PACER_TRIAL_NANOS = 150_000_000;
  private static final long GAP_NANOS_MIN = 50_000;
  private static final long GAP_NANOS_MAX = 2_000_000;

  /** A kept floor is not used for longer. */
  private static final Duration KEPT_MAX = Duration.ofDays(30);

  private final SystemTime time;
  private final int workers;
  private final int cores;
  /** How much longer everything is tried than before a run. */
  private final int effort;

  Calibrator(SystemTime time, int workers, int cores, int effort) {
    this.time = time;
    this.workers = workers;
    this.cores = cores;
    this.effort = effort;
  }

  /** What was measured, and the pacer that it says to use. */
  record Calibrated(Pacer pacer, Calibration calibration) {}

  /** Measures everything for workers that each send so often. */
  Calibrated measure(double ratePerSecond, boolean relay) {
    return of(ratePerSecond, new FloorTrials(time, effort * FLOOR_OPS).run(relay));
  }

  /** As {@link #measure}, with the floor of {@code kept} where that is of this machine. */
  Calibrated beforeRun(double ratePerSecond, Path kept, Manifest.Environment environment) {
    Calibration.Floor floor =
        CalibrationFile.floor(kept, environment, Instant.now().minus(KEPT_MAX));
    return floor == null ? measure(ratePerSecond, false) : of(ratePerSecond, floor);
  }

  private Calibrated of(double ratePerSecond, Calibration.Floor floor) {
    double gapNanos = workers * 1e9 / ratePerSecond;
    var trials = new PacerTrials(
            workers,
            cores,
            (long) Math.max(GAP_NANOS_MIN, Math.min(GAP_NANOS_MAX, gapNanos)),
            effort * PACER_TRIAL_NANOS)
        .run();
    PacerTrials.Trial chosen = PacerTrials.choose(trials);
    List<Calibration.Pacing> pacing =
        trials.stream().map(PacerTrials.Trial::pacing).toList();
    return new Calibrated(
        chosen.pacer(), new Calibration(clock(), pacing, chosen.pacer().word(), floor));
  }

  private Calibration.Clock clock() {
    double readNanos = 0;
    long stepNanos = Long.MAX_VALUE;
    for (int round = 0; round < 2; round++) { // the first one warms up
      long startNanos = time.nanos();
      long lastNanos = startNanos;
      for (int i = 0; i < READINGS; i++) {
        long nowNanos = time.nanos();
        if (nowNanos > lastNanos) {
          stepNanos = Math.min(stepNanos, nowNanos - lastNanos);
        }
        lastNanos = nowNanos;
      }
      readNanos = (lastNanos - startNanos) / (double) READINGS;
    }
    return new Calibration.Clock(readNanos, stepNanos);
  }

  /** Where {@code stampede calibrate} keeps its figures, and runs look for them. */
  static Path file(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("stampede").resolve("calibration.json");
  }
}
