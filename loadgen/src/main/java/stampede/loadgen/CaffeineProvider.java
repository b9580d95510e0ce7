package stampede.loadgen;

import stampede.cache.CacheListener;
import stampede.cache.CaffeineFront;
import stampede.store.BackingStore;
import stampede.store.BlobRef;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** The target {@code caffeine}: a {@link CaffeineFront}, which writes through. */
public final class CaffeineProvider implements TargetProvider {
  @Override
  public String name() {
    return "caffeine";
  }

  @Override
  public Target open(
      Scenario scenario,
      BackingStore store,
      NanoClock clock,
      Timers timers,
      CacheListener<? super BlobRef> timings) {
    return new CacheTarget(new CaffeineFront(store, scenario.cleanBytesMax(), clock, timings));
  }
}
