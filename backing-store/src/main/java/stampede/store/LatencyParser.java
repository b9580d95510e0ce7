package stampede.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stampede.time.Durations;

/**
 * Reads latencies: {@code constant,value=2ms}, {@code exponential,mean=2ms}, {@code
 * lognormal,p50=2ms,p99=40ms} or {@code quantiles,p0=100us,p50=1ms,p99.9=20ms,p100=80ms}.
 */
final class LatencyParser {
  /** What a text may be, for messages. */
  static final String EXPECTED = "latency=constant,value=TIME or exponential,mean=TIME"
      + " or lognormal,p50=TIME,p99=TIME with 1ns <= p50 <= p99"
      + " or quantiles,p0=TIME,...,p100=TIME with rising percents and times that never fall;"
      + " no draw longer than 146 years";

  private static final Pattern CONSTANT = Pattern.compile("constant,value=([^,]+)");
  private static final Pattern EXPONENTIAL = Pattern.compile("exponential,mean=([^,]+)");
  private static final Pattern LOG_NORMAL = Pattern.compile("lognormal,p50=([^,]+),p99=([^,]+)");
  private static final Pattern QUANTILES = Pattern.compile("quantiles,(.+)");
  private static final Pattern POINT = Pattern.compile("p(\\d+(?:\\.\\d+)?)=([^,]+)");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private LatencyParser() {}

  /**
   * The latencies written as {@code text}.
   *
   * @throws IllegalArgumentException where the text is not what {@link #EXPECTED} says
   */
  static Latency parse(String text) {
    Latency latency = read(text);
    require(latency.nanosAt(Latency.UNIT_MAX) <= Latency.NANOS_MAX);
    return latency;
  }

  private static Latency read(String text) {
    Matcher constant = CONSTANT.matcher(text);
    if (constant.matches()) {
      return new Latency.Constant(Durations.parseNanos(constant.group(1)));
    }
    Matcher exponential = EXPONENTIAL.matcher(text);
    if (exponential.matches()) {
      return new Latency.Exponential(Durations.parseNanos(exponential.group(1)));
    }
    Matcher logNormal = LOG_NORMAL.matcher(text);
    if (logNormal.matches()) {
      long p50Nanos = Durations.parseNanos(logNormal.group(1));
      long p99Nanos = Durations.parseNanos(logNormal.group(2));
      require(p50Nanos >= 1 && p50Nanos <= p99Nanos);
      return new Latency.LogNormal(p50Nanos, p99Nanos);
    }
    Matcher quantiles = QUANTILES.matcher(text);
    require(quantiles.matches());
    return quantiles(quantiles.group(1).split(",", -1));
  }

  private static Latency quantiles(String[] texts) {
    List<Latency.Quantiles.Point> points = new ArrayList<>();
    BigDecimal lastPercent = BigDecimal.ZERO;
    long lastNanos = 0;
    for (String text : texts) {
      Matcher point = POINT.matcher(text);
      require(point.matches());
      var percent = new BigDecimal(point.group(1));
      long nanos = Durations.parseNanos(point.group(2));
      require(points.isEmpty() ? percent.signum() == 0 : percent.compareTo(lastPercent) > 0);
      require(nanos >= lastNanos);
      points.add(new Latency.Quantiles.Point(percent.movePointLeft(2).doubleValue(), nanos));
      lastPercent = percent;
      lastNanos = nanos;
    }
    require(lastPercent.compareTo(HUNDRED) == 0);
    return new Latency.Quantiles(points);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }
}
