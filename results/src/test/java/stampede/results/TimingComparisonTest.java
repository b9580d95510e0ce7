package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.TimingMethod;
import stampede.results.TimingComparison.Check;

class TimingComparisonTest {
  @TempDir
  Path dir;

  /** Loads of 1, 2, ... {@code n} ms, of which the handle gives 1 ms at most. */
  private static TimingGroup group(String rate, int n) {
    long[] truth = LongStream.rangeClosed(1, n).map(ms -> ms * 1_000_000).toArray();
    Map<TimingMethod, long[]> nanos = new EnumMap<>(TimingMethod.class);
    nanos.put(TimingMethod.TRUTH, truth);
    nanos.put(TimingMethod.PER_ENTRY, truth);
    nanos.put(
        TimingMethod.SHARED_HANDLE,
        LongStream.of(truth).map(one -> Math.min(one, 1_000_000)).toArray());
    return new TimingGroup(
        "distinct",
        new BigDecimal(rate),
        "load",
        nanos,
        Map.of(
            TimingMethod.PER_ENTRY,
            TimingLaw.EXACT,
            TimingMethod.SHARED_HANDLE,
            TimingLaw.oneSlot(1000)),
        0.125);
  }

  private static TimingComparison comparison(List<Check> checks, List<TimingRow> rows) {
    return TimingComparison.of(
        "1.2", "<abc>", "virtual", "sim:", 7, List.of(new BigDecimal("100")), checks, rows);
  }

  @Test
  void aRowHoldsTheExactFiguresOfItsSample() {
    List<TimingRow> rows = group("100", 1000).rows();
    assertEquals(
        List.of("truth", "per-entry", "shared-handle"),
        rows.stream().map(TimingRow::method).toList());
    TimingRow truth = rows.get(0);
    assertEquals(1000, truth.count());
    assertEquals(500_500_000, truth.meanNanos());
    assertEquals(500_000_000L, truth.p50Nanos());
    assertEquals(950_000_000L, truth.p95Nanos());
    assertEquals(990_000_000L, truth.p99Nanos());
    assertEquals(1_000_000_000L, truth.maxNanos());
    assertNull(truth.theoryMaxDistance());
    assertEquals(0.125, truth.startsKsDistance());
    assertEquals(0, rows.get(1).theoryMaxDistance());
    assertEquals(1_000_000, rows.get(2).p99Nanos());
    // Just below 1 ms all are above, and the law leaves 1/e of them.
    assertEquals(1 - Math.exp(-1), Objects.requireNonNull(rows.get(2).theoryMaxDistance()), 1e-9);
  }

  @Test
  void aPercentileThatTheSampleDoesNotSupportIsNull() {
    TimingRow row = group("100", 199).rows().get(0);
    assertEquals(100_000_000L, row.p50Nanos());
    assertNull(row.p95Nanos());
    assertNull(row.p99Nanos());
  }

  @Test
  void operationsAreComparedOneByOne() {
    TimingGroup group = group("100", 5);
    assertEquals(0, group.differing(TimingMethod.PER_ENTRY));
    assertEquals(4, group.differing(TimingMethod.SHARED_HANDLE));
    assertEquals(0, group.outside(TimingMethod.SHARED_HANDLE));
    assertEquals(4, group.below(TimingMethod.SHARED_HANDLE));
    var wrong = new TimingGroup(
        "s",
        BigDecimal.ONE,
        "load",
        Map.of(
            TimingMethod.TRUTH, new long[] {5, 5, 5},
            TimingMethod.SINGLE_STAMP, new long[] {-1, 6, 5}),
        Map.of(),
        null);
    assertEquals(2, wrong.outside(TimingMethod.SINGLE_STAMP));
  }

  @Test
  void oneCheckThatDoesNotHoldMakesTheComparisonInvalid() {
    Check holds = Check.atMost("a", 0.01, 0.01);
    Check fails = Check.atMost("b", 0.0101, 0.01);
    assertEquals(Verdict.VALID, comparison(List.of(holds), List.of()).verdict());
    assertEquals(Verdict.INVALID, comparison(List.of(holds, fails), List.of()).verdict());
    assertFalse(Check.atMost("nothing was measured", Double.NaN, 1).holds());
  }

  @Test
  void theFileHasTheFieldsOfItsContract() {
    TimingGroup group = group("100.5", 1000);
    var comparison = comparison(List.of(Check.atMost("a", 0, 0)), group.rows());
    comparison.write(dir, new TimingPlots());
    ObjectNode file = Objects.requireNonNull(Json.read(dir.resolve("timing.json")));
    assertEquals(1, file.get("formatVersion").asInt());
    assertEquals("virtual", file.get("clock").asText());
    assertEquals(7, file.get("seed").asLong());
    assertEquals("VALID", file.get("verdict").asText());
    assertEquals(
        "{\"text\":\"a\",\"figure\":0.0,\"bound\":0.0,\"holds\":true}",
        file.get("checks").get(0).toString());
    assertEquals(
        "{\"scenario\":\"distinct\",\"ratePerSecond\":100.5,\"operation\":\"load\","
            + "\"method\":\"truth\",\"count\":1000,\"meanNanos\":500500000,"
            + "\"p50Nanos\":500000000,\"p95Nanos\":950000000,\"p99Nanos\":990000000,"
            + "\"maxNanos\":1000000000,\"theoryMaxDistance\":null,\"startsKsDistance\":0.125}",
        file.get("rows").get(0).toString());
  }

  @Test
  void theTextHasARowForEachMethodAndSaysWhatDoesNotHold() {
    var comparison = comparison(
        List.of(Check.atMost("first", 0, 0), Check.atMost("second", 0.25, 0.01)),
        group("1500", 1000).rows());
    String text = TimingText.of(comparison);
    assertTrue(Pattern.compile("distinct +1500 +load +shared-handle +1,000 ")
        .matcher(text)
        .find());
    assertTrue(text.contains("holds: first: 0 <= 0\n"), text);
    assertTrue(text.contains("DOES NOT HOLD: second: 0.2500 <= 0.0100\n"), text);
    assertTrue(text.endsWith("verdict: INVALID\n"), text);
  }

  @Test
  void thePageIsWholeLoadsNothingAndHoldsEveryPlot() throws IOException {
    var plots = new TimingPlots();
    TimingGroup slow = group("100", 1000);
    TimingGroup fast = group("6000", 3200);
    for (TimingGroup group : List.of(slow, fast)) {
      plots.addCurves(group);
      plots.addScatter(group);
    }
    List<TimingRow> rows = new ArrayList<>(slow.rows());
    rows.addAll(fast.rows());
    comparison(List.of(), rows).write(dir, plots);
    String html = Files.readString(dir.resolve("timing.html"));
    for (String load :
        new String[] {"\\ssrc\\s*=", "\\shref\\s*=", "<link", "fetch\\(", "url\\("}) {
      assertFalse(Pattern.compile(load).matcher(html).find(), load);
    }
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(html).find());
    assertEquals(2, html.split("<script", -1).length - 1);
    assertTrue(html.contains("commit &lt;abc&gt;"));
    for (String text : new String[] {
      "improves",
      "The max hides",
      "Distributions: distinct, loads",
      "law of shared-handle",
      "Bias against the rate: distinct, loads",
      "Operation by operation: distinct, loads"
    }) {
      assertTrue(html.contains(text), text);
    }
  }

  @Test
  void curvesAreSharesAboveAndScattersArePairs() {
    var plots = new TimingPlots();
    TimingGroup group = group("100", 3200);
    plots.addCurves(group);
    plots.addScatter(group);
    List<TimingPlots.Section> sections = plots.sections(group.rows());
    TimingPlots.Chart curve = sections.get(0).charts().get(0);
    assertEquals(4, curve.lines().size());
    assertEquals(1, curve.at().get(0).doubleValue());
    assertEquals(3200, curve.at().get(119).doubleValue());
    double halfWay = curve.at().get(60).doubleValue();
    assertEquals(1 - Math.floor(halfWay) / 3200, number(curve.lines().get(0), 60), 4e-4);
    assertNull(curve.lines().get(2).values().get(1)); // nothing of the handle is above 1 ms
    TimingPlots.Chart bias = sections.get(1).charts().get(1);
    assertEquals("p50", bias.title());
    assertEquals(1, number(bias.lines().get(0), 0));
    assertEquals(0.000625, number(bias.lines().get(1), 0), 1e-9);
    TimingPlots.Chart scatter = sections.get(2).charts().get(0);
    assertEquals(1600, scatter.at().size());
    assertEquals(1601, scatter.at().get(800).doubleValue());
    assertEquals(1601, number(scatter.lines().get(1), 800));
    assertEquals(1, number(scatter.lines().get(2), 800));
  }

  private static double number(TimingPlots.Line line, int index) {
    return Objects.requireNonNull(line.values().get(index)).doubleValue();
  }
}
