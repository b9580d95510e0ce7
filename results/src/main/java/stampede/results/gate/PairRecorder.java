package stampede.results.gate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import stampede.instrument.Series;

/** Takes the timings of a pair. For one thread. */
public final class PairRecorder {
  static final long NANOS_MAX = 3_600_000_000_000L;
  static final int DIGITS = 3;

  private record Key(Arm arm, Series series) {}

  private record Taken(Histogram histogram, int batchSize) {}

  private final long granularityNanos;
  private final Map<Key, Taken> taken = new LinkedHashMap<>();

  /** Takes timings of a clock that resolves {@code granularityNanos}. */
  public PairRecorder(long granularityNanos) {
    this.granularityNanos = granularityNanos;
  }

  /**
   * Prepares a series of an arm.
   *
   * @param batchSize how many operations each timing covers
   */
  public void prepare(Arm arm, Series series, int batchSize) {
    taken.put(new Key(arm, series), new Taken(new Histogram(NANOS_MAX, DIGITS), batchSize));
  }

  /** Whether a series of an arm was prepared. */
  public boolean isPrepared(Arm arm, Series series) {
    return taken.containsKey(new Key(arm, series));
  }

  /**
   * Adds a timing of a series that was prepared. Of more than an hour it is an hour: it is far above
   * every quantile.
   */
  public void record(Arm arm, Series series, long nanos) {
    Taken of = taken.get(new Key(arm, series));
    if (of == null) {
      throw new IllegalArgumentException("not prepared: " + arm + " " + series.tag());
    }
    of.histogram().recordValue(Math.min(Math.max(0, nanos), NANOS_MAX));
  }

  /**
   * What was recorded. A series in which nothing was is not there: where all arms lack it, no check need
   * ask for it; where some do, they are not comparable.
   */
  public List<ArmSeries> series() {
    List<ArmSeries> all = new ArrayList<>();
    taken.forEach((key, of) -> {
      long count = of.histogram().getTotalCount();
      if (count > 0) {
        all.add(new ArmSeries(
            key.arm().word(),
            key.series().tag(),
            ArmSeries.UNIT,
            of.batchSize(),
            granularityNanos,
            count,
            payload(of.histogram())));
      }
    });
    return all;
  }

  private static String payload(Histogram histogram) {
    var bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }
}
