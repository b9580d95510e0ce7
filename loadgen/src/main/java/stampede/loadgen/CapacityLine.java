package stampede.loadgen;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The straight line of 1 / latency over rate through probes near the bound. A queue's latency goes
 * as 1 / (capacity - rate), whose inverse is straight as far as it goes; any smooth curve is near
 * its knee. An error of a probe is taken to be a share of its value.
 *
 * @param kneePerSecond where the line meets the bound
 * @param errorPerSecond the standard error of the knee
 * @param count of the probes that agree with the line
 * @param besideCount of those whose rate is beside the knee
 */
record CapacityLine(double kneePerSecond, double errorPerSecond, int count, int besideCount) {
  /** Probes further from the bound than this factor say little of where exactly the knee is. */
  static final double NEAR = 4;

  /** Those within this factor say where about it is. */
  static final double FAR = 30;

  /** Beyond this many spreads a probe does not agree with the line. */
  private static final double OUTLIER_SPREADS = 3.5;

  /** Nor does it beyond this share, however well the others agree. */
  private static final double OUTLIER_MIN = 0.1;

  /** No probe's distance from a line counts for more than this share. */
  private static final double OFF_MAX = 0.5;

  /** No two runs agree better than this share. */
  private static final double SPREAD_MIN = 0.005;

  /** A rate within this share of the knee is beside it. */
  private static final double BESIDE = 0.1;

  private static final int POINTS_MIN = 3;

  /** A slope within this many of its standard errors of 0 has no knee. */
  private static final double SLOPE_ERRORS_MIN = 4;

  /** 97.5 % quantiles of Student's t, from one degree of freedom on. */
  private static final double[] STUDENT = {
    12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145
  };

  /** The line; null where no straight line falls towards the bound. */
  static @Nullable CapacityLine through(List<CapacityProbe> probes, double window) {
    double[][] points = probes.stream()
        .filter(probe -> counts(probe, window))
        .map(probe -> new double[] {probe.ratePerSecond(), 1 / probe.ofBound()})
        .toArray(double[][]::new);
    double[][] agreeing = points.length < POINTS_MIN ? points : agreeing(points);
    return agreeing.length < POINTS_MIN ? null : fitted(agreeing);
  }

  /** Half the width of the knee's 95 % interval. */
  double halfWidthPerSecond() {
    return STUDENT[Math.min(count - 2, STUDENT.length) - 1] * errorPerSecond;
  }

  private static boolean counts(CapacityProbe probe, double window) {
    double ofBound = probe.ofBound();
    return (probe.holds() || probe.answer() == CapacityProbe.Answer.FAILS)
        && ofBound <= window
        && ofBound * window >= 1;
  }

  /** The points near the line through two of them that is nearest to all, none counting for much. */
  private static double[][] agreeing(double[][] points) {
    double least = Double.POSITIVE_INFINITY;
    double[] best = {0, 0};
    for (int i = 0; i < points.length; i++) {
      for (int j = i + 1; j < points.length; j++) {
        double slope = (points[j][1] - points[i][1]) / (points[j][0] - points[i][0]);
        double[] line = {points[i][1] - slope * points[i][0], slope};
        double sum = slope < 0 ? sumOff(points, line) : Double.POSITIVE_INFINITY;
        if (sum < least) {
          least = sum;
          best = line;
        }
      }
    }
    if (least == Double.POSITIVE_INFINITY) {
      return new double[0][];
    }
    double[] line = best;
    double[] offs =
        Arrays.stream(points).mapToDouble(point -> off(point, line)).sorted().toArray();
    // The factors make a median of absolute deviations a standard deviation, also of few points.
    double spread = 1.4826 * (1 + 5.0 / (points.length - 1)) * offs[offs.length / 2];
    double max = Math.max(OUTLIER_SPREADS * spread, OUTLIER_MIN);
    return Arrays.stream(points).filter(point -> off(point, line) <= max).toArray(double[][]::new);
  }

  private static double sumOff(double[][] points, double[] line) {
    return Arrays.stream(points)
        .mapToDouble(p -> Math.min(off(p, line), OFF_MAX))
        .sum();
  }

  /** How far a point is from a line, as a share of the point. */
  private static double off(double[] point, double[] line) {
    return Math.abs(point[1] - line[0] - line[1] * point[0]) / point[1];
  }

  /** Weighted least squares. */
  private static @Nullable CapacityLine fitted(double[][] points) {
    double weights = 0;
    double x = 0;
    double y = 0;
    for (double[] point : points) {
      double weight = 1 / (point[1] * point[1]);
      weights += weight;
      x += weight * point[0];
      y += weight * point[1];
    }
    x /= weights;
    y /= weights;
    double xx = 0;
    double xy = 0;
    for (double[] point : points) {
      double weight = 1 / (point[1] * point[1]);
      xx += weight * (point[0] - x) * (point[0] - x);
      xy += weight * (point[0] - x) * (point[1] - y);
    }
    double slope = xy / xx;
    double[] line = {y - slope * x, slope};
    double squares =
        Arrays.stream(points).mapToDouble(p -> off(p, line) * off(p, line)).sum();
    double spread = Math.max(Math.sqrt(squares / (points.length - 2)), SPREAD_MIN);
    if (!(slope * Math.sqrt(xx) < -SLOPE_ERRORS_MIN * spread)) {
      return null;
    }
    double knee = x + (1 - y) / slope;
    double error = spread / -slope * Math.sqrt(1 / weights + (knee - x) * (knee - x) / xx);
    int beside = (int) Arrays.stream(points)
        .filter(point -> Math.abs(point[0] - knee) <= BESIDE * knee)
        .count();
    return knee > 0 ? new CapacityLine(knee, error, points.length, beside) : null;
  }
}
