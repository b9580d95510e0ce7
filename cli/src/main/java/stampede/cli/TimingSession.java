package stampede.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import stampede.instrument.Operation;
import stampede.instrument.TimingMethod;
import stampede.loadgen.TimingScenario;
import stampede.loadgen.TimingTraffic;
import stampede.loadgen.TimingTraffic.Time;
import stampede.results.TimingComparison;
import stampede.results.TimingGroup;
import stampede.results.TimingLaw;
import stampede.results.TimingPlots;
import stampede.results.TimingRow;
import stampede.store.BackingStore;
import stampede.store.BadInputException;
import stampede.store.SplitMix;
import stampede.store.StoreException;
import stampede.store.Stores;
import stampede.time.VirtualTime;

/** Carries out one comparison of timings into its folder. One use. */
final class TimingSession {
  /** How long the last answers are waited for, by the clock of the comparison. */
  private static final long ANSWER_NANOS_MAX = 120_000_000_000L;

  private static final int ONE_BY_ONE = 500;

  private final TimingInputs inputs;
  private final PrintStream err;
  private final TimingPlots plots = new TimingPlots();
  private final TimingChecks checks;
  private final List<TimingRow> rows = new ArrayList<>();
  private int parts;

  TimingSession(TimingInputs inputs, PrintStream err) {
    this.inputs = inputs;
    this.err = err;
    this.checks = new TimingChecks(inputs.real(), inputs.operations());
  }

  /**
   * Opens the store and closes it again.
   *
   * @throws BadInputException where it cannot be opened
   */
  void openOnce() {
    try (var time = new SystemTime();
        BackingStore store = open(new Time(time, time, time))) {
      store.name();
    } catch (BadInputException e) {
      throw new BadInputException("--store", e.value(), e.expected(), e);
    } catch (StoreException e) {
      throw new BadInputException(
          "--store", String.valueOf(e.getMessage()), "a store that can be opened", e);
    }
  }

  private BackingStore open(Time time) {
    return Stores.open(inputs.store(), time.clock(), time.timers());
  }

  /** Measures, and writes the folder, which is there. */
  TimingComparison run() {
    for (TimingScenario scenario : TimingScenario.values()) {
      if (!inputs.real() || scenario.stores()) {
        inputs.rates().forEach(rate -> measure(scenario, rate));
      }
    }
    oneByOne();
    var comparison = TimingComparison.of(
        BuildInfo.version(),
        BuildInfo.commit(),
        inputs.real() ? "real" : "virtual",
        inputs.store().toString(),
        inputs.seed(),
        inputs.rates(),
        checks.all(),
        rows);
    comparison.write(inputs.dir(), plots);
    return comparison;
  }

  private interface Part {
    void run(BackingStore store, Time time);
  }

  /** Runs a part with a store and a time of its own. */
  private void with(Part part) {
    if (!inputs.real()) {
      var virtual = new VirtualTime();
      var time = new Time(virtual, virtual, virtual);
      try (BackingStore store = open(time)) {
        part.run(store, time);
      }
      return;
    }
    try (var system = new SystemTime()) {
      var time = new Time(system, system, system);
      try (BackingStore store = open(time)) {
        part.run(store, time);
      }
    }
  }

  private long nextSeed() {
    return SplitMix.at(inputs.seed(), parts++);
  }

  private void measure(TimingScenario scenario, BigDecimal rate) {
    if (inputs.real()) {
      err.println("stampede: " + scenario.word() + " at " + rate.toPlainString() + "/s");
    }
    int calls = inputs.calls(rate, scenario.callsPerOperation());
    with((store, time) -> {
      var traffic = new TimingTraffic(scenario, rate, calls, nextSeed(), store, time);
      traffic.populate(ANSWER_NANOS_MAX);
      traffic.send();
      traffic.awaitAnswers(ANSWER_NANOS_MAX);
      checks.traffic(traffic);
      for (Operation operation : Operation.values()) {
        if (operation == Operation.LOAD || scenario.stores()) {
          take(scenario, group(scenario, rate, calls, operation, traffic));
        }
      }
      if (scenario.cached()) {
        rows.addAll(joins(scenario, rate, traffic).rows());
      }
    });
  }

  private void take(TimingScenario scenario, TimingGroup group) {
    List<TimingRow> figures = group.rows();
    rows.addAll(figures);
    checks.group(scenario, group, figures);
    if (group.operation().equals(Operation.LOAD.word()) && scenario.callsStamp()) {
      plots.addCurves(group);
      if (scenario.stores()) {
        plots.addScatter(group);
      }
    }
  }

  private static TimingGroup group(
      TimingScenario scenario,
      BigDecimal rate,
      int calls,
      Operation operation,
      TimingTraffic traffic) {
    Map<TimingMethod, long[]> nanos = new EnumMap<>(TimingMethod.class);
    for (TimingMethod method : TimingMethod.values()) {
      if (scenario.cached() || method != TimingMethod.PER_ENTRY) {
        nanos.put(method, traffic.probe().samples(operation).nanos(method));
      }
    }
    double stampRate = rate.doubleValue() * traffic.probe().stamps(operation) / Math.max(1, calls);
    return new TimingGroup(
        scenario.word(),
        rate,
        operation.word(),
        nanos,
        laws(scenario, stampRate),
        TimingGroup.startsDistance(traffic.calledNanos(operation), rate));
  }

  /**
   * What theory says of a scenario. Of the single stamp where calls share operations it says nothing
   * exact; nor of the handle where the stamps are no Poisson process.
   */
  private static Map<TimingMethod, TimingLaw> laws(TimingScenario scenario, double stampRate) {
    Map<TimingMethod, TimingLaw> laws = new EnumMap<>(TimingMethod.class);
    if (scenario.cached()) {
      laws.put(TimingMethod.PER_ENTRY, TimingLaw.EXACT);
    } else {
      laws.put(TimingMethod.SINGLE_STAMP, TimingLaw.slotPerAddress(stampRate, scenario.weights()));
    }
    if (scenario == TimingScenario.DISTINCT || scenario == TimingScenario.LOADER_ONLY) {
      laws.put(TimingMethod.SINGLE_STAMP, TimingLaw.EXACT);
    }
    if (scenario.callsStamp()) {
      laws.put(TimingMethod.SHARED_HANDLE, TimingLaw.oneSlot(stampRate));
    }
    return laws;
  }

  private static TimingGroup joins(
      TimingScenario scenario, BigDecimal rate, TimingTraffic traffic) {
    return new TimingGroup(
        scenario.word(),
        rate,
        "join",
        Map.of(TimingMethod.TRUTH, traffic.joinNanos()),
        Map.of(),
        null);
  }

  private void oneByOne() {
    with((store, time) -> {
      var traffic = new TimingTraffic(
          TimingScenario.DISTINCT, BigDecimal.valueOf(1000), ONE_BY_ONE, nextSeed(), store, time);
      traffic.populate(ANSWER_NANOS_MAX);
      traffic.sendOneByOne(ANSWER_NANOS_MAX);
      checks.traffic(traffic);
      for (Operation operation : Operation.values()) {
        checks.oneByOne(group(
            TimingScenario.DISTINCT, BigDecimal.valueOf(1000), ONE_BY_ONE, operation, traffic));
      }
    });
  }
}
