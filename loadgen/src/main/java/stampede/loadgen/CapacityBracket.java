package stampede.loadgen;

import java.util.List;

/**
 * Between which rates the knee lies by the votes of the probes: a threshold is as good as it has few
 * probes that hold above it or fail below it. Where several are equally good, the widest.
 *
 * @param lowPerSecond the highest rate tried below the knee; 0 where there is none
 * @param highPerSecond the lowest rate tried above it; infinite where there is none
 */
record CapacityBracket(double lowPerSecond, double highPerSecond) {
  static CapacityBracket of(List<CapacityProbe> probes) {
    double[] rates = probes.stream()
        .filter(probe -> probe.holds() || probe.bounds())
        .mapToDouble(CapacityProbe::ratePerSecond)
        .sorted()
        .distinct()
        .toArray();
    long least = Long.MAX_VALUE;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int below = 0; below <= rates.length; below++) {
      double last = below == 0 ? 0 : rates[below - 1];
      long against = probes.stream().filter(probe -> against(probe, last)).count();
      if (against < least) {
        least = against;
        low = last;
      }
      if (against == least) {
        high = below == rates.length ? Double.POSITIVE_INFINITY : rates[below];
      }
    }
    return new CapacityBracket(low, high);
  }

  /** Whether a probe speaks against a threshold just above a rate. */
  private static boolean against(CapacityProbe probe, double ratePerSecond) {
    return probe.ratePerSecond() <= ratePerSecond ? probe.bounds() : probe.holds();
  }

  double ratio() {
    return highPerSecond / lowPerSecond;
  }

  double middlePerSecond() {
    return Math.sqrt(lowPerSecond * highPerSecond);
  }
}
