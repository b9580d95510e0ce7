package stampede.results.gate;

import static stampede.instrument.Clock.DURABLE;
import static stampede.instrument.Clock.RESPONSE;
import static stampede.instrument.Clock.SERVICE;
import static stampede.instrument.Operation.LOAD;
import static stampede.instrument.Operation.STORE;
import static stampede.instrument.Outcome.HIT;
import static stampede.instrument.Outcome.LOADED;
import static stampede.instrument.Outcome.STORED;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Series;

/**
 * The rule of a gate.
 *
 * @param alpha how probable it may be at most, over all checks and looks, that a check is flagged
 *     whose true ratio is its margin
 * @param looks after how many pairs it is decided whether to go on, ascending
 * @param confirmationPairs how many fresh pairs a flagged check has to be confirmed by
 * @param timeBudgetNanos after which no pair is begun
 * @param inconclusive what a check is worth that shows neither
 */
public record GateSettings(
    List<Check> checks,
    double alpha,
    List<Integer> looks,
    int confirmationPairs,
    long timeBudgetNanos,
    Policy inconclusive,
    List<Waiver> waivers) {
  /** The family-wise alpha where nothing else is asked. */
  static final double ALPHA = 0.01;

  /** The looks where nothing else is asked. */
  static final List<Integer> LOOKS = List.of(12, 20, 30, 40);

  static final int CONFIRMATION_PAIRS = 20;
  static final long TIME_BUDGET_NANOS = 20 * 60_000_000_000L;

  /** How probable it may be, over all looks, that a check is OK whose true ratio is its max. */
  static final double OK_ALPHA = 0.05;

  /** How probable it may be, at a look, that a control that is hardly slower is taken as seen. */
  static final double CONTROL_ALPHA = 0.05;

  /** How much slower the positive control is made: 20 %. */
  public static final double CONTROL_SLOWDOWN = 0.20;

  /** One pair of so many runs the positive control, beginning with the first. */
  public static final int SLOWED_EVERY = 2;

  /** How many pairs of the positive control it takes to show it. */
  static final int SLOWED_PAIRS_MIN = 5;

  /** The fewest pairs of which so many run it. */
  private static final int OK_PAIRS_MIN = (SLOWED_PAIRS_MIN - 1) * SLOWED_EVERY + 1;

  /** A confirmation asks for a little less than the margin: two looks at one effect differ. */
  static final double CONFIRMATION_SLACK = 1.02;

  /** How much of the alpha the first look may take. */
  private static final double FIRST_LOOK_SHARE = 0.4;

  /** What INCONCLUSIVE and SUSPECT are worth. */
  public enum Policy {
    /** Exit code 0. */
    PASS,
    /** Exit code 0, and the sentence says that it is a warning. */
    WARN,
    /** Exit code 3. */
    FAIL
  }

  /** Checks the bounds and copies the lists. */
  public GateSettings {
    checks = List.copyOf(checks);
    looks = List.copyOf(looks);
    waivers = List.copyOf(waivers);
    require(!checks.isEmpty() && checks.size() <= 100, "checks must be 1 to 100: ", checks.size());
    require(alpha > 0 && alpha <= 0.2, "alpha must be in (0, 0.2]: ", alpha);
    require(!looks.isEmpty() && looks.size() <= 20, "looks must be 1 to 20: ", looks.size());
    require(
        looks.get(0) >= 5 && looks.get(looks.size() - 1) <= SignedRank.PAIRS_MAX,
        "looks must be from 5 to " + SignedRank.PAIRS_MAX + ": ",
        looks);
    require(
        looks.stream().distinct().sorted().toList().equals(looks), "looks must ascend: ", looks);
    require(
        pairsMax(looks) >= OK_PAIRS_MIN,
        "the last look must be after " + OK_PAIRS_MIN + " pairs or more, of which "
            + SLOWED_PAIRS_MIN + " run the positive control, for an OK: ",
        pairsMax(looks));
    require(
        confirmationPairs >= 7 && confirmationPairs <= SignedRank.PAIRS_MAX,
        "confirmationPairs must be in [7, " + SignedRank.PAIRS_MAX + "]: ",
        confirmationPairs);
    require(
        NullRanks.suffice(
            pairsMax(looks), flagAlpha(alpha / checks.size(), looks, looks.size() - 1)),
        "the last look must be after pairs enough to flag one of " + checks.size()
            + " checks at an alpha of " + alpha + ": ",
        pairsMax(looks));
    require(
        NullRanks.suffice(confirmationPairs, alpha),
        "confirmationPairs must be enough to confirm at an alpha of " + alpha + ": ",
        confirmationPairs);
    require(timeBudgetNanos > 0, "timeBudgetNanos must be > 0: ", timeBudgetNanos);
  }

  private static void require(boolean holds, String bound, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(bound + value);
    }
  }

  /** Of a closed loop: hits, loads that go to the store, and stores until accepted and until durable. */
  public static GateSettings standard() {
    return of(Stream.concat(
            Stream.of(
                    new Series(SERVICE, LOAD, HIT),
                    new Series(SERVICE, LOAD, LOADED),
                    new Series(SERVICE, STORE, STORED))
                .flatMap(GateSettings::everyStat),
            Stream.of(Stat.P50, Stat.P95).map(stat -> Check.of(DURABLE, STORE, STORED, stat)))
        .toList());
  }

  /** Of an open loop: response times; those of hits are lag, and in no check. */
  public static GateSettings open() {
    return of(Stream.of(new Series(RESPONSE, LOAD, LOADED), new Series(RESPONSE, STORE, STORED))
        .flatMap(GateSettings::everyStat)
        .toList());
  }

  private static Stream<Check> everyStat(Series series) {
    return Stream.of(Stat.values()).map(stat -> Check.of(series, stat));
  }

  /** These checks under the standard rule. */
  static GateSettings of(List<Check> checks) {
    return new GateSettings(
        checks, ALPHA, LOOKS, CONFIRMATION_PAIRS, TIME_BUDGET_NANOS, Policy.FAIL, List.of());
  }

  /** The waiver of a check; null where it has none. */
  @Nullable
  Waiver waiver(Check check) {
    return waivers.stream()
        .filter(waiver -> waiver.check().equals(check.id()))
        .findFirst()
        .orElse(null);
  }

  /**
   * The alpha of one check at look {@code index}. The looks share alike; but where that is too little
   * for the first look to flag at all, which takes 2^-pairs, it gets so much, and the others share the
   * rest, as long as it takes no more than {@link #FIRST_LOOK_SHARE} of the whole.
   */
  double flagAlpha(int index) {
    return flagAlpha(alpha / checks.size(), looks, index);
  }

  private static double flagAlpha(double whole, List<Integer> looks, int index) {
    double alike = whole / looks.size();
    double least = Math.scalb(1 + 1e-9, -looks.get(0));
    if (looks.size() == 1 || alike >= least || least > FIRST_LOOK_SHARE * whole) {
      return alike;
    }
    return index == 0 ? least : (whole - least) / (looks.size() - 1);
  }

  /** The alpha of one OK at one look. */
  double okAlpha() {
    return OK_ALPHA / looks.size();
  }

  int pairsMax() {
    return pairsMax(looks);
  }

  private static int pairsMax(List<Integer> looks) {
    return looks.get(looks.size() - 1);
  }
}
