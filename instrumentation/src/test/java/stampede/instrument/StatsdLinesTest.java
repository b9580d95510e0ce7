package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The text of lines. */
final class StatsdLinesTest {
  private final StatsdLines lines = new StatsdLines("a.b", "", "");

  /** Above a power of two of milliseconds a double is still exact to its nanosecond. */
  @Property
  void aTimeIsExactToANanosecond(
      @ForAll @LongRange(min = 0, max = SampleRing.NANOS_MAX) long nanos) {
    String exact = BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
    assertEquals("a.b:" + exact + "|ms", lines.timing(nanos / 1e6));
  }

  @Property
  void aShortTimeIsExactToANanosecond(@ForAll @LongRange(min = 0, max = 20_000_000) long nanos) {
    aTimeIsExactToANanosecond(nanos);
  }

  /** A server that adds signed gauges, as statsd does, holds what was read, whatever it held. */
  @Property
  void aServerHoldsWhatTheGaugeRead(@ForAll int held, @ForAll int thousandths) {
    double read = thousandths / 1_000.0;
    Map<String, Double> server = new HashMap<>(Map.of("a.b", (double) held));
    for (String line : lines.gauge(read, null).split("\n")) {
      String value = line.substring("a.b:".length(), line.length() - "|g".length());
      boolean delta = value.startsWith("-") || value.startsWith("+");
      server.merge("a.b", Double.parseDouble(value), delta ? Double::sum : (old, next) -> next);
    }
    assertEquals(read, server.get("a.b"), 0);
  }

  @Example
  void aGaugeIsAPlainDecimalOfSixPlaces() {
    assertEquals("a.b:0|g", lines.gauge(-0.0, null));
    assertEquals("a.b:0|g", lines.gauge(-4e-7, null));
    assertEquals("a.b:0.000001|g", lines.gauge(9e-7, null));
    assertEquals("a.b:10000000000000000000|g", lines.gauge(1e19, null));
    assertEquals("a.b:9007199254740994|g", lines.gauge(9_007_199_254_740_994.0, null));
    assertEquals("a.b:0|g\na.b:-10000|g", lines.gauge(-10_000, null));
  }

  @Example
  void rateAndTagsStandBehindTheType() {
    var tagged = new StatsdLines("a,k=v", "|@0.1", "|#x:y");
    assertEquals("a,k=v:1.5|ms|@0.1|#x:y", tagged.timing(1.5));
    assertEquals("a,k=v:0|g|#x:y\na,k=v:-2|g|#x:y", tagged.gauge(-2, null));
    assertEquals("a,k=v:3|c|#x:y", tagged.count(3, null));
    assertEquals("a,k=v:0.25|h|#x:y", tagged.histogram(0.25));
  }

  @Example
  void noLocaleChangesALine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("a.b:1234.5|ms", lines.timing(1_234.5));
      assertEquals("a.b:1234.5|g", lines.gauge(1_234.5, null));
      assertEquals("a.b:12345|c", lines.count(12_345, null));
    } finally {
      Locale.setDefault(before);
    }
  }
}
