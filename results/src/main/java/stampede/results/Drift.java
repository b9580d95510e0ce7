package stampede.results;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a figure that is read once an interval stays where it was. */
final class Drift {
  /** The fewest intervals in which a quarter or a half shows anything. */
  static final int INTERVALS_MIN = 8;

  /** How many residual deviations a line must rise to be beyond noise. */
  private static final double NOISE_MIN = 3;

  private Drift() {}

  /**
   * By how much the least-squares line through the last half of some values rises from its first
   * point to its last; 0 where that is less than three times the spread (standard deviation) of the points
   * about the line, as of a level that swings. Null where there are too few.
   */
  static @Nullable Double lateGrowth(List<? extends Number> values) {
    int size = values.size();
    if (size < INTERVALS_MIN) {
      return null;
    }
    double[] half =
        values.subList(size / 2, size).stream().mapToDouble(Number::doubleValue).toArray();
    double meanX = (half.length - 1) / 2.0;
    double meanY = Arrays.stream(half).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int x = 0; x < half.length; x++) {
      xx += (x - meanX) * (x - meanX);
      xy += (x - meanX) * (half[x] - meanY);
    }
    double slope = xy / xx;
    double squares = 0;
    for (int x = 0; x < half.length; x++) {
      double off = half[x] - meanY - slope * (x - meanX);
      squares += off * off;
    }
    double growth = slope * (half.length - 1);
    return growth > NOISE_MIN * Math.sqrt(squares / half.length) ? growth : 0.0;
  }

  /**
   * A change of level.
   *
   * @param at how many values lie before it
   * @param chance how probable as clear a change is where there is none
   * @param before the median of the values before it
   * @param after that of the others
   */
  record Change(int at, double chance, long before, long after) {
    /** How many times the smaller median the larger one is. */
    double ratio() {
      return (double) Math.max(before, after) / Math.max(1, Math.min(before, after));
    }
  }

  /**
   * The clearest change of level, which a trend shows too: Pettitt's test (Applied Statistics 28,
   * 1979), by ranks, so that no single value decides. Null where there are too few values.
   */
  static @Nullable Change change(List<Long> values) {
    int size = values.size();
    if (size < INTERVALS_MIN) {
      return null;
    }
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    long largest = -1;
    int at = 1;
    long sum = 0;
    for (int i = 0; i < size - 1; i++) {
      long value = values.get(i);
      int above = size - below(sorted, value + 1);
      sum += below(sorted, value) - above;
      if (Math.abs(sum) > largest) {
        largest = Math.abs(sum);
        at = i + 1;
      }
    }
    double cubes = (double) size * size * (size + 1);
    return new Change(
        at,
        Math.min(1, 2 * Math.exp(-6.0 * largest * largest / cubes)),
        median(values.subList(0, at)),
        median(values.subList(at, size)));
  }

  /** How many of some sorted values are smaller than a value. */
  private static int below(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
