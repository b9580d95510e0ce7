package stampede.loadgen;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import stampede.loadgen.CapacityProbe.Phase;
import stampede.loadgen.CapacityStep.Try;
import stampede.store.SplitMix;

/**
 * The rates around a knee that are tried again: below, at and above it, first in an order that is
 * drawn, so that a drift of the machine is no slope of the curve; then from above, so that what an
 * overload leaves behind is seen.
 */
final class CapacityAgain {
  private static final int RATES = 3;

  /** How many probes that is. */
  static final int PROBES = 2 * RATES;

  /** The factor between a knee on a line and the outer rates, at most. */
  private static final double FACTOR_MAX = 1.05;

  private CapacityAgain() {}

  /** The next of them; null where all were tried. */
  static @Nullable Try next(Capacity search, List<CapacityProbe> probes) {
    List<CapacityProbe> beforeConfirm = before(Phase.CONFIRM, probes);
    List<CapacityProbe> beforeDescend = before(Phase.DESCEND, probes);
    int confirmed = count(Phase.CONFIRM, probes);
    if (confirmed < RATES) {
      return new Try(
          confirm(search, beforeConfirm)[order(search.seed())[confirmed]], Phase.CONFIRM);
    }
    int descended = count(Phase.DESCEND, probes);
    return descended < RATES
        ? new Try(
            descend(search, beforeConfirm, beforeDescend)[RATES - 1 - descended], Phase.DESCEND)
        : null;
  }

  /** Around where the line says that the knee is; without a line the quarters of the bracket. */
  private static double[] confirm(Capacity search, List<CapacityProbe> before) {
    CapacityBracket bracket = CapacityBracket.of(before);
    CapacityLine line = CapacityLine.through(before, CapacityLine.NEAR);
    double half = Math.sqrt(bracket.ratio());
    return line != null && Capacity.within(line.kneePerSecond(), bracket)
        ? around(search, line.kneePerSecond(), Math.min(half, FACTOR_MAX))
        : around(search, bracket.middlePerSecond(), Math.sqrt(half));
  }

  private static double[] around(Capacity search, double ratePerSecond, double factor) {
    return new double[] {
      search.rounded(ratePerSecond / factor),
      search.rounded(ratePerSecond),
      search.rounded(ratePerSecond * factor)
    };
  }

  /** The same again where a knee was confirmed among them; else what is left of the bracket. */
  private static double[] descend(
      Capacity search, List<CapacityProbe> beforeConfirm, List<CapacityProbe> beforeDescend) {
    double[] rates = confirm(search, beforeConfirm);
    CapacityLine line = CapacityLine.through(beforeDescend, CapacityLine.NEAR);
    if (line != null
        && line.kneePerSecond() > rates[0]
        && line.kneePerSecond() < rates[RATES - 1]) {
      return rates;
    }
    CapacityBracket bracket = CapacityBracket.of(beforeDescend);
    return new double[] {
      bracket.lowPerSecond(), search.rounded(bracket.middlePerSecond()), bracket.highPerSecond()
    };
  }

  private static int[] order(long seed) {
    int[] order = IntStream.range(0, RATES).toArray();
    var draws = new SplitMix(seed);
    for (int i = RATES - 1; i > 0; i--) {
      int other = (int) (draws.nextUnit() * (i + 1));
      int taken = order[i];
      order[i] = order[other];
      order[other] = taken;
    }
    return order;
  }

  private static List<CapacityProbe> before(Phase phase, List<CapacityProbe> probes) {
    int first = IntStream.range(0, probes.size())
        .filter(i -> probes.get(i).phase() == phase)
        .findFirst()
        .orElse(probes.size());
    return probes.subList(0, first);
  }

  private static int count(Phase phase, List<CapacityProbe> probes) {
    return (int) probes.stream().filter(probe -> probe.phase() == phase).count();
  }
}
