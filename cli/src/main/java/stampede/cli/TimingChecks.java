package stampede.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stampede.instrument.TimingMethod;
import stampede.loadgen.TimingScenario;
import stampede.loadgen.TimingTraffic;
import stampede.results.TimingComparison.Check;
import stampede.results.TimingGroup;
import stampede.results.TimingRow;

/** What must hold of a comparison of timings, gathered while it is made. For one thread. */
final class TimingChecks {
  private static final double DISTANCE_MAX = 0.01;
  private static final int DISTANCE_OPERATIONS = 100_000;

  private final boolean real;
  private final int operations;
  /** The largest of any rate and operation. */
  private final Map<String, Double> lawDistances = new LinkedHashMap<>();

  private long missing;
  private long unanswered;
  private long failed;
  private long joinsMissing;
  private long entryWrong;
  private long slotsOutside;
  private long loaderWrong;
  private long oneByOneWrong;

  /**
   * Makes the checks.
   *
   * @param operations how many are wanted of each at each rate; zero where none are promised
   */
  TimingChecks(boolean real, int operations) {
    this.real = real;
    this.operations = operations;
  }

  void traffic(TimingTraffic traffic) {
    unanswered += traffic.unanswered();
    failed += traffic.failed();
    joinsMissing += traffic.joins() - traffic.joinNanos().length;
  }

  void group(TimingScenario scenario, TimingGroup group, List<TimingRow> rows) {
    if (scenario != TimingScenario.LOADER_ONLY) {
      missing += Math.max(0, operations - group.count());
    }
    if (scenario.cached()) {
      entryWrong += entryWrong(group);
    }
    slotsOutside += group.outside(TimingMethod.SINGLE_STAMP);
    slotsOutside += group.outside(TimingMethod.SHARED_HANDLE);
    if (scenario == TimingScenario.LOADER_ONLY) {
      loaderWrong += group.differing(TimingMethod.SINGLE_STAMP);
    }
    for (TimingRow row : rows) {
      Double distance = row.theoryMaxDistance();
      if (distance != null) {
        lawDistances.merge(scenario.word() + ", " + row.method(), distance, Math::max);
      }
    }
  }

  /** In real time the entry is stamped before the truth's start and read after its end. */
  private long entryWrong(TimingGroup group) {
    return real ? group.below(TimingMethod.PER_ENTRY) : group.differing(TimingMethod.PER_ENTRY);
  }

  void oneByOne(TimingGroup group) {
    oneByOneWrong += entryWrong(group);
    oneByOneWrong += group.differing(TimingMethod.SINGLE_STAMP);
    oneByOneWrong += group.differing(TimingMethod.SHARED_HANDLE);
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.add(none("calls and operations without an end", unanswered));
    checks.add(none("calls not answered with their blob", failed));
    checks.add(none("joins without a wait of their own", joinsMissing));
    checks.add(none(
        real
            ? "operations whose entry gave less than the truth"
            : "operations whose entry gave another time than the truth",
        entryWrong));
    checks.add(none("times of a shared slot below zero or above the truth", slotsOutside));
    checks.add(none("times that differ with one operation at a time", oneByOneWrong));
    if (!real) {
      checks.add(none("loads that a stamp of the loader alone gave another time", loaderWrong));
      checks.add(none("operations fewer than wanted, over all rates", missing));
      double bound =
          DISTANCE_MAX * Math.sqrt(Math.max(1, (double) DISTANCE_OPERATIONS / operations));
      lawDistances.forEach((of, distance) ->
          checks.add(Check.atMost("distance to the law: " + of, distance, bound)));
    }
    return checks;
  }

  private static Check none(String text, long figure) {
    return Check.atMost(text, (double) figure, 0);
  }
}
