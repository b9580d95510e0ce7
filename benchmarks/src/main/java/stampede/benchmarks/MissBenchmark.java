package stampede.benchmarks;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import stampede.cache.CacheStats;
import stampede.cache.ContentCache;
import stampede.store.BlobRef;

/**
 * A load that memory cannot answer beside a miss of Caffeine's {@code AsyncLoadingCache}. Each
 * address is new, each load evicts another blob, and the store's answer is the same completed future
 * on both sides.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class MissBenchmark {
  private static final int ENTRIES = 10_000;
  private static final int BATCH = 1_000;

  private final CompletableFuture<Optional<byte[]>> answer =
      CompletableFuture.completedFuture(Optional.of(Fixture.CONTENT));
  private ContentCache cache;
  private AsyncLoadingCache<BlobRef, Optional<byte[]>> peer;
  private long loads;

  @Setup
  public void fill() {
    cache = Fixture.ours(ENTRIES);
    peer = Fixture.<Optional<byte[]>>peer(ENTRIES).buildAsync((ref, executor) -> answer);
    for (BlobRef ref : Fixture.refs(0, 2 * ENTRIES)) {
      cache.load(ref).join();
      peer.get(ref).join();
    }
    loads = 2 * ENTRIES;
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    BlobRef[] first = Fixture.refs(loads, BATCH);
    sides.ours(() -> ours(first, hole));
    sides.peer(() -> peer(first, hole));
    BlobRef[] second = Fixture.refs(loads, BATCH);
    sides.peer(() -> peer(second, hole));
    sides.ours(() -> ours(second, hole));
  }

  private int ours(BlobRef[] refs, Blackhole hole) {
    for (BlobRef ref : refs) {
      hole.consume(cache.load(ref));
    }
    loads += refs.length;
    return refs.length;
  }

  private int peer(BlobRef[] refs, Blackhole hole) {
    for (BlobRef ref : refs) {
      hole.consume(peer.get(ref));
    }
    return refs.length;
  }

  @TearDown
  public void check() {
    CacheStats stats = cache.stats();
    Fixture.require(stats.misses() == loads, stats.misses() + " misses of " + loads + " loads");
    Fixture.require(stats.cleanEntries() <= ENTRIES, stats.cleanEntries() + " entries");
    Fixture.require(peer.synchronous().estimatedSize() <= ENTRIES, "the peer evicted nothing");
  }
}
