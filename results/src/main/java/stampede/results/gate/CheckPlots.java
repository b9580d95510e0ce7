package stampede.results.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plots of a verdict as data. */
final class CheckPlots {
  record Section(String title, String note, List<Chart> charts) {}

  /**
   * One chart.
   *
   * @param quantiles whether an x value is 1 / (1 - quantile), to be drawn on a logarithmic axis
   * @param at the x values, in rising order
   */
  record Chart(
      String title, String x, String y, boolean quantiles, List<Double> at, List<Line> lines) {}

  /**
   * One line of a chart.
   *
   * @param look which colour and form it has
   * @param values by x value; null where there is none
   */
  record Line(String label, String look, List<@Nullable Double> values) {}

  private static final String PAIR = "pair, in order of time";
  private static final String RATIO = "times the base";

  private final GateVerdict verdict;

  CheckPlots(GateVerdict verdict) {
    this.verdict = verdict;
  }

  /** Every plot. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    add(
        sections,
        "Ratio at every quantile",
        "Of the candidate to the base. The band holds a quantile's ratio with 95 % confidence, each"
            + " quantile by itself; a check's own bounds are in the table.",
        verdict.curves().stream().map(this::quantiles).toList());
    add(
        sections,
        "Pair by pair",
        "Each point is one pair. The control is the base against itself: what it scatters, the"
            + " candidate scatters too. Slowed is the base delayed by a known share, which has to be"
            + " found. Those that confirm stand to the right.",
        verdict.checks().stream().map(CheckPlots::pairs).toList());
    add(sections, "The machine meanwhile", "Nothing here weighs on the verdict.", noise());
    return sections;
  }

  private static void add(List<Section> sections, String title, String note, List<Chart> charts) {
    if (!charts.isEmpty()) {
      sections.add(new Section(title, note, charts));
    }
  }

  private Chart quantiles(GateVerdict.Curve curve) {
    List<GateVerdict.Point> points = curve.points();
    int count = points.size();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("upper", "edge", values(points, GateVerdict.Point::upper)));
    lines.add(new Line("lower", "edge", values(points, GateVerdict.Point::lower)));
    lines.add(new Line("ratio", "ratio", values(points, GateVerdict.Point::ratio)));
    lines.add(constant("1", "one", 1, count));
    margins(curve.series())
        .forEach((margin, stats) ->
            lines.add(constant("margin of " + stats, "margin", 1 + margin, count)));
    List<Double> at = points.stream()
        .map(point -> Rounded.to(100 / (100 - point.percent()), 6))
        .toList();
    return new Chart(curve.series(), "quantile", RATIO, true, at, lines);
  }

  /** The margins of a series' checks, each with the statistics that have it. */
  private Map<Double, String> margins(String series) {
    return verdict.checks().stream()
        .filter(
            entry -> series.equals(entry.clock() + "." + entry.operation() + "." + entry.outcome()))
        .collect(Collectors.groupingBy(
            GateVerdict.Entry::margin,
            TreeMap::new,
            Collectors.mapping(GateVerdict.Entry::stat, Collectors.joining(", "))));
  }

  private static List<@Nullable Double> values(
      List<GateVerdict.Point> points, Function<GateVerdict.Point, @Nullable Double> value) {
    List<@Nullable Double> values = new ArrayList<>();
    points.forEach(point -> values.add(value.apply(point)));
    return values;
  }

  private static Line constant(String label, String look, double value, int count) {
    return new Line(label, look, Collections.nCopies(count, Rounded.to(value, 6)));
  }

  private static Chart pairs(GateVerdict.Entry entry) {
    List<@Nullable Double> none = Collections.nCopies(entry.confirmationRatios().size(), null);
    List<@Nullable Double> before = Collections.nCopies(entry.pairRatios().size(), null);
    int count = none.size() + before.size();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("candidate", "candidate", joined(entry.pairRatios(), none)));
    lines.add(new Line("control", "control", joined(entry.controlRatios(), none)));
    if (!none.isEmpty()) {
      lines.add(new Line("to confirm", "confirmation", joined(before, entry.confirmationRatios())));
    }
    lines.add(new Line("slowed", "slowed", joined(entry.slowedRatios(), none)));
    lines.add(constant("1", "one", 1, count));
    lines.add(constant("margin", "margin", 1 + entry.margin(), count));
    return new Chart(entry.id(), PAIR, RATIO, false, numbers(count), lines);
  }

  private static List<@Nullable Double> joined(
      List<@Nullable Double> one, List<@Nullable Double> other) {
    List<@Nullable Double> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private static List<Double> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> (double) number).toList();
  }

  private List<Chart> noise() {
    List<GateVerdict.PairNoise> pairs = verdict.noise();
    Stream<String> names = pairs.stream().flatMap(pair -> pair.noise().keySet().stream());
    return names.collect(Collectors.toCollection(TreeSet::new)).stream()
        .map(name -> {
          List<@Nullable Double> values = new ArrayList<>();
          pairs.forEach(pair -> values.add(pair.noise().get(name)));
          return new Chart(
              name,
              PAIR,
              "",
              false,
              numbers(pairs.size()),
              List.of(new Line(name, "noise", values)));
        })
        .toList();
  }
}
