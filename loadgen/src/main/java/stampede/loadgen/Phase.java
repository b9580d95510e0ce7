package stampede.loadgen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stampede.store.SplitMix;
import stampede.time.Durations;

/**
 * A stretch of a plan with a rate of its own. A plan's text form is that of its phases with
 * semicolons between them, each {@code DURATION@RATE} or {@code DURATION@RATE@ARRIVALS}.
 *
 * @param arrivals null where the scenario's
 */
record Phase(long durationNanos, Rate rate, @Nullable Arrivals arrivals) {
  /** What an error says was expected. */
  static final String EXPECTED =
      "phases DURATION@RATE or DURATION@RATE@ARRIVALS with semicolons between them, such as"
          + " 10s@1000;20s@ramp:1000..5000@constant: 1 to 1000 phases from 1ms, together at most"
          + " 168h; RATE as in rate";

  private static final int PHASES_MAX = 1000;
  private static final ValueType<Long> DURATION = ValueType.duration("1ms", "168h");
  private static final ValueType<Arrivals> ARRIVALS =
      ValueType.word(Arrivals.class, Arrivals::word);

  /**
   * The phases written as {@code text}.
   *
   * @throws IllegalArgumentException where the text has another form or breaks a bound
   */
  static List<Phase> parse(String text) {
    List<Phase> phases = new ArrayList<>();
    long spanNanos = 0;
    for (String part : text.split(";", -1)) {
      Phase phase = phase(part.strip());
      phases.add(phase);
      spanNanos = DURATION.within(spanNanos + phase.durationNanos());
      require(phases.size() <= PHASES_MAX);
    }
    return List.copyOf(phases);
  }

  private static Phase phase(String text) {
    String[] parts = text.split("@", -1);
    require(parts.length == 2 || parts.length == 3);
    return new Phase(
        DURATION.read(parts[0]),
        RateParser.parse(parts[1]),
        parts.length == 2 ? null : ARRIVALS.read(parts[2]));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * How many requests are planned in it: the integral of its rate, rounded half up.
   *
   * @param seed the scenario's
   * @param number the place of this phase in the plan
   */
  long planned(long seed, int number) {
    return Schedules.rounded(profile(seed, number).requests());
  }

  /** Its rate; what is drawn is the same for all who ask. */
  RateProfile profile(long seed, int number) {
    return rate.over(durationNanos, SplitMix.at(Stream.STAY.seed(seed), number));
  }

  /**
   * The starts in it, from its own beginning: {@link #planned} of them, where the integral of the
   * rate says, or a Poisson process of that rate, conditioned on its count: given that, the starts
   * are independent, each as likely in a stretch as the integral is large over it (Kingman: Poisson
   * Processes, 1993, sections 2.4 and 4.5).
   *
   * @param seed the scenario's
   * @param firstPlace the place in the random streams of the plan's first request
   * @param number the place of this phase in the plan
   */
  Schedule schedule(Arrivals how, long seed, long firstPlace, int number) {
    RateProfile profile = profile(seed, number);
    long count = Schedules.rounded(profile.requests());
    if (how == Arrivals.POISSON) {
      double scale = profile.requests().doubleValue() * 0x1.0p-63;
      return new PoissonSchedule(
          place -> Math.round(profile.nanosAt(place * scale)),
          count,
          SplitMix.at(Stream.STARTS.seed(seed) + firstPlace, number));
    }
    return rate instanceof Rate.Constant constant
        ? new ConstantSchedule(constant.perSecond(), count)
        : new ProfileSchedule(profile);
  }

  /** The text form of phases, which reads back as equal ones. */
  static String format(List<Phase> phases) {
    return phases.stream().map(Phase::text).collect(Collectors.joining(";"));
  }

  private String text() {
    return Durations.format(durationNanos) + "@" + rate.text()
        + (arrivals == null ? "" : "@" + arrivals.word());
  }
}
