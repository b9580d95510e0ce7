package stampede.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import stampede.results.Json;
import stampede.results.TextTable;
import stampede.store.BadInputException;

/**
 * What a gate will cost and see on a machine, from a few pairs of a base against itself.
 *
 * @param effectPercent how much slower a candidate is that is to be found
 * @param pairs how many pairs the plan rests on
 * @param secondsPerPair how long one takes
 */
public record GatePlan(
    int formatVersion,
    double effectPercent,
    int pairs,
    double secondsPerPair,
    List<Integer> looks,
    List<Row> rows) {
  /** The format that this version writes. */
  public static final int FORMAT_VERSION = 1;

  private static final double POWER = 0.95;
  private static final int SAMPLES = 2000;
  private static final long SEED = 1;

  /** The standard deviation of a normal law over its median absolute deviation. */
  private static final double PER_MEDIAN_DEVIATION = 1.4826;

  /**
   * A check.
   *
   * @param sdPercent the robust standard deviation of a pair's log-ratio; null, as what follows is, where
   *     a pair does not hold the figure
   * @param flagPairs after how many pairs the effect is flagged with a probability of 95 %; null where
   *     after none
   * @param minutes of those pairs and of as many as a confirmation takes; likewise
   * @param detectablePercent what is flagged so at each look; null where a look can flag nothing
   */
  public record Row(
      String id,
      double marginPercent,
      @Nullable Double sdPercent,
      @Nullable Integer flagPairs,
      @Nullable Double minutes,
      List<@Nullable Double> detectablePercent) {}

  /** Copies the lists. */
  public GatePlan {
    looks = List.copyOf(looks);
    rows = List.copyOf(rows);
  }

  /**
   * Of a check of a base against itself, whose first batch is all that is looked at.
   *
   * @param effect how much slower: 0.1 for 10 %
   * @throws BadInputException where a pair's arms cannot be compared
   * @throws IllegalArgumentException where {@code effect} or {@code secondsPerPair} is not above 0, or
   *     there are fewer than 5 pairs
   */
  public static GatePlan of(Judge judge, double effect, double secondsPerPair) {
    String problem = judge.incomparable();
    if (problem != null) {
      throw new BadInputException("the pairs of the plan", problem, "arms that can be compared");
    }
    return of(judge.settings(), judge.firstPoints(), effect, secondsPerPair);
  }

  static GatePlan of(
      GateSettings settings, List<PairPoint> pairs, double effect, double secondsPerPair) {
    if (!(effect > 0) || !(secondsPerPair > 0)) {
      throw new IllegalArgumentException(
          "effect and secondsPerPair must be above 0: " + effect + ", " + secondsPerPair);
    }
    if (pairs.size() < 5) {
      throw new IllegalArgumentException("pairs must be >= 5: " + pairs.size());
    }
    List<Row> rows = new ArrayList<>();
    for (int check = 0; check < settings.checks().size(); check++) {
      rows.add(row(settings, check, sd(pairs, check), effect, secondsPerPair));
    }
    return new GatePlan(
        FORMAT_VERSION,
        Rounded.to(100 * effect, 2),
        pairs.size(),
        Rounded.to(secondsPerPair, 2),
        settings.looks(),
        rows);
  }

  /**
   * How far above the margin a true log-ratio has to lie for a lower bound above it with a probability
   * of 95 %; infinite where so few pairs have no bound. By simulation of normal log-ratios of which some
   * are disturbed as {@link SimulatedPairs} are: a handful of pairs does not show how many are, and a
   * formula for many normal ones promises too much of twenty.
   */
  static double shortfall(int pairs, double alpha, double sd) {
    if (!NullRanks.suffice(pairs, alpha)) {
      return Double.POSITIVE_INFINITY;
    }
    var draws = new Draws(SEED);
    double[] shortfalls = new double[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] logRatios = new double[pairs];
      Arrays.setAll(
          logRatios,
          i -> sd * draws.normal() + SimulatedPairs.hit(draws) - SimulatedPairs.hit(draws));
      shortfalls[sample] = -SignedRank.of(logRatios).lower(alpha);
    }
    Arrays.sort(shortfalls);
    return shortfalls[(int) Math.ceil(POWER * SAMPLES) - 1];
  }

  /**
   * About 0, which is known: both are the base. The control's ratios are of the same law. NaN where a
   * pair lacks one.
   */
  private static double sd(List<PairPoint> pairs, int check) {
    double[] deviations = pairs.stream()
        .flatMapToDouble(
            pair -> DoubleStream.of(pair.candidateRatio(check), pair.controlRatio(check)))
        .map(Math::abs)
        .toArray();
    return PER_MEDIAN_DEVIATION * Median.of(deviations);
  }

  private static Row row(
      GateSettings settings, int index, double sd, double effect, double secondsPerPair) {
    Check check = settings.checks().get(index);
    double margin = Math.log1p(check.margin());
    Integer flagPairs = null;
    List<@Nullable Double> detectable = new ArrayList<>();
    for (int look = 0; look < settings.looks().size(); look++) {
      double found = Double.isFinite(sd)
          ? margin + shortfall(settings.looks().get(look), settings.flagAlpha(look), sd)
          : Double.NaN;
      detectable.add(Double.isFinite(found) ? Rounded.to(100 * Math.expm1(found), 2) : null);
      if (flagPairs == null && Math.log1p(effect) >= found) {
        flagPairs = settings.looks().get(look);
      }
    }
    return new Row(
        check.id(),
        Rounded.to(100 * check.margin(), 2),
        Double.isFinite(sd) ? Rounded.to(100 * sd, 2) : null,
        flagPairs,
        flagPairs == null
            ? null
            : Rounded.to((flagPairs + settings.confirmationPairs()) * secondsPerPair / 60, 2),
        detectable);
  }

  /** One JSON object. */
  public String toJson() {
    return Json.text(this);
  }

  /** A table; ASCII lines. */
  public String toText() {
    List<String> header = new ArrayList<>(List.of(
        "check", "margin", "sd of a pair", "pairs for " + percent(effectPercent), "minutes"));
    looks.forEach(look -> header.add("finds at " + look));
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(row.id());
      line.add(percent(row.marginPercent()));
      line.add(
          row.sdPercent() == null ? "-" : String.format(Locale.ROOT, "%.1f %%", row.sdPercent()));
      line.add(row.flagPairs() == null ? "-" : String.valueOf(row.flagPairs()));
      line.add(row.minutes() == null ? "-" : String.format(Locale.ROOT, "%.1f", row.minutes()));
      row.detectablePercent().forEach(one -> line.add(one == null ? "-" : percent(one)));
      cells.add(line);
    }
    return TextTable.of(header, cells, 1)
        + "From " + pairs + " pairs of " + String.format(Locale.ROOT, "%.1f", secondsPerPair)
        + " s. Found: flagged with a probability of 95 %; minutes with the confirmation.\n";
  }

  private static String percent(double percent) {
    return String.format(Locale.ROOT, "%+.1f %%", percent);
  }
}
