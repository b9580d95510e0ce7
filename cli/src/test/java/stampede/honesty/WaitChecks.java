package stampede.honesty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.loadgen.Plan;
import stampede.loadgen.Scenario;
import stampede.loadgen.Schedule;
import stampede.loadgen.Schedules;
import stampede.loadgen.Setting;
import stampede.loadgen.Shard;
import stampede.results.Percentile;
import stampede.results.Run;

/** Whole runs in which every request is answered: every figure is the exact order statistic. */
final class WaitChecks {
  static final long SEED = 20_260_921;

  /** Intervals so long that a run has fewer than ten: its percentiles are those of the run alone. */
  private static final long FEW_NANOS = 5 * Scene.SECOND;

  private WaitChecks() {}

  static List<Check> all() {
    return List.of(
        new Check("single stall", WaitChecks::singleStall),
        new Check("M/M/1", WaitChecks::exponentialService),
        new Check("M/D/1", WaitChecks::constantService),
        new Check("slow worker", WaitChecks::slowWorker),
        new Check("bursty plan", WaitChecks::burstyPlan),
        new Check("phases and a ramp", WaitChecks::phasesAndRamp),
        new Check("oversleeping worker", WaitChecks::oversleepingWorker),
        new Check("wall-clock step", WaitChecks::wallClockStep),
        new Check("four merged shards", WaitChecks::fourShards));
  }

  /** A stall of 1.5 s in 30 s at 1,000/s: P(response > x) = (D - x) / T. */
  private static List<String> singleStall(Chain chain, Path dir) {
    int count = 30_000;
    long stallNanos = 1_500 * Scene.MILLI;
    long fromNanos = 12 * Scene.SECOND;
    long toNanos = fromNanos + stallNanos;
    Scene scene = Scene.of(
            chain.plans().constant(Draws.rate(1_000), count),
            time -> Servers.stalling(
                time, Scene.ORIGIN_NANOS + fromNanos, Scene.ORIGIN_NANOS + toNanos))
        .cutEvery(FEW_NANOS);
    Trial trial = Trial.of(chain, scene, dir);
    Truth truth = Truth.stalled(Draws.constantStarts(1_000, count), fromNanos, toNanos);
    List<String> differences =
        new ArrayList<>(Agreement.differences(trial, truth, Percentile.P99_9));
    var series = new Series(Clock.RESPONSE, Operation.LOAD, Outcome.LOADED);
    Histogram response = trial.run().totals().getOrDefault(series, new Histogram(3));
    for (long millis : new long[] {1, 200, 500, 1_000, 1_200, 1_400, 1_499}) {
      long nanos = response.highestEquivalentValue(millis * Scene.MILLI);
      double law = (double) (stallNanos - nanos) / (30 * Scene.SECOND);
      double above = 1 - response.getPercentileAtOrBelowValue(nanos) / 100;
      // One request more or less: 1 / (rate x T).
      if (Math.abs(above - law) > 1.0 / count + 1e-9) {
        differences.add("P(response > " + millis + " ms) is " + above + ", by the law " + law);
      }
    }
    return differences;
  }

  private static List<String> exponentialService(Chain chain, Path dir) {
    long[] services = Draws.exponential(SEED + 1, 100_000, 0.7 * Scene.MILLI);
    return queue(chain, dir, SEED, services, 10 * Scene.SECOND, Percentile.P99);
  }

  private static List<String> constantService(Chain chain, Path dir) {
    long[] services = Draws.constant(30_000, 800_000);
    return queue(chain, dir, SEED + 2, services, FEW_NANOS, Percentile.P99_9);
  }

  /** Poisson arrivals at 1,000/s at one server. */
  private static List<String> queue(
      Chain chain,
      Path dir,
      long seed,
      long[] serviceNanos,
      long intervalNanos,
      Percentile highest) {
    Schedule plan = Schedules.poisson(Draws.rate(1_000), serviceNanos.length, seed);
    Scene scene = Scene.of(plan, time -> Servers.queue(time, serviceNanos)).cutEvery(intervalNanos);
    Truth truth = Truth.queue(Scene.starts(plan), serviceNanos);
    return Agreement.differences(Trial.of(chain, scene, dir), truth, highest);
  }

  /** Each request holds the only thread that sends, mostly 0.4 ms, one in 500 for 60 ms. */
  private static List<String> slowWorker(Chain chain, Path dir) {
    long[] services = IntStream.range(0, 20_000)
        .mapToLong(i -> i % 500 == 250 ? 60 * Scene.MILLI : 400_000)
        .toArray();
    Schedule plan = Schedules.poisson(Draws.rate(1_000), services.length, SEED + 3);
    Scene scene = Scene.of(plan, time -> Servers.blocking(time, services)).cutEvery(FEW_NANOS);
    return Agreement.differences(
        Trial.of(chain, scene, dir), Truth.blocked(Scene.starts(plan), services), Percentile.P99_9);
  }

  /** Bursts of 40 requests, 50 us apart, each 100 ms, at a server that takes 1 to 3 ms. */
  private static List<String> burstyPlan(Chain chain, Path dir) {
    long[] starts = IntStream.range(0, 12_000)
        .mapToLong(i -> i / 40 * 100 * Scene.MILLI + i % 40 * 50_000L)
        .toArray();
    long[] services = IntStream.range(0, starts.length)
        .mapToLong(i -> Scene.MILLI * (1 + i % 3))
        .toArray();
    Scene scene = Scene.of(Draws.plan(starts), time -> Servers.queue(time, services));
    return Agreement.differences(
        Trial.of(chain, scene, dir), Truth.queue(starts, services), Percentile.P99);
  }

  /** From 400/s up to 1,600/s and back to 100/s, at a server that carries 1,250/s. */
  private static List<String> phasesAndRamp(Chain chain, Path dir) {
    var phases = new Setting(
        "phases", "10s@400@constant;10s@ramp:400..1600@constant;10s@100@constant", "check");
    Schedule plan = Plan.of(Scenario.of(List.of(phases))).schedule();
    long[] starts = Scene.starts(plan);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      double nanos = rampStartNanos(i);
      if (Math.abs(starts[i] - nanos) > 1) {
        differences.add("start " + i + " is " + starts[i] + ", by the law " + nanos);
      }
    }
    long[] services = Draws.constant(15_000, 800_000);
    Scene scene = Scene.of(plan, time -> Servers.queue(time, services)).cutEvery(FEW_NANOS);
    Trial trial = Trial.of(chain, scene, dir);
    differences.addAll(
        Agreement.differences(trial, Truth.queue(starts, services), Percentile.P99_9));
    return differences;
  }

  /** Of the ramp: 400 t + 60 t^2 requests are due within its first t seconds. */
  private static double rampStartNanos(int index) {
    if (index < 4_000) {
      return index * 2.5 * Scene.MILLI;
    }
    return index < 14_000
        ? 10e9 + 1e9 * (Math.sqrt(160_000 + 240.0 * (index - 4_000)) - 400) / 120
        : 20e9 + 10.0 * Scene.MILLI * (index - 14_000);
  }

  /** The worker waits for the next start, and wakes 300 ms late. */
  private static List<String> oversleepingWorker(Chain chain, Path dir) {
    int count = 20_000;
    long fromNanos = 7_000_500_000L;
    long toNanos = fromNanos + 300 * Scene.MILLI;
    Scene scene = Scene.of(
            chain.plans().constant(Draws.rate(1_000), count), time -> Servers.stalling(time, 0, 0))
        .cutEvery(FEW_NANOS)
        .waitingBy(time -> nanos -> {
          long at = nanos - Scene.ORIGIN_NANOS;
          time.until(at >= fromNanos && at < toNanos ? Scene.ORIGIN_NANOS + toNanos : nanos);
        });
    return Agreement.differences(
        Trial.of(chain, scene, dir),
        Truth.overslept(Draws.constantStarts(1_000, count), fromNanos, toNanos),
        Percentile.P99_9);
  }

  /** The wall clock goes back by an hour, and a second later on by a day: no figure moves. */
  private static List<String> wallClockStep(Chain chain, Path dir) {
    long[] services = Draws.constant(10_000, 700_000);
    Schedule plan = Schedules.poisson(Draws.rate(1_000), services.length, SEED + 4);
    Scene scene = Scene.of(plan, time -> Servers.queue(time, services)).byWallClock(nanos -> {
      long stepMillis =
          nanos < 4 * Scene.SECOND ? 0 : nanos < 5 * Scene.SECOND ? -3_600_000 : 86_400_000;
      return Scene.wallMillis(nanos) + stepMillis;
    });
    return Agreement.differences(
        Trial.of(chain, scene, dir), Truth.queue(Scene.starts(plan), services), Percentile.P99);
  }

  /** One plan in four processes, each with a server of its own, the last of them slow. */
  private static List<String> fourShards(Chain chain, Path dir) {
    Schedule plan = Schedules.poisson(Draws.rate(1_000), 40_000, SEED + 5);
    List<String> differences = new ArrayList<>();
    List<Run> runs = new ArrayList<>();
    Truth[] truths = new Truth[4];
    for (int i = 0; i < truths.length; i++) {
      Shard shard = new Shard(i, truths.length);
      long[] starts = LongStream.range(0, plan.count())
          .filter(index -> shard.owns(SEED, index))
          .map(plan::startNanos)
          .toArray();
      double meanNanos = (i == 3 ? 3.2 : 0.8) * Scene.MILLI;
      long[] services = Draws.exponential(SEED + 6 + i, starts.length, meanNanos);
      Scene scene = Scene.of(Draws.plan(starts), time -> Servers.queue(time, services))
          .cutEvery(4 * Scene.SECOND)
          .asShard(i, truths.length);
      Trial trial = Trial.of(chain, scene, dir.resolve("shard" + i));
      truths[i] = Truth.queue(starts, services);
      Percentile highest = i == 3 ? Percentile.P90 : Percentile.P99;
      Agreement.differences(trial, truths[i], highest)
          .forEach(one -> differences.add(shard + " " + one));
      runs.add(trial.run());
    }
    differences.addAll(
        Agreement.differences(chain.merging().merge(runs), Truth.union(truths), Percentile.P99_9));
    return differences;
  }
}
