package stampede.benchmarks;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jol.info.GraphLayout;
import stampede.cache.ContentCache;
import stampede.store.BlobRef;

/**
 * The bytes that a clean entry keeps in the heap: its address and all that the cache adds, without
 * the content, which is one array for all. Beside it an entry of plain Caffeine with the same
 * address and bound.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter
public class EntryBenchmark {
  private static final int ENTRIES = 10_000;

  @Param({"Cache", "AsyncCache"})
  String peer;

  @Benchmark
  public void pair(Sides sides) {
    sides.oursBytes += ours(ENTRIES) - ours(0);
    sides.oursOps += ENTRIES;
    sides.peerBytes += peer(ENTRIES) - peer(0);
    sides.peerOps += ENTRIES;
  }

  private static long ours(int entries) {
    ContentCache cache = Fixture.ours(ENTRIES);
    for (BlobRef ref : Fixture.refs(0, entries)) {
      cache.load(ref).join();
    }
    Fixture.require(cache.stats().cleanEntries() == entries, "it holds not all entries");
    return GraphLayout.parseInstance(cache).totalSize();
  }

  private long peer(int entries) {
    if (peer.equals("Cache")) {
      Cache<BlobRef, byte[]> cache = Fixture.<byte[]>peer(ENTRIES).build();
      for (BlobRef ref : Fixture.refs(0, entries)) {
        cache.put(ref, Fixture.CONTENT);
      }
      return GraphLayout.parseInstance(cache).totalSize();
    }
    AsyncCache<BlobRef, byte[]> cache = Fixture.<byte[]>peer(ENTRIES).buildAsync();
    for (BlobRef ref : Fixture.refs(0, entries)) {
      cache.put(ref, CompletableFuture.completedFuture(Fixture.CONTENT));
    }
    return GraphLayout.parseInstance(cache).totalSize();
  }
}
