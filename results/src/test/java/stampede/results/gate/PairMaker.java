package stampede.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.store.SplitMix;

/** Makes the pairs of a rule's test: every arm takes 10 us within 1 %, but for what is said of it. */
final class PairMaker {
  static final double BASE_NANOS = 10_000;

  private final GateSettings settings;
  private final SplitMix random;
  private final Map<Integer, Double> factors = new HashMap<>();
  private final Map<Integer, Double> noises = new HashMap<>();
  private double control = 1;
  private double slowed = 1.2;
  private int slowedLacks = -1;
  private double granularityNanos;

  PairMaker(GateSettings settings, long seed) {
    this.settings = settings;
    this.random = new SplitMix(seed);
  }

  /** The candidate's check takes so many times as long; NaN: it has no such figure. */
  PairMaker candidate(int check, double factor) {
    factors.put(check, factor);
    return this;
  }

  PairMaker candidates(double factor) {
    for (int check = 0; check < settings.checks().size(); check++) {
      candidate(check, factor);
    }
    return this;
  }

  /** The candidate's check varies so much more: 1 is from half to one and a half times. */
  PairMaker noise(int check, double width) {
    noises.put(check, width);
    return this;
  }

  PairMaker control(double factor) {
    control = factor;
    return this;
  }

  /** NaN: no pair runs the slowed arm. */
  PairMaker slowed(double factor) {
    slowed = factor;
    return this;
  }

  /** The slowed arm has no figure of this check. */
  PairMaker slowedLacks(int check) {
    slowedLacks = check;
    return this;
  }

  PairMaker granularityNanos(double nanos) {
    granularityNanos = nanos;
    return this;
  }

  /** So many more pairs; every second one with the slowed arm, beginning with the first. */
  List<PairPoint> more(int count) {
    List<PairPoint> pairs = new ArrayList<>();
    for (int pair = 0; pair < count; pair++) {
      double[] candidate = arm(1);
      factors.forEach((check, factor) -> candidate[check] *= factor);
      noises.forEach((check, width) -> candidate[check] *= 1 + width * (random.nextUnit() - 0.5));
      double @Nullable [] slow = pair % 2 == 0 && !Double.isNaN(slowed) ? arm(slowed) : null;
      if (slow != null && slowedLacks >= 0) {
        slow[slowedLacks] = Double.NaN;
      }
      double[] granularities = new double[candidate.length];
      Arrays.fill(granularities, granularityNanos);
      pairs.add(new PairPoint(arm(1), candidate, arm(control), slow, granularities));
    }
    return pairs;
  }

  private double[] arm(double factor) {
    double[] nanos = new double[settings.checks().size()];
    Arrays.setAll(nanos, check -> BASE_NANOS * factor * (1 + 0.01 * (random.nextUnit() - 0.5)));
    return nanos;
  }
}
