package stampede.loadgen;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import stampede.store.ByteSizes;
import stampede.store.SplitMix;

/**
 * A distribution of blob sizes. Its text form is {@code 1KiB}, {@code lognormal:p50=1KiB,p99=16KiB}
 * or {@code quantiles:0=64B,0.5=1KiB,1=64KiB}; see {@link SizesParser}. Immutable.
 */
public sealed interface Sizes {
  /** The largest blob: what a size exceeds is cut, and counted by whoever cuts it. */
  int BLOB_BYTES_MAX = 1 << 20;

  /** The size that 64 random bits stand for, in bytes; may exceed {@link #BLOB_BYTES_MAX}. */
  long bytes(long bits);

  /** The text form, which reads back as an equal distribution. */
  String text();

  /**
   * One size for all.
   *
   * @param sizeBytes from 0 to {@link #BLOB_BYTES_MAX}
   */
  record Constant(long sizeBytes) implements Sizes {
    @Override
    public long bytes(long bits) {
      return sizeBytes;
    }

    @Override
    public String text() {
      return ByteSizes.format(sizeBytes);
    }
  }

  /**
   * Log-normal sizes, by the Box-Muller transform.
   *
   * @param p50Bytes the median, from 1 to {@link #BLOB_BYTES_MAX}
   * @param p99Bytes the 99th percentile, at least the median
   */
  record LogNormal(long p50Bytes, long p99Bytes) implements Sizes {
    /** The 0.99 quantile of the standard normal distribution. */
    private static final double Z99 = 2.3263478740408408;

    @Override
    public long bytes(long bits) {
      double radius = Math.sqrt(-2 * Math.log(1 - SplitMix.unit(bits)));
      double normal = radius * Math.cos(2 * Math.PI * SplitMix.unit(SplitMix.at(bits, 0)));
      double sigma = Math.log((double) p99Bytes / p50Bytes) / Z99;
      return Math.round(p50Bytes * Math.exp(sigma * normal));
    }

    @Override
    public String text() {
      return "lognormal:p50=" + ByteSizes.format(p50Bytes) + ",p99=" + ByteSizes.format(p99Bytes);
    }
  }

  /**
   * Sizes given by quantiles, linear between two of them.
   *
   * @param points in order: shares strictly rising from 0 to 1, sizes never falling
   */
  record Quantiles(List<Point> points) implements Sizes {
    /** A share of the sizes is at most {@code sizeBytes}. */
    public record Point(BigDecimal share, long sizeBytes) {}

    public Quantiles {
      points = List.copyOf(points);
    }

    @Override
    public long bytes(long bits) {
      double share = SplitMix.unit(bits);
      int upper = 1;
      while (upper < points.size() - 1 && share >= points.get(upper).share().doubleValue()) {
        upper++;
      }
      Point low = points.get(upper - 1);
      Point high = points.get(upper);
      double lowShare = low.share().doubleValue();
      double way = (share - lowShare) / (high.share().doubleValue() - lowShare);
      return Math.round(low.sizeBytes() + way * (high.sizeBytes() - low.sizeBytes()));
    }

    @Override
    public String text() {
      return points.stream()
          .map(point -> point.share().toPlainString() + "=" + ByteSizes.format(point.sizeBytes()))
          .collect(Collectors.joining(",", "quantiles:", ""));
    }
  }
}
