package stampede.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;

/** The plots of a report as data: a figure an interval, in milliseconds, and those of job states. */
final class ReportCharts {
  private static final List<Percentile> PLOTTED = List.of(
      Percentile.P50,
      Percentile.P75,
      Percentile.P95,
      Percentile.P98,
      Percentile.P99,
      Percentile.P99_9);

  /**
   * All plots.
   *
   * @param axis of the charts that have none of their own: the intervals' ends
   */
  record Data(Axis axis, List<Section> sections) {}

  /** X values in seconds since the epoch, and where the axis begins. */
  record Axis(double fromSeconds, List<Double> endSeconds) {}

  record Section(String title, String id, @Nullable String note, List<Chart> charts) {}

  /**
   * One chart.
   *
   * @param unit of the y axis
   * @param logarithmic whether the y axis is
   * @param own its x axis; null where that is the axis of the intervals
   */
  record Chart(
      String title,
      String unit,
      boolean logarithmic,
      List<Line> lines,
      @Nullable Axis own) {
    Chart(String title, String unit, boolean logarithmic, List<Line> lines) {
      this(title, unit, logarithmic, lines, null);
    }
  }

  record Line(String label, List<@Nullable BigDecimal> values) {}

  private final List<IntervalTimings> intervals;
  private final Clock requestClock;

  private ReportCharts(List<IntervalTimings> intervals, Clock requestClock) {
    this.intervals = intervals;
    this.requestClock = requestClock;
  }

  static Data of(Run run, Clock requestClock) {
    List<IntervalTimings> intervals = run.intervals();
    var charts = new ReportCharts(intervals, requestClock);
    List<Section> sections = new ArrayList<>(JobsPlots.of(run.states()));
    sections.add(charts.section(Operation.LOAD));
    sections.add(charts.section(Operation.STORE));
    return new Data(
        new Axis(
            intervals.isEmpty() ? 0 : intervals.get(0).startMillis() / 1e3,
            intervals.stream()
                .map(one -> (one.startMillis() + one.millis()) / 1e3)
                .toList()),
        sections);
  }

  private Section section(Operation operation) {
    String word = operation.word();
    Function<IntervalTimings, @Nullable Timings> backing = clock(operation, Clock.BACKING);
    List<Chart> charts = new ArrayList<>();
    charts.add(percentiles(time() + " of all " + word + "s", true, clock(operation, requestClock)));
    if (operation == Operation.LOAD) {
      var loaded = new Series(requestClock, operation, Outcome.LOADED);
      charts.add(percentiles(
          time() + " of loads that the store answered",
          true,
          interval -> interval.series().get(loaded)));
    }
    charts.add(percentiles("Backing " + word + "s: percentiles", false, backing));
    charts.add(new Chart(
        "Backing " + word + "s: mean and median",
        "ms",
        false,
        List.of(
            line("mean", backing, Timings::meanNanos),
            line("median", backing, timings -> timings.at(Percentile.P50)))));
    charts.add(new Chart(
        "Backing " + word + "s: count",
        "per second",
        false,
        List.of(new Line(
            "count/s", intervals.stream().map(one -> perSecond(one, backing)).toList()))));
    charts.add(new Chart(
        "Backing " + word + "s: max",
        "ms",
        false,
        List.of(line("max", backing, Timings::maxNanos))));
    charts.add(new Chart(
        "Backing " + word + "s: min",
        "ms",
        false,
        List.of(line("min", backing, Timings::minNanos))));
    String title = operation == Operation.LOAD ? "Loads over time" : "Stores over time";
    return new Section(title, word + "s", null, charts);
  }

  private String time() {
    return requestClock == Clock.RESPONSE ? "Response time" : "Service time";
  }

  private static Function<IntervalTimings, @Nullable Timings> clock(
      Operation operation, Clock clock) {
    return interval -> interval.of(operation).get(clock);
  }

  private Chart percentiles(
      String title, boolean logarithmic, Function<IntervalTimings, @Nullable Timings> of) {
    return new Chart(
        title,
        "ms",
        logarithmic,
        PLOTTED.stream()
            .map(percentile -> line(percentile.label(), of, timings -> timings.at(percentile)))
            .toList());
  }

  private Line line(
      String label,
      Function<IntervalTimings, @Nullable Timings> of,
      Function<Timings, @Nullable Long> figure) {
    List<@Nullable BigDecimal> values = new ArrayList<>();
    for (IntervalTimings interval : intervals) {
      Timings timings = of.apply(interval);
      Long nanos = timings == null ? null : figure.apply(timings);
      values.add(nanos == null ? null : fourDigits(nanos / 1e6));
    }
    return new Line(label, values);
  }

  private static @Nullable BigDecimal perSecond(
      IntervalTimings interval, Function<IntervalTimings, @Nullable Timings> of) {
    Timings timings = of.apply(interval);
    return interval.millis() == 0
        ? null
        : fourDigits((timings == null ? 0 : timings.count()) * 1e3 / interval.millis());
  }

  static BigDecimal fourDigits(double value) {
    return new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
  }
}
