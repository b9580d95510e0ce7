package stampede.results.gate;

import java.util.List;
import stampede.results.gate.Decision.Bounds;
import stampede.results.gate.Decision.Control;

/**
 * The delayed base against the base: has to be found in the median of every series, or where no check
 * is of that, in what is nearest to it. Not run where it lacks what such a check is evaluated by.
 */
final class PositiveControl {
  private PositiveControl() {}

  static Control of(GateSettings settings, List<PairPoint> pairs) {
    List<PairPoint> slowed = pairs.stream().filter(PairPoint::hasSlowed).toList();
    if (slowed.size() < GateSettings.SLOWED_PAIRS_MIN) {
      return new Control(null, "only " + slowed.size() + " pairs ran it");
    }
    String made = "a base made " + Ratios.percent(Math.log1p(GateSettings.CONTROL_SLOWDOWN));
    double least = Double.POSITIVE_INFINITY;
    String lacking = null;
    for (int check = 0; check < settings.checks().size(); check++) {
      Check one = settings.checks().get(check);
      int index = check;
      if (!nearestToMedian(settings, one)
          || Look.logRatios(pairs, pair -> pair.candidateRatio(index)) == null) {
        continue;
      }
      double[] ratios = Look.logRatios(slowed, pair -> pair.slowedRatio(index));
      if (ratios == null) {
        lacking = lacking == null ? one.id() : lacking;
        continue;
      }
      Bounds bounds = Bounds.of(ratios, GateSettings.CONTROL_ALPHA, GateSettings.CONTROL_ALPHA);
      if (bounds.lower() <= leastSeen(one)) {
        return new Control(
            false, one.id() + " of " + made + " slower was not found: " + Ratios.shown(bounds));
      }
      least = Math.min(least, bounds.estimate());
    }
    if (lacking != null) {
      return new Control(null, lacking + " of " + made + " slower has no figure");
    }
    return least == Double.POSITIVE_INFINITY
        ? new Control(null, "no check of a median can be evaluated")
        : new Control(true, made + " slower was found: " + Ratios.percent(least) + " at least");
  }

  private static boolean nearestToMedian(GateSettings settings, Check check) {
    return settings.checks().stream()
        .noneMatch(other ->
            other.series().equals(check.series()) && other.stat().compareTo(check.stat()) < 0);
  }

  /** What the lower bound of the positive control has to exceed: a tail varies too much for more than 0. */
  private static double leastSeen(Check check) {
    return check.stat() == Stat.P50
        ? Math.log1p(Math.min(check.margin(), GateSettings.CONTROL_SLOWDOWN / 4))
        : 0;
  }
}
