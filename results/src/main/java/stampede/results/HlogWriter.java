package stampede.results;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import stampede.instrument.Interval;

/**
 * The text form of {@code latency.hlog} and of {@code dwell.hlog}: HdrHistogram's log, V2, base time 0. A comment before the
 * lines of an interval tells its start and length in milliseconds and how many they are, so that a
 * reader knows a whole interval from one that a crash cut short. For one thread.
 */
final class HlogWriter {
  static final String FILE = "latency.hlog";
  static final String WARMUP = "warmup.";

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final HistogramLogWriter log = new HistogramLogWriter(text);

  /**
   * What stands before the first interval.
   *
   * @param tags how the tags are made
   */
  byte[] header(String tags, long startMillis) {
    log.outputComment("[Stampede: values are nanoseconds; tag: " + tags + "]");
    log.outputLogFormatVersion();
    log.outputStartTime(startMillis);
    log.outputBaseTime(0);
    log.outputLegend();
    return taken();
  }

  /** The lines of an interval; tags and time stamps of its histograms are set. */
  byte[] lines(Interval interval) {
    String head = interval.warmup() ? WARMUP : "";
    List<Histogram> tagged = new ArrayList<>();
    interval.histograms().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getKey().id()))
        .forEach(entry -> {
          entry.getValue().setTag(head + entry.getKey().tag());
          tagged.add(entry.getValue());
        });
    long millis = Math.round((interval.endNanos() - interval.startNanos()) / 1e6);
    return lines(
        interval.warmup() ? "WarmupInterval" : "Interval", interval.startMillis(), millis, tagged);
  }

  /**
   * The lines of an interval.
   *
   * @param kind the word of the comment before them
   * @param tagged histograms with their tags; their time stamps are set
   */
  byte[] lines(String kind, long startMillis, long millis, List<Histogram> tagged) {
    log.outputComment("[" + kind + ": " + startMillis + "," + millis + "," + tagged.size() + "]");
    for (Histogram histogram : tagged) {
      histogram.setStartTimeStamp(startMillis);
      histogram.setEndTimeStamp(startMillis + millis);
      log.outputIntervalHistogram(histogram);
    }
    return taken();
  }

  private byte[] taken() {
    byte[] bytes = text.toByteArray();
    text.reset();
    return bytes;
  }
}
