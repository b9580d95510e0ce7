package stampede.honesty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import stampede.loadgen.Scenario;
import stampede.loadgen.Schedule;
import stampede.loadgen.Setting;
import stampede.loadgen.Workload;
import stampede.store.BlobRef;

/** Plans and requests that must be the configured ones. */
final class PlanChecks {
  private static final int KEYS = 100;
  private static final double EXPONENT = 0.99;
  private static final int RANKING_DRAWS = 1_500_000;
  private static final int DRAWS = 1_500_000;

  private PlanChecks() {}

  static List<Check> all() {
    return List.of(
        new Check("long plan at a fractional interval", (chain, dir) -> longPlan(chain)),
        new Check("key popularity", (chain, dir) -> popularity(chain)));
  }

  /** 1.5 M/s is 666.67 ns: after 10^10 requests half a per mille of drift is more than 6 s. */
  private static List<String> longPlan(Chain chain) {
    Schedule plan = chain.plans().constant(Draws.rate(1_500_000), 10_000_000_000L);
    List<String> differences = new ArrayList<>();
    for (long index : new long[] {0, 1, 2, 3, 1_499_999, 1_500_000, 999_999_999, 9_999_999_999L}) {
      long exactNanos = Draws.constantStart(1_500_000, index);
      long startNanos = plan.startNanos(index);
      if (startNanos != exactNanos) {
        differences.add("start " + index + " is " + startNanos + ", exact " + exactNanos);
      }
    }
    return differences;
  }

  /**
   * Zipf 0.99 over 100 keys. The first draws say which key has which rank, the others are counted:
   * chi-square against the exact probabilities.
   */
  private static List<String> popularity(Chain chain) {
    Workload workload = chain
        .keys()
        .workload(Scenario.of(List.of(
            setting("keys", "" + KEYS),
            setting("zipf", "" + EXPONENT),
            setting("loads", "1"),
            setting("valueSize", "quantiles:0=8B,1=64B"),
            setting("seed", "7"))));
    Map<BlobRef, long[]> counts = new HashMap<>();
    for (int i = 0; i < RANKING_DRAWS + DRAWS; i++) {
      counts
          .computeIfAbsent(workload.request(i).ref(), ref -> new long[2])[
          i < RANKING_DRAWS ? 0 : 1]++;
    }
    long[] counted = counts.values().stream()
        .sorted(Comparator.comparingLong((long[] both) -> -both[0]))
        .mapToLong(both -> both[1])
        .toArray();
    if (counted.length != KEYS) {
      return List.of(counted.length + " keys are asked for of " + KEYS);
    }
    double deviate = chiSquareDeviate(counted);
    // Where the law holds, beyond 5 in fewer than one of a million seeds.
    return Math.abs(deviate) < 5
        ? List.of()
        : List.of("chi-square is " + deviate + " standard deviations off; the hottest key has "
            + 100.0 * counted[0] / DRAWS + " % of the requests, by the law "
            + 100 / harmonic(KEYS) + " %");
  }

  private static Setting setting(String key, String value) {
    return new Setting(key, value, "--" + key);
  }

  /** Pearson's chi-square over ten ranks and nine tens, as a normal deviate (Wilson, Hilferty). */
  private static double chiSquareDeviate(long[] counted) {
    double chiSquare = 0;
    int bins = 0;
    for (int from = 0; from < KEYS; bins++) {
      int to = from < 10 ? from + 1 : from + 10;
      double expected = DRAWS * (harmonic(to) - harmonic(from)) / harmonic(KEYS);
      double difference = IntStream.range(from, to).mapToLong(i -> counted[i]).sum() - expected;
      chiSquare += difference * difference / expected;
      from = to;
    }
    double freedom = bins - 1;
    double spread = 2 / (9 * freedom);
    return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
  }

  private static double harmonic(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToDouble(rank -> Math.pow(rank, -EXPONENT))
        .sum();
  }
}
