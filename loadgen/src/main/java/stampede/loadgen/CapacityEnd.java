package stampede.loadgen;

import java.util.Arrays;
import java.util.List;
import stampede.loadgen.CapacityProbe.Answer;
import stampede.loadgen.CapacityProbe.Phase;
import stampede.loadgen.CapacityStep.Found;
import stampede.loadgen.CapacityStep.Kind;

/** What a search has found when it ends. */
final class CapacityEnd {
  /** An interval whose ends are further apart than this factor is no answer. */
  private static final double INTERVAL_MAX = 2;

  /** So is a knee of a line whose interval is wider than this share of it to one side. */
  private static final double HALF_WIDTH_MAX = 0.25;

  private CapacityEnd() {}

  static Found of(Capacity search, List<CapacityProbe> probes) {
    CapacityBracket bracket = CapacityBracket.of(probes);
    double low = bracket.lowPerSecond();
    double high = bracket.highPerSecond();
    double descent = descent(probes);
    if (low == 0 || high == Double.POSITIVE_INFINITY) {
      return new Found(outside(search, probes, bracket), low, low, high, descent);
    }
    CapacityLine line = CapacityLine.through(probes, CapacityLine.NEAR);
    double knee = line == null ? 0 : line.kneePerSecond();
    // A line that goes on beyond what the generator could send, or may try, is a guess.
    boolean seen = !generatorAt(probes, high) && knee <= search.highestPerSecond();
    if (line != null && seen && fits(line, bracket)) {
      double half = line.halfWidthPerSecond();
      return new Found(Kind.KNEE, knee, knee - half, knee + half, descent);
    }
    Kind kind = inside(probes, bracket);
    // Of the rates that the generator does not keep up with nothing is known.
    double bounded = kind == Kind.GENERATOR_LIMITED ? Double.POSITIVE_INFINITY : high;
    return new Found(kind, low, low, bounded, descent);
  }

  private static boolean fits(CapacityLine line, CapacityBracket bracket) {
    double knee = line.kneePerSecond();
    return knee * Capacity.NARROW >= bracket.lowPerSecond()
        && knee <= bracket.highPerSecond() * Capacity.NARROW
        && line.besideCount() > 0
        && line.halfWidthPerSecond() <= HALF_WIDTH_MAX * knee;
  }

  private static Kind inside(List<CapacityProbe> probes, CapacityBracket bracket) {
    if (generatorAt(probes, bracket.highPerSecond())) {
      return Kind.GENERATOR_LIMITED;
    }
    return bracket.ratio() > INTERVAL_MAX ? Kind.UNDECIDED : Kind.KNEE;
  }

  private static Kind outside(
      Capacity search, List<CapacityProbe> probes, CapacityBracket bracket) {
    if (bracket.lowPerSecond() >= search.highestPerSecond()) {
      return Kind.ABOVE_HIGHEST;
    }
    if (bracket.lowPerSecond() > 0 || bracket.highPerSecond() > search.lowestPerSecond()) {
      return Kind.UNDECIDED;
    }
    return generatorAt(probes, bracket.highPerSecond())
        ? Kind.GENERATOR_LIMITED
        : Kind.BELOW_LOWEST;
  }

  /** Whether nothing but the generator speaks against a rate. */
  private static boolean generatorAt(List<CapacityProbe> probes, double ratePerSecond) {
    List<CapacityProbe> there = probes.stream()
        .filter(probe -> probe.ratePerSecond() == ratePerSecond && probe.bounds())
        .toList();
    return !there.isEmpty()
        && there.stream().allMatch(probe -> probe.answer() == Answer.GENERATOR_LIMITED);
  }

  /** The geometric mean of what descending measured over what the confirmation did. */
  private static double descent(List<CapacityProbe> probes) {
    double[] logs = probes.stream()
        .filter(probe -> probe.phase() == Phase.DESCEND)
        .flatMapToDouble(down -> probes.stream()
            .filter(up -> up.phase() == Phase.CONFIRM && up.ratePerSecond() == down.ratePerSecond())
            .mapToDouble(up -> Math.log(down.ofBound() / up.ofBound())))
        .filter(Double::isFinite)
        .toArray();
    return logs.length == 0
        ? Double.NaN
        : Math.exp(Arrays.stream(logs).average().orElse(0));
  }
}
