package stampede.instrument;

import io.micrometer.core.instrument.Statistic;
import io.micrometer.statsd.StatsdLineBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of one meter. Numbers are plain decimals of at most six places, whatever the
 * locale; a time is exact to a nanosecond. For one thread.
 *
 * <p>A server takes a gauge's sign for "add to what you hold" (statsd, docs/metric_types.md). So a
 * negative value is preceded by a zero, in the same text and so in the same datagram, and no line
 * has a minus zero; but for {@link #gaugeAsIs}.
 */
final class StatsdLines implements StatsdLineBuilder {
  private static final double MICROS = 1e6;

  /** The largest value whose millionths a long holds with room. */
  private static final double FRACTION_MAX = 4e12;

  /** Room for the digits of a long, a dot and six places. */
  private static final int NUMBER_BYTES_MAX = 28;

  private final byte[] line;
  private final int valueAt;
  private final byte[] timingEnd;
  private final String name;
  private final String end;

  /**
   * Lines of a meter.
   *
   * @param name with its tags, where the flavour has them there
   * @param rate what a timing has behind its type: empty, or {@code |@} and the share that is sent
   * @param end what each line has at its end: empty, or tags
   */
  StatsdLines(String name, String rate, String end) {
    this.name = name;
    this.end = end;
    this.timingEnd = ("|ms" + rate + end).getBytes(StandardCharsets.ISO_8859_1);
    byte[] start = (name + ":").getBytes(StandardCharsets.ISO_8859_1);
    this.valueAt = start.length;
    this.line = new byte[valueAt + NUMBER_BYTES_MAX + timingEnd.length];
    System.arraycopy(start, 0, line, 0, valueAt);
  }

  /** A time given in milliseconds: exact up to 49 days, if it was a whole number of nanoseconds. */
  @Override
  public String timing(double millis) {
    int to = putMillionths((long) (millis * MICROS + 0.5), valueAt);
    System.arraycopy(timingEnd, 0, line, to, timingEnd.length);
    return new String(line, 0, to + timingEnd.length, StandardCharsets.ISO_8859_1);
  }

  /** Writes millionths as a decimal without trailing zeros; returns where it ends. */
  private int putMillionths(long millionths, int from) {
    int to = putDigits(millionths / 1_000_000, from);
    int fraction = (int) (millionths % 1_000_000);
    if (fraction == 0) {
      return to;
    }
    line[to] = '.';
    int end = to + 7;
    for (int at = to + 6; at > to; at--) {
      int digit = fraction % 10;
      fraction /= 10;
      line[at] = (byte) ('0' + digit);
      if (digit == 0 && at == end - 1) {
        end--;
      }
    }
    return end;
  }

  private int putDigits(long value, int from) {
    int to = from + 1;
    for (long left = value; left >= 10; left /= 10) {
      to++;
    }
    long left = value;
    for (int at = to - 1; at >= from; at--) {
      line[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    return to;
  }

  /** A gauge; Micrometer asks for finite values alone. */
  @Override
  public String gauge(double value, @Nullable Statistic statistic) {
    String magnitude = number(Math.abs(value));
    String typed = "|g" + end;
    String text = name + ":" + magnitude + typed;
    boolean negative = value < 0 && !magnitude.equals("0");
    return negative ? name + ":0" + typed + "\n" + name + ":-" + magnitude + typed : text;
  }

  /** A gauge's line with a value as it is given, its sign included. */
  String gaugeAsIs(String value) {
    return name + ":" + value + "|g" + end;
  }

  @Override
  public String count(long amount, @Nullable Statistic statistic) {
    return name + ":" + amount + "|c" + end;
  }

  @Override
  public String histogram(double amount) {
    return name + ":" + number(amount) + "|h" + end;
  }

  private static String number(double value) {
    int places = Math.abs(value) < FRACTION_MAX ? 6 : 0;
    BigDecimal rounded = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
