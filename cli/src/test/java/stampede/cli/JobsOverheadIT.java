package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.loadgen.jobs.JobSettings.Meter.COUNTERS;
import static stampede.loadgen.jobs.JobSettings.Meter.GAUGES;
import static stampede.loadgen.jobs.JobSettings.Meter.TIMERS;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import stampede.instrument.GaugeStyle;
import stampede.instrument.Relay;
import stampede.instrument.StateShipping;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.jobs.JobSettings.Meter;
import stampede.loadgen.jobs.JobState;
import stampede.results.gate.SignedRank;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;
import stampede.testkit.StatsdListener;

/**
 * What the metrics of states cost of the throughput of jobs: loads with them beside loads without, in
 * one warm JVM, in rounds. A round runs every arm some times, in an order drawn anew; the time of an
 * arm in it is that of its quickest load, since whoever shares the machine only ever adds to one, and
 * what is measured is paid in each. It is divided by that of the loads without, of the same round.
 */
class JobsOverheadIT {
  private static final int ROUNDS = LongRun.pick(0, 200);
  private static final int WARM_UP_ROUNDS = 4;
  private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(14);

  /** How many times as often gauges are read that are to cost what can be measured. */
  private static final int OFTEN = 10;

  private static final int LOADS = 5;
  private static final int JOBS = 5_000;
  private static final long SEED = 7;

  /** With what probability either bound may miss: the interval is one of 95 %. */
  private static final double MISSED = 0.025;

  private enum Arm {
    BARE("none", Set.of()),
    BARE_AGAIN("none, again", Set.of()),
    UNCOUNTED("none, and no plugin that counts", Set.of()),
    SAMPLED("gauges, read each 25 ms", Set.of(GAUGES)),
    SAMPLED_OFTEN("gauges, read each 2.5 ms", Set.of(GAUGES)),
    TOLD("counters and timers", Set.of(COUNTERS, TIMERS)),
    ALL("all three", Set.of(GAUGES, COUNTERS, TIMERS)),
    SHIPPED("all three, shipped by UDP", Set.of(GAUGES, COUNTERS, TIMERS));

    final String words;
    final Set<Meter> meters;

    Arm(String words, Set<Meter> meters) {
      this.words = words;
      this.meters = meters;
    }
  }

  /** The least times of each arm in a round. */
  private record Round(Map<Arm, JobsLoad.Took> least) {
    double nanos(Arm arm, ToLongFunction<JobsLoad.Took> figure) {
      return figure.applyAsLong(Objects.requireNonNull(least.get(arm)));
    }

    /** To the loads without metrics; of those, of the second to the first. */
    double ratio(Arm arm, ToLongFunction<JobsLoad.Took> figure) {
      double bare = nanos(Arm.BARE, figure);
      double again = nanos(Arm.BARE_AGAIN, figure);
      return nanos(arm, figure) / (arm == Arm.BARE_AGAIN ? bare : Math.sqrt(bare * again));
    }
  }

  private final SplitMix random = new SplitMix(SEED);

  /** A reading costs what it costs: ten times as many show it where the noise hides one in 25 ms. */
  @Test
  void gaugesCostLessThanOnePercent() {
    Arm[] arms = {Arm.BARE, Arm.BARE_AGAIN, Arm.SAMPLED, Arm.SAMPLED_OFTEN};
    List<Round> rounds = measure(arms);
    assertAll(
        () -> assertNothingBetweenEquals(rounds),
        () -> assertBelow(0.01, Arm.SAMPLED, rounds),
        () -> assertBelow(0.01 * OFTEN, Arm.SAMPLED_OFTEN, rounds));
  }

  @Test
  void countersAndTimersCostLessThanThreePercent() {
    Arm[] arms = {Arm.BARE, Arm.BARE_AGAIN, Arm.UNCOUNTED, Arm.TOLD, Arm.ALL, Arm.SHIPPED};
    List<Round> rounds = measure(arms);
    assertAll(() -> assertNothingBetweenEquals(rounds), () -> assertBelow(0.03, Arm.TOLD, rounds));
  }

  private List<Round> measure(Arm[] arms) {
    if (ROUNDS == 0) {
      Assumptions.abort("loads of jobs for some minutes: run by -Plong");
    }
    String loadBefore = loadAverage();
    List<Round> rounds = rounds(arms);
    System.out.println(ROUNDS + " rounds of " + LOADS + " x " + JOBS
        + " jobs asked for; load average " + loadBefore + " before, " + loadAverage() + " behind");
    System.out.println("| metrics | jobs/s | overhead | of the reactor's CPU time | rounds |");
    System.out.println("|---|---|---|---|---|");
    for (Arm arm : arms) {
      System.out.println(row(arm, rounds));
    }
    return rounds;
  }

  private static void assertNothingBetweenEquals(List<Round> rounds) {
    Overhead again = wall(Arm.BARE_AGAIN, rounds);
    boolean none = again.lower() <= 0 && again.upper() >= 0;
    boolean small = again.lower() > -0.01 && again.upper() < 0.01;
    assertTrue(none || small, () -> "a difference where there is none: " + again);
  }

  private static void assertBelow(double bound, Arm arm, List<Round> rounds) {
    assertTrue(wall(arm, rounds).upper() < bound, () -> row(arm, rounds));
  }

  private List<Round> rounds(Arm[] arms) {
    List<Round> rounds = new ArrayList<>();
    try (var load = new JobsLoad(JOBS);
        var server = StatsdListener.open()) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        round(arms, load, server);
      }
      long startNanos = System.nanoTime();
      while (rounds.size() < ROUNDS && System.nanoTime() - startNanos < NANOS_MAX) {
        rounds.add(round(arms, load, server));
      }
    }
    return rounds;
  }

  private Round round(Arm[] arms, JobsLoad load, StatsdListener server) {
    Map<Arm, JobsLoad.Took> least = new EnumMap<>(Arm.class);
    for (int i = 0; i < LOADS; i++) {
      for (Arm arm : shuffled(arms)) {
        least.merge(arm, run(arm, load, server), JobsLoad.Took::least);
      }
    }
    return new Round(least);
  }

  private Arm[] shuffled(Arm[] all) {
    Arm[] arms = all.clone();
    for (int i = arms.length - 1; i > 0; i--) {
      int j = (int) (random.nextUnit() * (i + 1));
      Arm one = arms[i];
      arms[i] = arms[j];
      arms[j] = one;
    }
    return arms;
  }

  private static JobsLoad.Took run(Arm arm, JobsLoad load, StatsdListener server) {
    if (arm != Arm.SHIPPED) {
      long sampleNanos = JobsLoad.SAMPLE_NANOS / (arm == Arm.SAMPLED_OFTEN ? OFTEN : 1);
      return load.run(arm.meters, sampleNanos, arm == Arm.UNCOUNTED ? JOBS + 1 : 0, null);
    }
    var relay = new Relay(
        StatsdSettings.of(new InetSocketAddress("127.0.0.1", server.port()), "flux"),
        new StateShipping(JobState.WORDS, true, true, true, GaugeStyle.ABSOLUTE),
        () -> null,
        load.time(),
        load.time(),
        System.out::println);
    JobsLoad.Took took;
    try (relay) {
      took = load.run(arm.meters, JobsLoad.SAMPLE_NANOS, 0, relay);
    }
    // A job leaves every state, the last one when it is purged.
    assertEquals((long) JOBS * JobState.COUNT, relay.counts().states().recorded());
    return took;
  }

  /** How much more of a figure an arm has than the loads without metrics: 0.01 is 1 %. */
  private record Overhead(double lower, double estimate, double upper) {
    static Overhead of(Arm arm, List<Round> rounds, ToLongFunction<JobsLoad.Took> figure) {
      SignedRank logs = SignedRank.of(rounds.stream()
          .mapToDouble(round -> Math.log(round.ratio(arm, figure)))
          .toArray());
      return new Overhead(
          Math.expm1(logs.lower(MISSED)),
          Math.expm1(logs.estimate()),
          Math.expm1(logs.upper(MISSED)));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%+.2f %% [%+.2f, %+.2f]", 100 * estimate, 100 * lower, 100 * upper);
    }
  }

  private static Overhead wall(Arm arm, List<Round> rounds) {
    return Overhead.of(arm, rounds, JobsLoad.Took::scriptNanos);
  }

  private static String row(Arm arm, List<Round> rounds) {
    double[] nanos = rounds.stream()
        .mapToDouble(round -> round.nanos(arm, JobsLoad.Took::scriptNanos))
        .sorted()
        .toArray();
    boolean bare = arm == Arm.BARE;
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %s | %s | %d |",
        arm.words,
        JOBS / (nanos[nanos.length / 2] / 1e9),
        bare ? "" : wall(arm, rounds),
        bare ? "" : Overhead.of(arm, rounds, JobsLoad.Took::cpuNanos),
        rounds.size());
  }

  private static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
