package stampede.results.gate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import stampede.instrument.Series;

/**
 * Pairs of a machine that is not there. A factor of each pair, log-normal with the sigma of the noise,
 * is shared by its arms, as they are interleaved. What an arm's series do not share is a fifth of it,
 * at least 2 %; and one arm in 25 is slowed as a whole by an exponential share of mean 25 %. For one
 * thread.
 */
final class SimulatedPairs {
  private static final double RESIDUAL_SHARE = 0.2;
  private static final double RESIDUAL_MIN = 0.02;
  private static final double HIT_SHARE = 0.04;
  private static final double HIT_MEAN = 0.25;
  private static final double SLOW_SHARE_JITTER = 0.12;
  private static final double MEDIAN_NANOS = 100_000;
  private static final double GRANULARITY_NANOS = 25;

  private final GateSettings settings;
  private final double noise;
  private final double effect;
  private final Predicate<Check> slower;
  private final Draws draws;
  private boolean slowed;

  /**
   * Pairs for a gate.
   *
   * @param noise the sigma of what the arms of a pair share, 0.1 for 10 %
   * @param effect how much slower the candidate is in the checks that are {@code slower}
   */
  SimulatedPairs(
      GateSettings settings, double noise, double effect, Predicate<Check> slower, long seed) {
    this.settings = settings;
    this.noise = noise;
    this.effect = effect;
    this.slower = slower;
    this.draws = new Draws(seed);
  }

  GateSettings settings() {
    return settings;
  }

  /** The next pair; every second one has the slowed arm. */
  PairPoint next() {
    double shared = Math.log(MEDIAN_NANOS) + noise * draws.normal();
    slowed = !slowed;
    double[] granularities = new double[settings.checks().size()];
    Arrays.fill(granularities, GRANULARITY_NANOS);
    return new PairPoint(
        arm(shared, 0, check -> false),
        arm(shared, effect, slower),
        arm(shared, 0, check -> false),
        slowed ? arm(shared, GateSettings.CONTROL_SLOWDOWN, check -> true) : null,
        granularities);
  }

  /** The statistics of an arm, some of which are slower. */
  private double[] arm(double shared, double slowdown, Predicate<Check> which) {
    double level = shared + hit(draws);
    Map<Series, Drawn> drawn = new HashMap<>();
    List<Check> checks = settings.checks();
    double[] nanos = new double[checks.size()];
    for (int i = 0; i < nanos.length; i++) {
      Check check = checks.get(i);
      Drawn one = drawn.computeIfAbsent(check.series(), series -> draw());
      double factor = which.test(check) ? 1 + slowdown : 1;
      nanos[i] = factor * Math.exp(level + one.residual + one.sample.log(check.stat()));
    }
    return nanos;
  }

  /** What slows an arm as a whole, mostly nothing, as a logarithm. */
  static double hit(Draws draws) {
    return draws.unit() < HIT_SHARE ? Math.log1p(HIT_MEAN * draws.exponential()) : 0;
  }

  private record Drawn(double residual, SimulatedSample sample) {}

  private Drawn draw() {
    double residual = Math.max(RESIDUAL_MIN, RESIDUAL_SHARE * noise) * draws.normal();
    double slowShare = SimulatedLatency.SLOW_SHARE * (1 + SLOW_SHARE_JITTER * draws.normal());
    return new Drawn(residual, SimulatedSample.draw(draws, slowShare));
  }
}
