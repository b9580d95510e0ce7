package stampede.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import stampede.results.ReportCharts.Axis;
import stampede.results.ReportCharts.Chart;
import stampede.results.ReportCharts.Line;
import stampede.results.ReportCharts.Section;

/** The plots of job states over time as data: what gauges saw, and what they did not. */
final class JobsPlots {
  /** How many points a line has, but for its first and its last. */
  static final int POINTS_MAX = 2_000;

  /** How many rates a line has: one of every sample of a long run would be noise. */
  static final int RATES_MAX = 300;

  /** What the original drew together. */
  private static final List<List<String>> PLOTS = List.of(
      List.of("sched", "inactive"),
      List.of("cleanup", "run"),
      List.of("priority", "depend"),
      List.of("new"));

  /** A figure of a state at a sample. */
  @FunctionalInterface
  private interface Figure {
    long of(int sample, int state);
  }

  private final StateSeries series;

  private JobsPlots(StateSeries series) {
    this.series = series;
  }

  /** The sections of a page; none where there are no two times to draw a line between. */
  static List<Section> of(@Nullable StateSeries series) {
    if (series == null
        || series.size() < 2
        || series.millis(0) == series.millis(series.size() - 1)) {
      return List.of();
    }
    var plots = new JobsPlots(series);
    List<Chart> gauges = new ArrayList<>();
    List<Chart> truths = new ArrayList<>();
    for (List<String> words : PLOTS) {
      List<String> states = words.stream().filter(series.states()::contains).toList();
      if (!states.isEmpty()) {
        String title = String.join(" vs ", states);
        gauges.add(plots.chart(title, states, series::count));
        truths.add(plots.chart(title + ": true largest count", states, series::trueMax));
        truths.add(plots.rates(title + ": entered per second", states));
      }
    }
    return List.of(
        new Section("Job states", "states", plots.gaugesNote(), gauges),
        new Section("What the gauges did not see", "unseen", plots.truthsNote(), truths));
  }

  private String gaugesNote() {
    return "The gauges as they were read, a point a sample."
        + (series.taken() > POINTS_MAX
            ? " Of " + Units.count(series.taken())
                + " samples the largest and the smallest counts among neighbours are drawn."
            : "");
  }

  private String truthsNote() {
    long averaged = Math.round((double) step() * series.taken() / series.size());
    return "The most jobs that were in a state at once since the sample before, and how often the state"
        + " was entered. What comes and goes between two samples is in no gauge."
        + (averaged > 1 ? " A rate is the mean over " + Units.count(averaged) + " samples." : "");
  }

  private Chart chart(String title, List<String> states, Figure figure) {
    List<IntToLongFunction> lines = states.stream()
        .map(series.states()::indexOf)
        .<IntToLongFunction>map(state -> sample -> figure.of(sample, state))
        .toList();
    List<Integer> drawn = thinned(series.size(), lines);
    return new Chart(
        title,
        "jobs",
        false,
        IntStream.range(0, lines.size())
            .mapToObj(i -> new Line(
                states.get(i),
                drawn.stream()
                    .map(sample -> BigDecimal.valueOf(lines.get(i).applyAsLong(sample)))
                    .toList()))
            .toList(),
        axis(drawn));
  }

  /**
   * The samples to draw: all, or the extremes of each line in each of so many equal parts, the first
   * and the last.
   */
  static List<Integer> thinned(int size, List<IntToLongFunction> lines) {
    if (size <= POINTS_MAX) {
      return IntStream.range(0, size).boxed().toList();
    }
    int parts = POINTS_MAX / (2 * lines.size());
    var kept = new TreeSet<Integer>(List.of(0, size - 1));
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) size * part / parts);
      int to = (int) ((long) size * (part + 1) / parts);
      for (IntToLongFunction line : lines) {
        int least = from;
        int most = from;
        for (int i = from; i < to; i++) {
          least = line.applyAsLong(i) < line.applyAsLong(least) ? i : least;
          most = line.applyAsLong(i) > line.applyAsLong(most) ? i : most;
        }
        kept.add(least);
        kept.add(most);
      }
    }
    return List.copyOf(kept);
  }

  private Chart rates(String title, List<String> states) {
    List<Integer> ends = new ArrayList<>();
    for (int i = step(); i < series.size() - 1; i += step()) {
      ends.add(i);
    }
    ends.add(series.size() - 1);
    List<Line> lines = new ArrayList<>();
    for (String state : states) {
      int of = series.states().indexOf(state);
      List<@Nullable BigDecimal> values = new ArrayList<>();
      int from = 0;
      for (int to : ends) {
        long millis = series.millis(to) - series.millis(from);
        long entered = series.entered(to, of) - series.entered(from, of);
        values.add(millis == 0 ? null : ReportCharts.fourDigits(entered * 1e3 / millis));
        from = to;
      }
      lines.add(new Line(state, values));
    }
    return new Chart(title, "per second", false, lines, axis(ends));
  }

  /** How many samples a rate is of. */
  private int step() {
    return (series.size() - 2) / RATES_MAX + 1;
  }

  private Axis axis(List<Integer> samples) {
    return new Axis(
        series.millis(0) / 1e3,
        samples.stream().map(sample -> series.millis(sample) / 1e3).toList());
  }
}
