package stampede.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;

/** The blobs that the backing store has confirmed; any may go at any time. Thread-safe. */
final class CleanBlobs {
  /*
   * Weights are bytes, so that cleanBytesMax means bytes. The empty blob weighs one: Caffeine never
   * evicts what weighs nothing. Maintenance runs on the callers' threads: no pool of the JVM takes
   * part in what is measured.
   */
  private final Cache<BlobRef, Entry> cache;
  private final Policy.Eviction<BlobRef, Entry> eviction;

  CleanBlobs(long bytesMax) {
    this.cache = Caffeine.newBuilder()
        .maximumWeight(bytesMax)
        .<BlobRef, Entry>weigher((ref, entry) -> Math.max(1, entry.blob.sizeBytes()))
        .executor(Runnable::run)
        .build();
    this.eviction = cache.policy().eviction().orElseThrow();
  }

  @Nullable
  Entry get(BlobRef ref) {
    return cache.getIfPresent(ref);
  }

  /** A look that is no use of the blob, and leaves maintenance to others. */
  @Nullable
  Entry peek(BlobRef ref) {
    return cache.policy().getIfPresentQuietly(ref);
  }

  /** Uses a blob, if it is there, so that others are evicted before it. */
  void touch(BlobRef ref) {
    var unused = cache.getIfPresent(ref);
  }

  void put(Entry entry) {
    cache.put(entry.blob.ref(), entry);
  }

  /** Forgets every blob; returns how many. */
  long clear() {
    long dropped = 0;
    for (BlobRef ref : cache.asMap().keySet()) {
      if (cache.asMap().remove(ref) != null) {
        dropped++;
      }
    }
    return dropped;
  }

  long entries() {
    return cache.estimatedSize();
  }

  /** Their bytes, the empty blob counted as one. */
  long bytes() {
    return eviction.weightedSize().orElse(0);
  }
}
