package stampede.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of a sample, the mean of the middle two where they are two, and its quartiles. */
record Spread(double median, double lower, double upper) {
  static Spread of(List<Pairing> sample, ToDoubleFunction<Pairing> value) {
    if (sample.isEmpty()) {
      throw new IllegalArgumentException("a sample has a value at least");
    }
    double[] sorted = sample.stream().mapToDouble(value).sorted().toArray();
    int n = sorted.length;
    int quarter = (n - 1) / 4;
    return new Spread(
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[quarter], sorted[n - 1 - quarter]);
  }
}
