package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.loadgen.Plan;
import stampede.loadgen.Request;
import stampede.loadgen.Scenario;
import stampede.loadgen.Setting;
import stampede.store.BlobRef;
import stampede.testkit.Repository;

/** A real trace, against plain Caffeine caches that are fed the same sequence. */
class TraceIT {
  private static final String TRACE = "cache2k/web07.trace.xz";
  private static final long REQUESTS = 76_118;
  private static final double POINTS_MAX = 0.5;

  @TempDir
  private Path folder;

  private Path trace;

  @BeforeEach
  void find() {
    trace = Repository.sharedData(TRACE).orElse(null);
    Assumptions.assumeTrue(trace != null, TRACE + " does not lie beside the repository");
  }

  /** Loads that take no time: a hit is a hit in both. */
  @Test
  void overMemoryItHitsAsOftenAsPlainCaffeine() throws Exception {
    JsonNode cache = replay("--store", "memory:").get("cache");
    double hitPercent = 100 * cache.get("hits").doubleValue() / REQUESTS;
    double plainPercent = plainHitPercent(Runnable::run);
    System.out.printf("memory: hits %.2f %%, plain Caffeine %.2f %%%n", hitPercent, plainPercent);
    assertEquals(plainPercent, hitPercent, POINTS_MAX);
  }

  /**
   * Loads that take time: a join would have been a hit where they take none, and blobs arrive on
   * other threads, as maintenance does in a plain cache with its default executor.
   */
  @Test
  void overSqliteItIsAccountedForAndHitsAsOftenAsPlainCaffeine() throws Exception {
    JsonNode cache = replay().get("cache");
    double joins = cache.get("joins").doubleValue();
    double hitPercent = 100 * (cache.get("hits").doubleValue() + joins) / REQUESTS;
    double inlinePercent = plainHitPercent(Runnable::run);
    double defaultPercent = plainHitPercent(ForkJoinPool.commonPool());
    System.out.printf(
        "sqlite: hits and joins %.2f %% (joins %.2f %%), plain Caffeine %.2f %% with maintenance"
            + " inline, %.2f %% by default%n",
        hitPercent, 100 * joins / REQUESTS, inlinePercent, defaultPercent);
    assertTrue(
        hitPercent >= Math.min(inlinePercent, defaultPercent) - POINTS_MAX
            && hitPercent <= Math.max(inlinePercent, defaultPercent) + POINTS_MAX,
        hitPercent + " %");
  }

  private JsonNode replay(String... more) {
    String[] arguments = {
      "run", "--trace", trace.toString(), "--rate", "20000", "--warmup", "5s", "--json", "--quiet"
    };
    String[] all = Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
    Stampede.Result result = Stampede.run(folder, all);
    JsonNode summary = result.json();
    Stampede.assertRan(result, summary);
    assertEquals(REQUESTS, summary.at("/requests/planned").longValue());
    RunIT.assertAddsUp(summary);
    return summary;
  }

  private double plainHitPercent(Executor maintenance) throws InterruptedException {
    Plan plan = Plan.of(Scenario.of(List.of(new Setting("trace", trace.toString(), "--trace"))));
    plan.population().populate(blob -> {});
    Cache<BlobRef, Integer> cache = Caffeine.newBuilder()
        .executor(maintenance)
        .maximumWeight(plan.scenario().cleanBytesMax())
        .weigher((BlobRef ref, Integer sizeBytes) -> sizeBytes)
        .build();
    long hits = 0;
    for (long i = 0; i < plan.planned(); i++) {
      Request request = plan.workload().request(i);
      if (cache.getIfPresent(request.ref()) != null) {
        hits++;
      } else {
        cache.put(request.ref(), request.sizeBytes());
      }
    }
    return 100.0 * hits / plan.planned();
  }
}
