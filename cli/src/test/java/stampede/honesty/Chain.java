package stampede.honesty;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import stampede.instrument.CompletionSink;
import stampede.instrument.IntervalRecorder;
import stampede.loadgen.InlineLoop;
import stampede.loadgen.Loop;
import stampede.loadgen.OpenLoop;
import stampede.loadgen.Plan;
import stampede.loadgen.Scenario;
import stampede.loadgen.Schedule;
import stampede.loadgen.Schedules;
import stampede.loadgen.Workload;
import stampede.results.Evidence;
import stampede.results.Merge;
import stampede.results.Run;
import stampede.results.RunFacts;
import stampede.results.RunReader;
import stampede.results.RunVerdict;
import stampede.results.Summary;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * The way from a plan to printed figures, in the parts that a mutant replaces. What is no part of
 * it, the recorder, its intervals and the writer of the folder, is always the real one.
 */
record Chain(
    Plans plans,
    Waits waits,
    Sinks sinks,
    Drive drive,
    Reading reading,
    Judging judging,
    Merging merging,
    Keys keys) {

  /** Makes the plan of a constant rate. */
  interface Plans {
    Schedule constant(BigDecimal ratePerSecond, long count);
  }

  /** Makes the waiter of the worker from one that is exact. */
  interface Waits {
    Waiter waiter(Waiter exact, NanoClock clock);
  }

  /** Makes what hears of finished requests; they are {@code gapNanos} apart on average. */
  interface Sinks {
    CompletionSink sink(IntervalRecorder recorder, long gapNanos);
  }

  /** Sends a plan's requests and waits for their answers. */
  interface Drive {
    Loop.Ending run(Offer offer);
  }

  /** Reads a run's folder. */
  interface Reading {
    Run read(Path dir);
  }

  /** Gives the figures of a run with their verdict. */
  interface Judging {
    Summary judge(Run run, RunFacts facts, Evidence evidence);
  }

  /** Gives the figures of all shards of a plan. */
  interface Merging {
    Summary merge(List<Run> shards);
  }

  /** Makes the requests of a scenario, of whose keys each was populated. */
  interface Keys {
    Workload workload(Scenario scenario);
  }

  /** The chain of {@code stampede run}. */
  static Chain real() {
    return new Chain(
        Schedules::constant,
        (exact, clock) -> exact,
        (recorder, gapNanos) -> recorder,
        Chain::openLoop,
        RunReader::read,
        Chain::judged,
        Merge::of,
        Chain::planned);
  }

  static Loop.Ending openLoop(Offer offer) {
    var loop = new OpenLoop(
        offer.schedule(),
        offer::request,
        offer.target(),
        offer.sink(),
        offer.limits(),
        offer.time(),
        offer.time(),
        offer.waiter());
    return InlineLoop.run(loop, offer.originNanos(), offer.drainEndNanos());
  }

  /** The summary in the folder; one that is computed where a mutant's reader has left it out. */
  static Summary judged(Run run, RunFacts facts, Evidence evidence) {
    Summary written = run.summary();
    return written != null ? written : RunVerdict.judge(run, facts, evidence);
  }

  static Workload planned(Scenario scenario) {
    return populated(scenario).workload();
  }

  static Plan populated(Scenario scenario) {
    Plan plan = Plan.of(scenario);
    try {
      plan.population().populate(blob -> {});
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return plan;
  }

  Chain withPlans(Plans other) {
    return new Chain(other, waits, sinks, drive, reading, judging, merging, keys);
  }

  Chain withWaits(Waits other) {
    return new Chain(plans, other, sinks, drive, reading, judging, merging, keys);
  }

  Chain withSinks(Sinks other) {
    return new Chain(plans, waits, other, drive, reading, judging, merging, keys);
  }

  Chain withDrive(Drive other) {
    return new Chain(plans, waits, sinks, other, reading, judging, merging, keys);
  }

  Chain withReading(Reading other) {
    return new Chain(plans, waits, sinks, drive, other, judging, merging, keys);
  }

  Chain withJudging(Judging other) {
    return new Chain(plans, waits, sinks, drive, reading, other, merging, keys);
  }

  Chain withMerging(Merging other) {
    return new Chain(plans, waits, sinks, drive, reading, judging, other, keys);
  }

  Chain withKeys(Keys other) {
    return new Chain(plans, waits, sinks, drive, reading, judging, merging, other);
  }
}
