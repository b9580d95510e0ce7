package stampede.honesty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.results.Percentile;
import stampede.results.Summary;
import stampede.results.Timings;
import stampede.results.Verdict;

/** Requests whose answers nobody waits for, or that are longer than others can hold. */
final class LimitChecks {
  private LimitChecks() {}

  static List<Check> all() {
    return List.of(
        new Check("stall that outlives the run", LimitChecks::outlivingStall),
        new Check("response of a minute and more", LimitChecks::longResponses));
  }

  /**
   * A stall from second 25 of 30 that ends a second after the drain: 5,000 requests are open at ages
   * of 5 to 10 s, each of which would have been answered one second later.
   */
  private static List<String> outlivingStall(Chain chain, Path dir) {
    int count = 30_000;
    int open = 5_000;
    long fromNanos = 25 * Scene.SECOND;
    long toNanos = 36 * Scene.SECOND;
    Scene scene = Scene.of(
            chain.plans().constant(Draws.rate(1_000), count),
            time -> Servers.stalling(
                time, Scene.ORIGIN_NANOS + fromNanos, Scene.ORIGIN_NANOS + toNanos))
        .draining(5 * Scene.SECOND)
        .cutEvery(5 * Scene.SECOND); // too few intervals for bounds
    Summary summary = Trial.of(chain, scene, dir).summary();
    long[] starts = Draws.constantStarts(1_000, count);
    long drainEndNanos = starts[count - 1] + 5 * Scene.SECOND;
    List<String> differences = new ArrayList<>();
    var requests = summary.requests();
    if (requests.open() != open || requests.completed() != count - open) {
      differences.add("open and completed: " + requests);
    }
    Timings printed = summary.total(Clock.RESPONSE, Operation.LOAD);
    long[] truth = Truth.stalled(starts, fromNanos, toNanos).response();
    long[] ages = Truth.stalled(starts, fromNanos, drainEndNanos).response();
    if (printed == null || printed.count() != count) {
      differences.add("total of " + count + " requests: " + printed);
      return differences;
    }
    for (Percentile percentile : EnumSet.range(Percentile.P50, Percentile.P99_9)) {
      int parts = (int) Math.round(100 * percentile.percent());
      bounded(
          differences,
          printed,
          percentile.field(),
          Truth.quantile(ages, parts),
          Truth.quantile(truth, parts));
    }
    bounded(differences, printed, "maxNanos", ages[count - 1], truth[count - 1]);
    bounded(
        differences,
        printed,
        "meanNanos",
        LongStream.of(ages).sum() / count,
        LongStream.of(truth).sum() / count);
    return differences;
  }

  /** A plain value is the truth; a lower bound lies between what the ages tell and the truth. */
  private static void bounded(
      List<String> differences, Timings printed, String field, long agesNanos, long truthNanos) {
    Long value = printed.field(field);
    if (value == null) {
      differences.add(field + " is not printed");
      return;
    }
    boolean bound = printed.atLeast().contains(field);
    long lowNanos = bound ? agesNanos - agesNanos / 1_000 : truthNanos;
    if (value < lowNanos || value > truthNanos + truthNanos / 1_000) {
      differences.add(field + ": printed " + (bound ? ">= " : "") + value + ", by ages " + agesNanos
          + ", in truth " + truthNanos);
    }
    if (bound && agesNanos == truthNanos) {
      differences.add(field + ": a lower bound, though open requests make no difference");
    }
  }

  /** Of 2,000 requests at 0.5/s one takes 90 s, and one 65 minutes, which no histogram holds. */
  private static List<String> longResponses(Chain chain, Path dir) {
    long[] starts = LongStream.range(0, 2_000).map(i -> 2 * i * Scene.SECOND).toArray();
    long[] services = Draws.constant(starts.length, Scene.MILLI);
    services[10] = 3_900 * Scene.SECOND;
    services[500] = 90 * Scene.SECOND;
    Scene scene = Scene.of(Draws.plan(starts), time -> Servers.parallel(time, services))
        .cutEvery(500 * Scene.SECOND);
    Summary summary = Trial.of(chain, scene, dir).summary();
    List<String> differences = new ArrayList<>();
    Timings printed = summary.total(Clock.RESPONSE, Operation.LOAD);
    Long max = printed == null ? null : printed.maxNanos();
    if (max == null || max < services[500] || max > 1.001 * services[500]) {
      differences.add("the longest response below an hour is " + services[500] + ": " + max);
    }
    if (summary.outOfRange() != 2) {
      differences.add(
          "a response and a service time are out of range, counted: " + summary.outOfRange());
    }
    if (summary.verdict() == Verdict.VALID) {
      differences.add("VALID though a response is in no figure");
    }
    return differences;
  }
}
