package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stampede.results.ReportCharts.Axis;
import stampede.results.ReportCharts.Chart;
import stampede.results.ReportCharts.Section;

class JobsPlotsTest {
  private static final long AT = IntervalBuilder.START_MILLIS;

  /** Samples 25 ms apart of one state, {@code run}, which is entered twice between two of them. */
  private static StateSeries series(int size, IntToLongFunction count) {
    return new StateSeries(
        List.of("run"),
        IntStream.range(0, size)
            .mapToObj(i -> new long[] {AT + 25L * i, count.applyAsLong(i), 7, 2L * i})
            .toList(),
        size,
        0);
  }

  private static List<BigDecimal> values(Chart chart) {
    return new ArrayList<>(chart.lines().get(0).values());
  }

  @Test
  void thePlotsAreTheOriginalsInItsOrderAndTheirTruthStandsBesideThem() {
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      rows.add(new long[22]);
      rows.get(i)[0] = AT + i;
    }
    List<Section> sections = JobsPlots.of(new StateSeries(JobsFixture.STATES, rows, 2, 0));
    assertEquals(
        List.of("Job states", "What the gauges did not see"),
        sections.stream().map(Section::title).toList());
    assertEquals(
        List.of("sched vs inactive", "cleanup vs run", "priority vs depend", "new"),
        sections.get(0).charts().stream().map(Chart::title).toList());
    assertEquals(
        List.of("sched vs inactive: true largest count", "sched vs inactive: entered per second"),
        sections.get(1).charts().stream().map(Chart::title).limit(2).toList());
    assertEquals(8, sections.get(1).charts().size());
    assertEquals(
        List.of("sched", "inactive"),
        sections.get(0).charts().get(0).lines().stream()
            .map(ReportCharts.Line::label)
            .toList());
  }

  @Test
  void aShortRunIsDrawnAsItWasRead() {
    List<Section> sections = JobsPlots.of(series(3, i -> i * -4_321L));
    Chart gauge = sections.get(0).charts().get(0);
    assertEquals(
        List.of(BigDecimal.ZERO, BigDecimal.valueOf(-4_321), BigDecimal.valueOf(-8_642)),
        values(gauge));
    assertEquals(
        new Axis(AT / 1e3, List.of(AT / 1e3, (AT + 25) / 1e3, (AT + 50) / 1e3)), gauge.own());
    Chart truth = sections.get(1).charts().get(0);
    assertEquals(
        List.of(BigDecimal.valueOf(7), BigDecimal.valueOf(7), BigDecimal.valueOf(7)),
        values(truth));
    Chart rate = sections.get(1).charts().get(1);
    assertEquals(2, values(rate).size());
    assertEquals(80, values(rate).get(0).intValueExact());
    assertEquals(new Axis(AT / 1e3, List.of((AT + 25) / 1e3, (AT + 50) / 1e3)), rate.own());
  }

  @Test
  void aLongRunIsThinnedAndKeepsEveryExtreme() {
    int size = 100_000;
    Section section = JobsPlots.of(series(size, i -> i == 31_337 ? 900 : i == 77_777 ? -5 : i % 50))
        .get(0);
    List<BigDecimal> values = values(section.charts().get(0));
    assertTrue(values.size() <= JobsPlots.POINTS_MAX + 2, "points: " + values.size());
    assertTrue(values.contains(BigDecimal.valueOf(900)));
    assertTrue(values.contains(BigDecimal.valueOf(-5)));
    List<Double> at = Objects.requireNonNull(section.charts().get(0).own()).endSeconds();
    assertEquals(values.size(), at.size());
    assertEquals(AT / 1e3, at.get(0));
    assertEquals((AT + 25L * (size - 1)) / 1e3, at.get(at.size() - 1));
    assertTrue(Objects.requireNonNull(section.note()).contains("Of 100,000 samples"));
  }

  @Test
  void thinningKeepsTheExtremesOfEachLineOfEachPart() {
    List<IntToLongFunction> lines = List.of(i -> i % 40, i -> -(i % 44));
    List<Integer> kept = JobsPlots.thinned(20_000, lines);
    assertTrue(kept.size() <= JobsPlots.POINTS_MAX + 2);
    for (int part = 0; part < 500; part++) {
      int from = part * 40;
      for (IntToLongFunction line : lines) {
        var all = IntStream.range(from, from + 40).mapToLong(line::applyAsLong).summaryStatistics();
        var drawn = kept.stream()
            .filter(i -> i >= from && i < from + 40)
            .mapToLong(line::applyAsLong)
            .summaryStatistics();
        assertEquals(all.getMax(), drawn.getMax());
        assertEquals(all.getMin(), drawn.getMin());
      }
    }
    assertEquals(2_000, JobsPlots.thinned(2_000, lines).size());
  }

  @Test
  void ratesOfALongRunAreMeansThatLoseNoEntry() {
    Section section = JobsPlots.of(series(10_000, i -> 0)).get(1);
    Chart rate = section.charts().get(1);
    assertTrue(
        values(rate).size() <= JobsPlots.RATES_MAX, "rates: " + values(rate).size());
    values(rate).forEach(value -> assertEquals(80, value.intValueExact()));
    assertTrue(Objects.requireNonNull(section.note()).contains("the mean over 34 samples"));
  }

  @Test
  void withoutTwoTimesThereIsNoLine() {
    assertEquals(List.of(), JobsPlots.of(null));
    assertEquals(List.of(), JobsPlots.of(series(0, i -> 0)));
    assertEquals(List.of(), JobsPlots.of(series(1, i -> 0)));
    var still = new StateSeries(List.of("run"), List.of(new long[4], new long[4]), 2, 0);
    assertEquals(List.of(), JobsPlots.of(still));
  }

  @Test
  void twoSamplesOfOneMillisecondHaveNoRate() {
    var rows =
        List.of(new long[] {AT, 0, 0, 0}, new long[] {AT, 0, 0, 5}, new long[] {AT + 1, 0, 0, 6});
    Chart rate = JobsPlots.of(new StateSeries(List.of("run"), rows, 3, 0))
        .get(1)
        .charts()
        .get(1);
    assertNull(rate.lines().get(0).values().get(0));
    assertEquals(
        1_000, Objects.requireNonNull(rate.lines().get(0).values().get(1)).intValueExact());
    assertFalse(rate.logarithmic());
  }
}
