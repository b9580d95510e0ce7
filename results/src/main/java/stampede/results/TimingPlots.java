package stampede.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import stampede.instrument.TimingMethod;

/** The plots of a comparison as data, in milliseconds, gathered group by group. For one thread. */
public final class TimingPlots {
  private static final int CURVE_POINTS = 120;
  private static final int SCATTER_POINTS = 1500;

  record Section(String title, String note, List<Chart> charts) {}

  /**
   * One chart; both axes are logarithmic.
   *
   * @param points whether its values are points rather than lines
   * @param at the x values, in rising order
   */
  record Chart(
      String title, String x, String y, boolean points, List<BigDecimal> at, List<Line> lines) {}

  /**
   * One line of a chart.
   *
   * @param look which colour and dash it has: a method's word, or {@code law}
   * @param values by x value; null where there is none that a logarithm has
   */
  record Line(String label, String look, List<@Nullable BigDecimal> values) {}

  private record Of(String scenario, String operation) {}

  private final Map<Of, List<Chart>> curves = new LinkedHashMap<>();
  private final Map<Of, List<Chart>> scatters = new LinkedHashMap<>();

  /** Adds a plot of the distributions that the methods gave, with their laws. */
  public void addCurves(TimingGroup group) {
    if (group.count() > 0) {
      curves.computeIfAbsent(of(group), made -> new ArrayList<>()).add(curves(group));
    }
  }

  /** Adds a plot of single operations: the truth across, and what the shared slots gave upwards. */
  public void addScatter(TimingGroup group) {
    if (group.count() > 0) {
      scatters.computeIfAbsent(of(group), made -> new ArrayList<>()).add(scatter(group));
    }
  }

  private static Of of(TimingGroup group) {
    return new Of(group.scenario(), group.operation());
  }

  /** Every plot: also the bias of the scenarios whose distributions are plotted. */
  List<Section> sections(List<TimingRow> rows) {
    List<Section> sections = new ArrayList<>();
    curves.forEach((of, charts) -> sections.add(new Section(
        "Distributions: " + of.scenario() + ", " + of.operation() + "s",
        "The share of operations that took longer than x. A law that fits lies on its line.",
        charts)));
    curves
        .keySet()
        .forEach(of -> sections.add(new Section(
            "Bias against the rate: " + of.scenario() + ", " + of.operation() + "s",
            "A method's figure over the true one. Right is 1, at every rate.",
            bias(rows.stream()
                .filter(row ->
                    row.scenario().equals(of.scenario()) && row.operation().equals(of.operation()))
                .toList()))));
    scatters.forEach((of, charts) -> sections.add(new Section(
        "Operation by operation: " + of.scenario() + ", " + of.operation() + "s",
        "Each point is one operation. Right is the diagonal; a shared slot can only fall below it. A"
            + " time of zero has no place on the axis and is left out.",
        charts)));
    return sections;
  }

  private static Chart curves(TimingGroup group) {
    long[] truth = group.sorted(TimingMethod.TRUTH);
    double first = Math.log(Math.max(1e3, (double) truth[0]));
    double last = Math.log(Math.max(2e3, (double) truth[truth.length - 1]));
    double[] nanos = IntStream.range(0, CURVE_POINTS)
        .mapToDouble(i -> Math.exp(first + (last - first) * i / (CURVE_POINTS - 1)))
        .toArray();
    List<Line> lines = new ArrayList<>();
    for (TimingMethod method : group.methods()) {
      long[] sample = group.sorted(method);
      lines.add(line(method.word(), method.word(), nanos, x -> shareAbove(sample, x)));
    }
    group.laws().forEach((method, law) -> {
      if (!law.equals(TimingLaw.EXACT)) {
        lines.add(line(
            "law of " + method.word(),
            "law",
            nanos,
            x -> law.kept().applyAsDouble(x / 1e9) * shareAbove(truth, x)));
      }
    });
    List<BigDecimal> at = DoubleStream.of(nanos).mapToObj(x -> millis(x)).toList();
    return new Chart(rate(group.ratePerSecond()), "ms", "share above", false, at, lines);
  }

  private static Line line(String label, String look, double[] nanos, DoubleUnaryOperator share) {
    return new Line(label, look, values(nanos.length, i -> {
      double value = share.applyAsDouble(nanos[i]);
      return value >= 1e-6 ? ReportCharts.fourDigits(value) : null;
    }));
  }

  private static double shareAbove(long[] sorted, double nanos) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] > nanos) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return 1 - (double) low / sorted.length;
  }

  private static Chart scatter(TimingGroup group) {
    long[] truth = group.of(TimingMethod.TRUTH);
    int step = Math.max(1, truth.length / SCATTER_POINTS);
    List<Integer> shown = IntStream.range(0, truth.length)
        .filter(i -> i % step == 0 && truth[i] > 0)
        .boxed()
        .sorted((a, b) -> Long.compare(truth[a], truth[b]))
        .toList();
    List<Line> lines = new ArrayList<>();
    for (TimingMethod method : group.methods()) {
      long[] measured = group.of(method);
      lines.add(new Line(method.word(), method.word(), values(shown.size(), i -> {
        long nanos = measured[shown.get(i)];
        return nanos > 0 ? millis((double) nanos) : null;
      })));
    }
    List<BigDecimal> at = shown.stream().map(i -> millis((double) truth[i])).toList();
    return new Chart(rate(group.ratePerSecond()), "truth, ms", "measured, ms", true, at, lines);
  }

  private static List<Chart> bias(List<TimingRow> rows) {
    return List.of(
        bias("mean", rows, TimingRow::meanNanos),
        bias("p50", rows, TimingRow::p50Nanos),
        bias("p99", rows, TimingRow::p99Nanos),
        bias("max", rows, TimingRow::maxNanos));
  }

  private static Chart bias(
      String figure, List<TimingRow> rows, Function<TimingRow, @Nullable Long> of) {
    List<TimingRow> truths = rowsOf(TimingMethod.TRUTH, rows);
    List<Line> lines = new ArrayList<>();
    for (TimingMethod method : TimingMethod.values()) {
      List<TimingRow> measured = rowsOf(method, rows);
      if (method != TimingMethod.TRUTH && measured.size() == truths.size()) {
        lines.add(new Line(
            method.word(),
            method.word(),
            values(truths.size(), i -> ratio(of.apply(measured.get(i)), of.apply(truths.get(i))))));
      }
    }
    List<BigDecimal> rates = truths.stream().map(TimingRow::ratePerSecond).toList();
    return new Chart(figure, "starts/s", "over the truth", false, rates, lines);
  }

  private static List<TimingRow> rowsOf(TimingMethod method, List<TimingRow> rows) {
    return rows.stream().filter(row -> row.method().equals(method.word())).toList();
  }

  private static @Nullable BigDecimal ratio(@Nullable Long measured, @Nullable Long truth) {
    return measured == null || truth == null || measured <= 0 || truth <= 0
        ? null
        : ReportCharts.fourDigits((double) measured / truth);
  }

  private static List<@Nullable BigDecimal> values(
      int count, Function<Integer, @Nullable BigDecimal> value) {
    List<@Nullable BigDecimal> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value.apply(i));
    }
    return values;
  }

  private static BigDecimal millis(double nanos) {
    return ReportCharts.fourDigits(nanos / 1e6);
  }

  private static String rate(BigDecimal ratePerSecond) {
    return ratePerSecond.toPlainString() + " starts/s";
  }
}
