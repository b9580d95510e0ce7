package stampede.loadgen;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import stampede.loadgen.CapacityProbe.Answer;
import stampede.loadgen.CapacityProbe.Phase;
import stampede.loadgen.CapacityStep.Try;

/**
 * The search for the highest rate that holds: climb until a rate fails, narrow between that and the
 * last one that held, then try the rates around the knee again, in an order that is drawn and then
 * from above. One probe may be wrong by chance: no end of the search rests on a single one.
 *
 * <p>A pure function of the probes so far; an interrupted search goes on from them.
 *
 * @param lowestPerSecond the first rate, above 0
 * @param highestPerSecond no rate is above; above the lowest
 * @param probesMax at least {@link #PROBES_MIN}
 * @param seed draws the order of the confirmation
 */
public record Capacity(double lowestPerSecond, double highestPerSecond, int probesMax, long seed) {
  /** The fewest probes that a search may be bounded by. */
  public static final int PROBES_MIN = 10;

  private static final MathContext DIGITS = new MathContext(4);
  private static final double CLIMB_MAX = 4;
  private static final double CLIMB_MIN = 1.5;

  /** A bracket whose ends are nearer than this factor is narrow. */
  static final double NARROW = 1.06;

  /** So is a knee whose standard error is below this share. */
  private static final double ERROR_MAX = 0.02;

  /** So many more probes have to fail at the lowest rate than hold there. */
  private static final int LEAD_MIN = 2;

  /** So many probes have to be beside a knee for it to be an answer. */
  private static final int BESIDE_MIN = 3;

  /** This share of the probes, when they say nothing, ends a search. */
  private static final int UNDECIDED_SHARE = 3;

  public Capacity {
    if (!(lowestPerSecond > 0 && lowestPerSecond < highestPerSecond)) {
      throw new IllegalArgumentException(
          "rates must go up from above 0: " + lowestPerSecond + " to " + highestPerSecond);
    }
    if (probesMax < PROBES_MIN) {
      throw new IllegalArgumentException(
          "probes must be at least " + PROBES_MIN + ": " + probesMax);
    }
  }

  /** What comes after some probes, each of which this function asked for. */
  public CapacityStep next(List<CapacityProbe> probes) {
    CapacityBracket bracket = CapacityBracket.of(probes);
    double low = bracket.lowPerSecond();
    if (probes.size() >= probesMax
        || count(probes, Answer.UNDECIDED) >= probesMax / UNDECIDED_SHARE) {
      return CapacityEnd.of(this, probes);
    }
    if (low == 0) {
      return atLowest(probes);
    }
    if (bracket.highPerSecond() == Double.POSITIVE_INFINITY) {
      return above(probes, bracket);
    }
    boolean begun = probes.stream().anyMatch(probe -> probe.phase() == Phase.CONFIRM);
    boolean narrow = begun || isNarrow(probes, bracket, 1);
    Try again = narrow || probes.size() >= probesMax - CapacityAgain.PROBES
        ? CapacityAgain.next(this, probes)
        : null;
    if (again != null) {
      return again;
    }
    return begun && isNarrow(probes, bracket, BESIDE_MIN)
        ? CapacityEnd.of(this, probes)
        : narrow(probes, bracket);
  }

  /** Where more speaks against the lowest rate than for it, but not by enough, it is tried again. */
  private CapacityStep atLowest(List<CapacityProbe> probes) {
    long lead = probes.stream()
        .filter(probe -> probe.ratePerSecond() == lowestPerSecond)
        .mapToLong(probe -> probe.bounds() ? 1 : probe.holds() ? -1 : 0)
        .sum();
    if (lead >= LEAD_MIN) {
      return CapacityEnd.of(this, probes);
    }
    // A higher rate has more requests, which may be enough to say.
    boolean undecided = probes.stream().allMatch(probe -> probe.answer() == Answer.UNDECIDED);
    return undecided && !probes.isEmpty()
        ? new Try(
            rounded(climbed(probes, probes.get(probes.size() - 1).ratePerSecond())), Phase.CLIMB)
        : new Try(lowestPerSecond, Phase.CLIMB);
  }

  /** Nothing fails yet. */
  private CapacityStep above(List<CapacityProbe> probes, CapacityBracket bracket) {
    double low = bracket.lowPerSecond();
    long atHighest = probes.stream()
        .filter(probe -> probe.ratePerSecond() == highestPerSecond && probe.holds())
        .count();
    if (atHighest >= 2) {
      return CapacityEnd.of(this, probes);
    }
    double highestTried =
        probes.stream().mapToDouble(CapacityProbe::ratePerSecond).max().orElse(low);
    // One above it that failed is outvoted, or tied with one that held: it is tried again.
    double rate = highestTried > low ? highestTried : climbed(probes, low);
    return new Try(rounded(rate), Phase.CLIMB);
  }

  /** Towards where the line says that the knee is, at most by the factor of a climb. */
  private static double climbed(List<CapacityProbe> probes, double from) {
    CapacityLine line = CapacityLine.through(probes, CapacityLine.FAR);
    double knee = line == null ? Double.POSITIVE_INFINITY : line.kneePerSecond();
    return Math.min(Math.max(knee, CLIMB_MIN * from), CLIMB_MAX * from);
  }

  private static boolean isNarrow(
      List<CapacityProbe> probes, CapacityBracket bracket, int besideMin) {
    CapacityLine line = CapacityLine.through(probes, CapacityLine.NEAR);
    return bracket.ratio() <= NARROW
        || (line != null
            && line.besideCount() >= besideMin
            && within(line.kneePerSecond(), bracket)
            && line.errorPerSecond() <= ERROR_MAX * line.kneePerSecond());
  }

  static boolean within(double rate, CapacityBracket bracket) {
    return rate > bracket.lowPerSecond() && rate < bracket.highPerSecond();
  }

  private CapacityStep narrow(List<CapacityProbe> probes, CapacityBracket bracket) {
    double stuck = stuck(probes, bracket);
    return new Try(stuck > 0 ? stuck : rounded(between(probes, bracket)), Phase.NARROW);
  }

  /** An end on a single probe that the last two went towards is tried again; else 0. */
  private static double stuck(List<CapacityProbe> probes, CapacityBracket bracket) {
    int size = probes.size();
    CapacityProbe last = probes.get(size - 1);
    CapacityProbe before = probes.get(size - 2);
    if (last.phase() != Phase.NARROW
        || before.phase() != Phase.NARROW
        || last.holds() != before.holds()) {
      return 0;
    }
    double end = last.holds() ? bracket.highPerSecond() : bracket.lowPerSecond();
    long votes = probes.stream().filter(probe -> probe.ratePerSecond() == end).count();
    return votes == 1 ? end : 0;
  }

  /** Where the line says, well inside the bracket; or its middle. */
  private static double between(List<CapacityProbe> probes, CapacityBracket bracket) {
    CapacityLine line = CapacityLine.through(probes, CapacityLine.FAR);
    if (line == null || !within(line.kneePerSecond(), bracket)) {
      return bracket.middlePerSecond();
    }
    double inside = Math.pow(bracket.ratio(), 0.1);
    return Math.min(
        Math.max(line.kneePerSecond(), bracket.lowPerSecond() * inside),
        bracket.highPerSecond() / inside);
  }

  static int count(List<CapacityProbe> probes, Answer answer) {
    return (int) probes.stream().filter(probe -> probe.answer() == answer).count();
  }

  /** Within the bounds, to four significant digits: a rate that a person can type. */
  double rounded(double rate) {
    double round = new BigDecimal(rate).round(DIGITS).doubleValue();
    return Math.min(Math.max(round, lowestPerSecond), highestPerSecond);
  }
}
