package stampede.benchmarks;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import stampede.cache.CacheStats;
import stampede.cache.ContentCache;
import stampede.cache.LoadResult;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.SplitMix;

/**
 * A load answered from memory beside {@code AsyncCache.getIfPresent}. Both caches are full to their
 * bound and evict nothing; addresses are looked up at random, by instances that neither holds.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class HitBenchmark {
  private static final int LOOKUPS = 16_384;
  private static final int PASSES = 8;
  private static final int BATCH = PASSES * LOOKUPS;

  @Param({"1000", "10000"})
  int entries;

  private final BlobRef[] lookups = new BlobRef[LOOKUPS];
  private ContentCache cache;
  private AsyncCache<BlobRef, LoadResult> peer;
  private long loads;

  @Setup
  public void fill() {
    cache = Fixture.ours(entries);
    peer = Fixture.<LoadResult>peer(entries).buildAsync();
    for (BlobRef ref : Fixture.refs(0, entries)) {
      cache.load(ref).join();
    }
    for (BlobRef ref : Fixture.refs(0, entries)) {
      var found = new Found(Blob.trusted(ref, Fixture.CONTENT), Source.CACHE);
      peer.put(ref, CompletableFuture.completedFuture(found));
    }
    BlobRef[] equals = Fixture.refs(0, entries);
    for (int i = 0; i < LOOKUPS; i++) {
      lookups[i] = equals[(int) (SplitMix.unit(SplitMix.at(1, i)) * entries)];
    }
    System.gc(); // leaves the entries of both in the order in which they were made
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    sides.ours(() -> ours(hole));
    sides.peer(() -> peer(hole));
    sides.peer(() -> peer(hole));
    sides.ours(() -> ours(hole));
  }

  private int ours(Blackhole hole) {
    for (int pass = 0; pass < PASSES; pass++) {
      for (BlobRef ref : lookups) {
        hole.consume(cache.load(ref));
      }
    }
    loads += BATCH;
    return BATCH;
  }

  private int peer(Blackhole hole) {
    for (int pass = 0; pass < PASSES; pass++) {
      for (BlobRef ref : lookups) {
        hole.consume(peer.getIfPresent(ref));
      }
    }
    return BATCH;
  }

  @TearDown
  public void check() {
    CacheStats stats = cache.stats();
    Fixture.require(stats.hits() == loads, stats.hits() + " hits of " + loads + " loads");
    for (BlobRef ref : lookups) {
      Fixture.require(peer.getIfPresent(ref) != null, "the peer lacks an entry");
    }
  }
}
