package stampede.results.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import stampede.results.gate.Decision.Bounds;
import stampede.results.gate.Decision.Control;

/** What the pairs up to a look say on each check and on the negative control. For one thread. */
final class Look {
  private final GateSettings settings;
  private final List<PairPoint> pairs;
  private final double lowerAlpha;
  private final @Nullable Bounds[] bounds;
  private @Nullable Control negative;

  /** Computes the bounds of every check, the lower ones at {@code lowerAlpha}. */
  Look(GateSettings settings, List<PairPoint> pairs, double lowerAlpha) {
    this.settings = settings;
    this.pairs = pairs;
    this.lowerAlpha = lowerAlpha;
    this.bounds = new Bounds[settings.checks().size()];
    for (int check = 0; check < bounds.length; check++) {
      int one = check;
      double[] ratios = logRatios(pairs, pair -> pair.candidateRatio(one));
      bounds[check] = ratios == null ? null : Bounds.of(ratios, lowerAlpha, settings.okAlpha());
    }
  }

  List<PairPoint> pairs() {
    return pairs;
  }

  /** The log-ratios of the pairs; null where one has none, or there are no pairs. */
  static double @Nullable [] logRatios(
      List<PairPoint> pairs, ToDoubleFunction<PairPoint> logRatio) {
    double[] all = pairs.stream().mapToDouble(logRatio).toArray();
    for (double one : all) {
      if (!Double.isFinite(one)) {
        return null;
      }
    }
    return all.length == 0 ? null : all;
  }

  /** The bounds of a check; null where it cannot be evaluated. */
  @Nullable
  Bounds bounds(int check) {
    return bounds[check];
  }

  /** The alpha of the lower bounds. */
  double lowerAlpha() {
    return lowerAlpha;
  }

  private IntStream checks() {
    return IntStream.range(0, settings.checks().size());
  }

  Set<Integer> evaluable() {
    return set(checks().filter(check -> bounds(check) != null));
  }

  /** Whether a required check cannot be evaluated, or none at all. */
  boolean missing() {
    return evaluable().isEmpty()
        || checks()
            .anyMatch(check -> settings.checks().get(check).required() && bounds(check) == null);
  }

  /** Those that weigh nothing. */
  Set<Integer> waived() {
    return set(checks().filter(check -> settings.waiver(settings.checks().get(check)) != null));
  }

  Set<Integer> cleared() {
    return set(checks().filter(check -> {
      Bounds bounds = bounds(check);
      return bounds != null
          && (bounds.upper() < Math.log1p(settings.checks().get(check).max())
              || !aboveFloor(check, Math.max(0, bounds.upper())));
    }));
  }

  Set<Integer> flagged() {
    return set(checks().filter(check -> {
      Bounds bounds = bounds(check);
      return bounds != null
          && bounds.lower() > Math.log1p(settings.checks().get(check).margin())
          && aboveFloor(check, bounds.estimate());
    }));
  }

  /** Whether a difference is more than the check's floor, and than twice what the clock resolves. */
  boolean aboveFloor(int check, double logRatio) {
    return Math.abs(Math.expm1(logRatio)) > floorRatio(check);
  }

  /** What a difference has to be more than, as a share of the base. */
  double floorRatio(int check) {
    double baseNanos = median(pair -> pair.baseNanos(check));
    double resolvedNanos = 2 * median(pair -> pair.granularityNanos(check));
    double floorNanos = Math.max((double) settings.checks().get(check).floorNanos(), resolvedNanos);
    return floorNanos / baseNanos;
  }

  private double median(ToDoubleFunction<PairPoint> value) {
    return Median.of(pairs.stream().mapToDouble(value).toArray());
  }

  /**
   * The base against itself: tripped where it is found faster or slower than itself, and not run where
   * the pairs are too few to trip it, or it lacks what a check is evaluated by.
   */
  Control negative() {
    if (negative == null) {
      negative = negativeControl();
    }
    return negative;
  }

  private Control negativeControl() {
    double alpha = settings.alpha() / settings.checks().size();
    if (!NullRanks.suffice(pairs.size(), alpha)) {
      return new Control(
          null,
          pairs.size() + " pairs are too few to find the base other than itself, at an alpha of "
              + settings.alpha() + " over " + settings.checks().size() + " checks");
    }
    double widest = 0;
    Set<Integer> lacking = new TreeSet<>();
    for (int check = 0; check < settings.checks().size(); check++) {
      int one = check;
      double[] ratios = logRatios(pairs, pair -> pair.controlRatio(one));
      if (ratios == null) {
        lacking.add(check);
        continue;
      }
      double margin = Math.log1p(settings.checks().get(check).margin());
      double estimate = SignedRank.of(ratios).estimate();
      widest = Math.max(widest, Math.abs(estimate));
      if (Math.abs(estimate) <= margin) {
        continue; // it lies between its bounds
      }
      Bounds bounds = Bounds.of(ratios, alpha, alpha);
      if ((bounds.lower() > margin || bounds.upper() < -margin)
          && aboveFloor(check, bounds.estimate())) {
        return new Control(
            false,
            settings.checks().get(check).id() + " of the base against itself is "
                + Ratios.shown(bounds));
      }
    }
    lacking.retainAll(evaluable());
    return lacking.isEmpty()
        ? new Control(true, "the base against itself differs by at most " + Ratios.percent(widest))
        : new Control(
            null,
            settings.checks().get(lacking.iterator().next()).id()
                + " of the control has no figure");
  }

  private static Set<Integer> set(IntStream checks) {
    return checks.boxed().collect(Collectors.toCollection(HashSet::new));
  }
}
