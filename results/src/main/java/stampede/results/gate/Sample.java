package stampede.results.gate;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The timings of a series, in nanoseconds an operation. */
final class Sample {
  private static final int HEADER_BYTES = 32;
  private static final int PAYLOAD_BYTES_MAX = 1 << 20;

  private final Histogram histogram;
  private final int batchSize;

  private Sample(Histogram histogram, int batchSize) {
    this.histogram = histogram;
    this.batchSize = batchSize;
  }

  /**
   * Of a stored series.
   *
   * @throws IllegalArgumentException where it is damaged or says something else than it holds
   */
  static Sample of(ArmSeries series) {
    String payload = series.histogram();
    if (payload == null || series.batchSize() < 1) {
      throw new IllegalArgumentException("no histogram of a batch");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(payload);
      requireOwn(bytes);
      var histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
      if (histogram.getTotalCount() != series.count()) {
        throw new IllegalArgumentException(
            histogram.getTotalCount() + " timings in place of " + series.count());
      }
      return new Sample(histogram, series.batchSize());
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("the histogram is damaged: " + e.getMessage(), e);
    }
  }

  /** Looks into the header before anything is allocated by what it says. */
  private static void requireOwn(byte[] compressed) throws DataFormatException {
    var inflater = new Inflater();
    try {
      inflater.setInput(compressed, 2 * Integer.BYTES, compressed.length - 2 * Integer.BYTES);
      var header = ByteBuffer.allocate(HEADER_BYTES);
      inflater.inflate(header);
      header.flip().getInt(); // the cookie; the decoder checks it
      int payloadBytes = header.getInt();
      header.getInt(); // the offset of normalization
      if (payloadBytes < 0
          || payloadBytes > PAYLOAD_BYTES_MAX
          || header.getInt() != PairRecorder.DIGITS
          || header.getLong() != 1
          || header.getLong() != PairRecorder.NANOS_MAX) {
        throw new DataFormatException("not of 1 ns to 1 h with 3 digits");
      }
    } finally {
      inflater.end();
    }
  }

  long count() {
    return histogram.getTotalCount();
  }

  /** A statistic in nanoseconds; NaN where too few samples lie above it, or it is no time. */
  double stat(Stat stat) {
    if (!stat.supportedBy(count())) {
      return Double.NaN;
    }
    double nanos = stat == Stat.TAIL ? tailNanos() : quantileNanos(stat.quantile());
    return nanos > 0 ? nanos : Double.NaN;
  }

  /** A quantile; its bucket's lower edge, so that a factor of two in all times is one in it. */
  double quantileNanos(double quantile) {
    return (double) histogram.lowestEquivalentValue(histogram.getValueAtPercentile(100 * quantile))
        / batchSize;
  }

  private double tailNanos() {
    long from = (long) Math.ceil(count() * Stat.TAIL.quantile());
    long to = (long) Math.floor(count() * Stat.TAIL_END);
    double logs = 0;
    for (HistogramIterationValue value : histogram.recordedValues()) {
      long end = value.getTotalCountToThisValue();
      long start = end - value.getCountAddedInThisIterationStep();
      long inside = Math.min(end, to) - Math.max(start, from);
      if (inside > 0) {
        logs +=
            inside * Math.log((double) histogram.lowestEquivalentValue(value.getValueIteratedTo()));
      }
    }
    return Math.exp(logs / (to - from)) / batchSize;
  }
}
