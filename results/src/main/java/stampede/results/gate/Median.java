package stampede.results.gate;

import java.util.Arrays;

/** The middle of some values. */
final class Median {
  private Median() {}

  /** Of an even count the mean of the two in the middle; NaN of none, and where one is NaN. */
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted); // NaN last
    int last = sorted.length - 1;
    return last < 0 || Double.isNaN(sorted[last])
        ? Double.NaN
        : (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
  }
}
