package stampede.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import stampede.cache.CacheStats;
import stampede.cache.ContentCache;
import stampede.store.Blob;
import stampede.store.BlobRef;

/**
 * A synchronous miss, which puts a blob among the clean and evicts another, in a cache that holds
 * dirty blobs as well (ours), beside the same in a cache that holds none (peer).
 */
@State(Scope.Thread)
public class DirtyBenchmark {
  private static final int ENTRIES = 10_000;
  private static final int DIRTY = 10_000;
  private static final int BATCH = 1_000;

  private final ContentCache beside = Fixture.ours(ENTRIES);
  private final ContentCache alone = Fixture.ours(ENTRIES);
  private long loads;

  @Setup
  public void fill() {
    for (BlobRef ref : Fixture.refs(-DIRTY, DIRTY)) {
      beside.store(Blob.trusted(ref, Fixture.CONTENT)).join();
    }
    for (BlobRef ref : Fixture.refs(0, 2 * ENTRIES)) {
      beside.load(ref).join();
      alone.load(ref).join();
    }
    loads = 2 * ENTRIES;
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    BlobRef[] first = Fixture.refs(loads, BATCH);
    sides.ours(() -> loadAll(beside, first, hole));
    sides.peer(() -> loadAll(alone, first, hole));
    BlobRef[] second = Fixture.refs(loads + BATCH, BATCH);
    sides.peer(() -> loadAll(alone, second, hole));
    sides.ours(() -> loadAll(beside, second, hole));
    loads += 2 * BATCH;
  }

  private static int loadAll(ContentCache cache, BlobRef[] refs, Blackhole hole) {
    for (BlobRef ref : refs) {
      hole.consume(cache.load(ref));
    }
    return refs.length;
  }

  @TearDown
  public void check() {
    for (ContentCache cache : new ContentCache[] {beside, alone}) {
      CacheStats stats = cache.stats();
      Fixture.require(stats.misses() == loads, stats.misses() + " misses of " + loads + " loads");
      Fixture.require(stats.cleanEntries() <= ENTRIES, stats.cleanEntries() + " entries");
    }
    Fixture.require(beside.stats().dirtyEntries() == DIRTY, "not all is dirty");
    Fixture.require(alone.stats().dirtyEntries() == 0, "something is dirty");
  }
}
