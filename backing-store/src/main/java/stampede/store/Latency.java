package stampede.store;

import java.util.List;

/**
 * A distribution of latencies, as its quantile function. A draw is the quantile of a uniform number,
 * so that it is a pure function of that number, with the same bits on every machine. For the text
 * form see {@link LatencyParser}. Immutable.
 */
sealed interface Latency {
  /** The largest of the uniform numbers that {@link SplitMix#unit} gives. */
  double UNIT_MAX = 1 - 0x1.0p-53;

  /** The longest latency that a store may be asked for, in nanoseconds: 146 years. */
  long NANOS_MAX = 1L << 62;

  /**
   * The latency at a uniform number, in nanoseconds, rounded; never falls as the number rises. The
   * largest draw is the one at {@link #UNIT_MAX}.
   *
   * @param unit from 0 to {@link #UNIT_MAX}
   */
  long nanosAt(double unit);

  /** One latency for all. */
  record Constant(long nanos) implements Latency {
    @Override
    public long nanosAt(double unit) {
      return nanos;
    }
  }

  /** Exponential latencies. The largest draw is 53 ln 2 = 36.7 means. */
  record Exponential(long meanNanos) implements Latency {
    @Override
    public long nanosAt(double unit) {
      return Math.round(-StrictMath.log1p(-unit) * meanNanos);
    }
  }

  /**
   * Log-normal latencies. The largest draw lies 8.21 standard deviations above the median: it is
   * {@code p50 * (p99 / p50)^3.53}. A uniform 0 counts as 2^-54, half of the next.
   *
   * @param p50Nanos the median, at least 1
   * @param p99Nanos the 99th percentile, at least the median
   */
  record LogNormal(long p50Nanos, long p99Nanos) implements Latency {
    private static final double UNIT_MIN = 0x1.0p-54;
    private static final double Z99 = NormalQuantile.of(0.99);

    @Override
    public long nanosAt(double unit) {
      double sigma = StrictMath.log((double) p99Nanos / p50Nanos) / Z99;
      double normal = NormalQuantile.of(Math.max(unit, UNIT_MIN));
      return Math.round(p50Nanos * StrictMath.exp(sigma * normal));
    }
  }

  /**
   * Latencies given by quantiles, linear between two of them.
   *
   * @param points in order: shares rising from 0 to 1, latencies never falling
   */
  record Quantiles(List<Point> points) implements Latency {
    /** A share of the latencies is at most {@code nanos}. */
    record Point(double share, long nanos) {}

    public Quantiles {
      points = List.copyOf(points);
    }

    @Override
    public long nanosAt(double unit) {
      int upper = 1;
      while (unit >= points.get(upper).share()) {
        upper++;
      }
      Point low = points.get(upper - 1);
      Point high = points.get(upper);
      double way = (unit - low.share()) / (high.share() - low.share());
      return low.nanos() + Math.round(way * (high.nanos() - low.nanos()));
    }
  }
}
