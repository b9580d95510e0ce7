package stampede.results;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import stampede.instrument.Series;

/** Reads the run's intervals from a {@code latency.hlog}; those of the warm-up are passed over. */
final class HlogReader {
  /** Takes the whole intervals, in order. */
  @FunctionalInterface
  interface IntervalReader {
    void interval(long startMillis, long millis, Map<Series, Histogram> histograms);
  }

  private static final Pattern LINE =
      Pattern.compile("Tag=([\\w.]+),([\\d.]+),([\\d.]+),([\\d.]+),([A-Za-z0-9+/=]+)");
  private static final Pattern OPENING =
      Pattern.compile("#\\[Interval: (\\d{1,15}),(\\d{1,15}),(\\d{1,3})]");

  private final IntervalReader reader;
  private final Map<Series, Histogram> histograms = new HashMap<>();
  private long startMillis;
  private long millis;
  private int linesLeft;

  private HlogReader(IntervalReader reader) {
    this.reader = reader;
  }

  /**
   * Feeds the intervals that are whole.
   *
   * @return how many lines of the last interval there are, where some are missing
   */
  static int read(Path file, IntervalReader reader) {
    var hlog = new HlogReader(reader);
    int torn = LineFile.read(file, hlog::line);
    return torn + (hlog.linesLeft > 0 ? hlog.histograms.size() + 1 : 0);
  }

  private void line(String text) {
    Matcher opening = OPENING.matcher(text);
    if (opening.matches()) {
      open(opening);
    } else if (text.startsWith("Tag=") && !text.startsWith("Tag=" + HlogWriter.WARMUP)) {
      timings(text);
    } else if (!text.startsWith("#") && !text.startsWith("\"") && !text.startsWith("Tag=")) {
      throw new IllegalArgumentException("a comment, the legend or a tag");
    }
  }

  private void open(Matcher opening) {
    if (linesLeft > 0) {
      throw new IllegalArgumentException(linesLeft + " more lines of the interval before");
    }
    startMillis = Long.parseLong(opening.group(1));
    millis = Long.parseLong(opening.group(2));
    linesLeft = Integer.parseInt(opening.group(3));
    endIfWhole();
  }

  private void timings(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IllegalArgumentException("Tag=...,start,length,max,histogram");
    }
    Series series = Series.parse(line.group(1));
    if (linesLeft == 0 || histograms.put(series, decoded(line.group(5))) != null) {
      throw new IllegalArgumentException("one line a series in an interval that says how many");
    }
    linesLeft--;
    endIfWhole();
  }

  private void endIfWhole() {
    if (linesLeft == 0) {
      Map<Series, Histogram> whole = Map.copyOf(histograms);
      histograms.clear();
      reader.interval(startMillis, millis, whole);
    }
  }

  private static Histogram decoded(String base64) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    try {
      requireWhole(bytes.duplicate());
      return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("the histogram is damaged: " + e.getMessage(), e);
    }
  }

  /** Inflates to the end, where zlib's checksum stands: the decoder itself stops before it. */
  private static void requireWhole(ByteBuffer compressed) throws DataFormatException {
    compressed.getInt(); // the cookie; the decoder checks it
    compressed.getInt(); // the length
    var inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      byte[] sink = new byte[4096];
      while (!inflater.finished()) {
        if (inflater.inflate(sink) == 0 && !inflater.finished()) {
          throw new DataFormatException("its end is missing");
        }
      }
    } finally {
      inflater.end();
    }
  }
}
