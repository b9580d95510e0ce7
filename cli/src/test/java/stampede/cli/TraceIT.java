package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.loadgen.Plan;
import stampede.loadgen.Request;
import stampede.loadgen.Scenario;
import stampede.loadgen.Setting;
import stampede.store.BlobRef;
import stampede.testkit.Repository;

/** A real trace, against a plain Caffeine cache that is fed the same sequence. */
class TraceIT {
  private static final String TRACE = "cache2k/web07.trace.xz";

  @TempDir
  private Path folder;

  @Test
  void aTraceIsAccountedForAndHitsAsOftenAsPlainCaffeine() throws Exception {
    Path trace = Repository.sharedData(TRACE).orElse(null);
    Assumptions.assumeTrue(trace != null, TRACE + " does not lie beside the repository");
    Stampede.Result result = Stampede.run(
        folder, "run", "--trace", trace.toString(), "--rate", "20000", "--json", "--quiet");
    assertEquals(0, result.exitCode(), result.stderr());
    JsonNode summary = result.json();
    assertEquals(76_118, summary.at("/requests/planned").longValue());
    RunIT.assertAddsUp(summary);
    // In a cache whose loads take no time every join would have been a hit.
    long hits =
        summary.at("/cache/hits").longValue() + summary.at("/cache/joins").longValue();
    double plainPercent = plainHitPercent(trace);
    double hitPercent = 100.0 * hits / 76_118;
    System.out.printf("hit share: %.2f %%, plain Caffeine: %.2f %%%n", hitPercent, plainPercent);
    assertEquals(plainPercent, hitPercent, 0.5);
  }

  private static double plainHitPercent(Path trace) throws InterruptedException {
    Plan plan = Plan.of(Scenario.of(List.of(new Setting("trace", trace.toString(), "--trace"))));
    plan.population().populate(blob -> {});
    Cache<BlobRef, Integer> cache = Caffeine.newBuilder()
        .executor(Runnable::run)
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
