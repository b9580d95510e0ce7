package stampede.loadgen;

import stampede.cache.CacheListener;
import stampede.cache.CacheSettings;
import stampede.cache.ContentCache;
import stampede.store.BackingStore;
import stampede.store.BlobRef;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** The target {@code content-cache}: a {@link ContentCache} that writes back. */
public final class ContentCacheProvider implements TargetProvider {
  @Override
  public String name() {
    return "content-cache";
  }

  @Override
  public Target open(
      Scenario scenario,
      BackingStore store,
      NanoClock clock,
      Timers timers,
      CacheListener<? super BlobRef> timings) {
    CacheSettings settings = CacheSettings.DEFAULT
        .with()
        .cleanBytesMax(scenario.cleanBytesMax())
        .dirtyBytesMax(scenario.dirtyBytesMax())
        .dirtyBlobsMax(dirtyBlobsMax(scenario.dirtyBytesMax()))
        // A request is given up first; its backing load ends as a timeout of the store.
        .loadNanosMax(2 * scenario.timeoutNanos())
        .build();
    return new CacheTarget(new ContentCache(store, settings, clock, timers, timings));
  }

  /** The default, or more where blobs of a KiB would else meet it before the bound on bytes. */
  private static int dirtyBlobsMax(long dirtyBytesMax) {
    long kibibytes = Math.min(dirtyBytesMax >> 10, Integer.MAX_VALUE);
    return (int) Math.max(CacheSettings.DEFAULT.dirtyBlobsMax(), kibibytes);
  }
}
