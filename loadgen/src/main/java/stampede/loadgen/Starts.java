package stampede.loadgen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * When the requests of a scenario begin.
 *
 * @param spanNanos how long the plan goes on, from its origin
 */
record Starts(Schedule schedule, long spanNanos) {
  /** Those of the run, whose first request is at a place in the random streams. */
  static Starts ofRun(Scenario scenario, OptionalLong traceLength, long firstPlace) {
    long count = scenario.planned(traceLength);
    if (scenario.users().isPresent()) {
      return new Starts(new NoSchedule(count), scenario.durationNanos().orElseThrow());
    }
    if (scenario.find(Key.RATE) instanceof Rate.Constant) {
      long seed = Stream.STARTS.seed(scenario.seed()) + firstPlace;
      return steady(scenario.rate(), scenario.arrivals(), count, seed);
    }
    return phased(scenario, count, firstPlace);
  }

  /** Those of a trace that has times: what is due within a duration. */
  static Starts ofTrace(TraceTimes times, BigDecimal speed, OptionalLong spanNanos) {
    TraceSchedule all = new TraceSchedule(times, speed);
    if (spanNanos.isEmpty() || spanNanos.getAsLong() >= all.spanNanos()) {
      return new Starts(all, all.spanNanos());
    }
    long count = Schedules.countBefore(all, spanNanos.getAsLong(), 0);
    return new Starts(new CutSchedule(all, count), spanNanos.getAsLong());
  }

  /** Those of the warm-up, which goes on at one rate. */
  static Starts ofWarmUp(Scenario scenario, long firstPlace) {
    if (scenario.users().isPresent()) {
      return new Starts(new NoSchedule(scenario.plannedWarmUp()), scenario.warmupNanos());
    }
    Arrivals arrivals = scenario.phases().isEmpty() ? scenario.arrivals() : arrivals(scenario, 0);
    long seed = Stream.STARTS.seed(scenario.seed()) + firstPlace;
    return steady(scenario.rate(), arrivals, scenario.plannedWarmUp(), seed);
  }

  private static Arrivals arrivals(Scenario scenario, int phase) {
    return Objects.requireNonNullElse(scenario.phases().get(phase).arrivals(), scenario.arrivals());
  }

  private static Starts steady(BigDecimal rate, Arrivals arrivals, long count, long seed) {
    if (count == 0) {
      return new Starts(Schedules.constant(BigDecimal.ONE, 0), 0);
    }
    Schedule schedule = arrivals == Arrivals.CONSTANT
        ? Schedules.constant(rate, count)
        : Schedules.poisson(rate, count, seed);
    return new Starts(schedule, Schedules.spanNanos(rate, count));
  }

  private static Starts phased(Scenario scenario, long count, long firstPlace) {
    List<Schedule> parts = new ArrayList<>();
    List<Long> spansNanos = new ArrayList<>();
    for (Phase phase : scenario.phases()) {
      int number = parts.size();
      Arrivals arrivals = arrivals(scenario, number);
      parts.add(phase.schedule(arrivals, scenario.seed(), firstPlace, number));
      spansNanos.add(phase.durationNanos());
    }
    Schedule all = new PhasedSchedule(parts, spansNanos);
    if (count < all.count()) {
      return new Starts(new CutSchedule(all, count), all.startNanos(count));
    }
    return new Starts(all, spansNanos.stream().mapToLong(span -> span).sum());
  }
}
