package stampede.cli;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener;
import stampede.cache.CacheStats;
import stampede.cache.FlushResult;
import stampede.instrument.Outcome;
import stampede.loadgen.Request;
import stampede.loadgen.Scenario;
import stampede.loadgen.Target;
import stampede.loadgen.TargetProvider;
import stampede.store.BackingStore;
import stampede.store.BlobRef;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * One target for several runs, one after another: opened by the first, closed with this. Its backing
 * timings go to the run that opened it last.
 */
final class SharedTarget implements TargetProvider, AutoCloseable {
  private final TargetProvider provider;
  private final Listener listener = new Listener();
  private @Nullable Target target;

  SharedTarget(TargetProvider provider) {
    this.provider = provider;
  }

  @Override
  public String name() {
    return provider.name();
  }

  /** The target, which a run's closing leaves open. */
  @Override
  public Target open(
      Scenario scenario,
      BackingStore store,
      NanoClock clock,
      Timers timers,
      CacheListener<? super BlobRef> timings) {
    listener.to = timings;
    Target open = target;
    if (open == null) {
      open = provider.open(scenario, store, clock, timers, listener);
      target = open;
    }
    return new Lent(open);
  }

  /** Whether nothing that it was asked is still with the store; true where it does not count. */
  boolean quiet() {
    Target open = target;
    CacheStats stats = open == null ? null : open.stats();
    return stats == null
        || (stats.loadsInFlight() == 0 && stats.flushBatch() == 0 && stats.dirtyBytes() == 0);
  }

  @Override
  public void close() {
    Target open = target;
    if (open != null) {
      open.close();
    }
  }

  private record Lent(Target target) implements Target {
    @Override
    public CompletableFuture<Outcome> submit(Request request) {
      return target.submit(request);
    }

    @Override
    public @Nullable CacheStats stats() {
      return target.stats();
    }

    @Override
    public CompletableFuture<FlushResult> flush(long timeoutNanos) {
      return target.flush(timeoutNanos);
    }
  }

  /** Hands on to the last run; an operation that outlives its run is told to the next. */
  private static final class Listener implements CacheListener<BlobRef> {
    private volatile CacheListener<? super BlobRef> to = CacheListener.none();

    @Override
    public void hit(BlobRef key, long atNanos) {
      to.hit(key, atNanos);
    }

    @Override
    public void loadStarted(BlobRef key, long startNanos) {
      to.loadStarted(key, startNanos);
    }

    @Override
    public void loadJoined(BlobRef key, long atNanos) {
      to.loadJoined(key, atNanos);
    }

    @Override
    public void loadEnded(BlobRef key, long startNanos, long endNanos, LoadEnding ending) {
      to.loadEnded(key, startNanos, endNanos, ending);
    }

    @Override
    public void storeStarted(BlobRef key, long acceptedNanos, long startNanos) {
      to.storeStarted(key, acceptedNanos, startNanos);
    }

    @Override
    public void storeEnded(
        BlobRef key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
      to.storeEnded(key, acceptedNanos, startNanos, endNanos, succeeded);
    }
  }
}
