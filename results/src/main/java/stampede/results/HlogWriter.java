package stampede.results;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import stampede.instrument.Interval;
import stampede.instrument.Series;

/**
 * The text form of {@code latency.hlog}: HdrHistogram's log, V2, base time 0. A comment before the
 * lines of an interval tells its start and length in milliseconds and how many they are, so that a
 * reader knows a whole interval from one that a crash cut short. For one thread.
 */
final class HlogWriter {
  static final String FILE = "latency.hlog";
  static final String WARMUP = "warmup.";

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final HistogramLogWriter log = new HistogramLogWriter(text);

  /** What stands before the first interval. */
  byte[] header(long startMillis) {
    log.outputComment("[Stampede: values are nanoseconds; tag: <clock>.<operation>.<outcome>]");
    log.outputLogFormatVersion();
    log.outputStartTime(startMillis);
    log.outputBaseTime(0);
    log.outputLegend();
    return taken();
  }

  /** The lines of an interval; tags and time stamps of its histograms are set. */
  byte[] lines(Interval interval) {
    long millis = Math.round((interval.endNanos() - interval.startNanos()) / 1e6);
    log.outputComment(opening(interval, millis));
    interval.histograms().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getKey().id()))
        .forEach(entry -> append(entry, interval, millis));
    return taken();
  }

  private void append(Map.Entry<Series, Histogram> entry, Interval interval, long millis) {
    Histogram histogram = entry.getValue();
    histogram.setTag((interval.warmup() ? WARMUP : "") + entry.getKey().tag());
    histogram.setStartTimeStamp(interval.startMillis());
    histogram.setEndTimeStamp(interval.startMillis() + millis);
    log.outputIntervalHistogram(histogram);
  }

  private static String opening(Interval interval, long millis) {
    return "[" + (interval.warmup() ? "WarmupInterval" : "Interval") + ": " + interval.startMillis()
        + "," + millis + "," + interval.histograms().size() + "]";
  }

  private byte[] taken() {
    byte[] bytes = text.toByteArray();
    text.reset();
    return bytes;
  }
}
