package stampede.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ratio of the candidate to the base at every quantile (a shift function on log scale). */
final class Curves {
  private static final double[] PERCENTS = {
    1, 2, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97.5, 98, 99, 99.5, 99.8,
    99.9
  };
  private static final double BAND_ALPHA = 0.025;

  /** What is kept of a sample: a histogram takes some 270 KB, and there are hundreds. */
  private static final class Quantiles {
    private final long count;
    private final double[] nanos = new double[PERCENTS.length];

    Quantiles(Sample sample) {
      count = sample.count();
      Arrays.setAll(nanos, at -> sample.quantileNanos(PERCENTS[at] / 100));
    }
  }

  private Curves() {}

  static List<GateVerdict.Curve> of(List<PairRecord> pairs) {
    Map<String, List<Quantiles>> base = samples(pairs, Arm.BASE);
    Map<String, List<Quantiles>> candidate = samples(pairs, Arm.CANDIDATE);
    List<GateVerdict.Curve> curves = new ArrayList<>();
    base.forEach((series, samples) -> {
      List<Quantiles> others = candidate.getOrDefault(series, List.of());
      if (samples.size() == pairs.size() && others.size() == pairs.size()) {
        curves.add(new GateVerdict.Curve(series, points(samples, others)));
      }
    });
    return curves;
  }

  private static Map<String, List<Quantiles>> samples(List<PairRecord> pairs, Arm arm) {
    Map<String, List<Quantiles>> samples = new LinkedHashMap<>();
    for (PairRecord pair : pairs) {
      for (ArmSeries series : pair.series()) {
        if (series.arm().equals(arm.word())) {
          try {
            samples
                .computeIfAbsent(series.series(), tag -> new ArrayList<>())
                .add(new Quantiles(Sample.of(series)));
          } catch (IllegalArgumentException e) {
            // The judge says what is wrong with it; a curve that lacks a pair is left out.
          }
        }
      }
    }
    return samples;
  }

  private static List<GateVerdict.Point> points(List<Quantiles> base, List<Quantiles> candidate) {
    List<GateVerdict.Point> points = new ArrayList<>();
    for (int at = 0; at < PERCENTS.length; at++) {
      double[] ratios = new double[base.size()];
      double[] baseNanos = new double[base.size()];
      boolean supported = true;
      for (int pair = 0; pair < ratios.length; pair++) {
        double quantile = PERCENTS[at] / 100;
        baseNanos[pair] = base.get(pair).nanos[at];
        ratios[pair] = PairPoint.logRatio(candidate.get(pair).nanos[at], baseNanos[pair]);
        double above = Math.min(base.get(pair).count, candidate.get(pair).count) * (1 - quantile);
        supported &= above >= 1 && Double.isFinite(ratios[pair]);
      }
      if (supported && ratios.length > 0) {
        points.add(point(PERCENTS[at], ratios, baseNanos));
      }
    }
    return points;
  }

  private static GateVerdict.Point point(double percent, double[] ratios, double[] baseNanos) {
    var bounds = Decision.Bounds.of(ratios, BAND_ALPHA, BAND_ALPHA);
    return new GateVerdict.Point(
        percent,
        Rounded.to(Median.of(baseNanos), 3),
        Rounded.to(Math.exp(bounds.estimate()), 6),
        VerdictMaker.ratio(bounds.lower()),
        VerdictMaker.ratio(bounds.upper()));
  }
}
