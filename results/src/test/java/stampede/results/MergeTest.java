package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

class MergeTest {
  @TempDir
  Path folder;

  /** A run of 1,000 loads of some milliseconds, as a shard. */
  private Run shard(int index, int count, long seed, long millis, int shed) {
    var interval = new IntervalBuilder(0);
    for (int i = 0; i < 1000; i++) {
      interval.request(Operation.LOAD, Outcome.LOADED, 0, millis * IntervalBuilder.MILLION);
    }
    interval.count(Operation.LOAD, Outcome.SHED, shed);
    Manifest manifest = Manifest.started(
        "20260921T131320Z-00ff",
        "0.1.0-SNAPSHOT",
        "abcdef0",
        Fixtures.STARTED,
        Map.of("rate", "1000"),
        Map.of("seed", seed),
        new Manifest.Shard(index, count),
        1000L + shed,
        new Manifest.Environment("Linux", "a cpu", 2, "17", List.of(), 25, null),
        null);
    Path dir = folder.resolve("shard" + index + "of" + count + "seed" + seed);
    try (var writer = RunWriter.create(dir, manifest, any -> Fixtures.METERS)) {
      writer.accept(interval.build());
      return writer.finish(Fixtures.facts(1000L + shed), Fixtures.quiet(), Instant.ofEpochMilli(0));
    }
  }

  @Test
  void distributionsAreAddedAndNotAveraged() {
    Summary merged = Merge.of(List.of(shard(0, 2, 1, 1, 0), shard(1, 2, 1, 9, 0)));
    Timings total = merged.total(Clock.RESPONSE, Operation.LOAD);
    assertEquals(2000, total.count());
    assertEquals(1, total.at(Percentile.P50) / IntervalBuilder.MILLION);
    assertEquals(9, total.at(Percentile.P75) / IntervalBuilder.MILLION);
    assertEquals(new Summary.Requests(2000L, 2000, 0, 0, 0, 0, 0, 0), merged.requests());
    assertEquals(Verdict.VALID, merged.verdict());
    // Each shard's p99 is 1 or 9 ms, and the objective is judged by that of all.
    assertEquals("load.p99<50ms", merged.slo().get(0).text());
    assertTrue(merged.slo().get(0).valueNanos() > 8 * IntervalBuilder.MILLION);
  }

  @Test
  void theVerdictIsTheWorstShardsAndItsReasonNamesIt() {
    Summary merged = Merge.of(List.of(shard(1, 2, 1, 1, 100), shard(0, 2, 1, 1, 0)));
    assertEquals(Verdict.INVALID, merged.verdict());
    assertNotEquals(List.of(), merged.reasons());
    assertTrue(merged.reasons().stream().allMatch(reason -> reason.startsWith("shard 1: ")));
    assertEquals(100, merged.requests().shed());
  }

  @Test
  void shardsThatAreNoWholePlanAreRefused() {
    Run first = shard(0, 2, 1, 1, 0);
    assertRefused(List.of());
    assertRefused(List.of(first));
    assertRefused(List.of(first, first));
    assertRefused(List.of(first, shard(1, 3, 1, 1, 0)));
    assertRefused(List.of(first, shard(1, 2, 2, 1, 0)));
  }

  private static void assertRefused(List<Run> shards) {
    assertThrows(IllegalArgumentException.class, () -> Merge.of(shards));
  }
}
