package stampede.loadgen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stampede.store.ByteSizes;

/** Reads the text form of {@link Sizes}. */
final class SizesParser {
  /** What an error says was expected. */
  static final String EXPECTED = "a size up to 1MiB such as 1KiB,"
      + " or lognormal:p50=SIZE,p99=SIZE with 1B <= p50 <= p99 and p50 <= 1MiB,"
      + " or quantiles:0=SIZE,...,1=SIZE with rising shares and sizes";

  private static final Pattern LOG_NORMAL = Pattern.compile("lognormal:p50=([^,]+),p99=([^,]+)");
  private static final Pattern QUANTILES = Pattern.compile("quantiles:(.+)");
  private static final Pattern POINT = Pattern.compile("([01](?:\\.\\d{1,15})?)=(.+)");

  private SizesParser() {}

  /**
   * The sizes written as {@code text}.
   *
   * @throws IllegalArgumentException where the text has another form or breaks a bound
   */
  static Sizes parse(String text) {
    Matcher logNormal = LOG_NORMAL.matcher(text);
    if (logNormal.matches()) {
      long p50Bytes = ByteSizes.parseBytes(logNormal.group(1));
      long p99Bytes = ByteSizes.parseBytes(logNormal.group(2));
      require(p50Bytes >= 1 && p50Bytes <= Sizes.BLOB_BYTES_MAX && p99Bytes >= p50Bytes);
      return new Sizes.LogNormal(p50Bytes, p99Bytes);
    }
    Matcher quantiles = QUANTILES.matcher(text);
    if (quantiles.matches()) {
      return new Sizes.Quantiles(points(quantiles.group(1)));
    }
    long sizeBytes = ByteSizes.parseBytes(text);
    require(sizeBytes <= Sizes.BLOB_BYTES_MAX);
    return new Sizes.Constant(sizeBytes);
  }

  private static List<Sizes.Quantiles.Point> points(String text) {
    List<Sizes.Quantiles.Point> points = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher point = POINT.matcher(part);
      require(point.matches());
      BigDecimal share = Decimals.canonical(new BigDecimal(point.group(1)));
      long sizeBytes = ByteSizes.parseBytes(point.group(2));
      if (!points.isEmpty()) {
        Sizes.Quantiles.Point last = points.get(points.size() - 1);
        require(share.compareTo(last.share()) > 0 && sizeBytes >= last.sizeBytes());
      }
      points.add(new Sizes.Quantiles.Point(share, sizeBytes));
    }
    require(points.size() >= 2
        && points.get(0).share().signum() == 0
        && points.get(points.size() - 1).share().compareTo(BigDecimal.ONE) == 0);
    return points;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }
}
