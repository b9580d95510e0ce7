package stampede.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import stampede.store.BackingStore;
import stampede.store.BackingStoreProvider;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * Opens {@code one-server:}, a store that serves one load after another, a millisecond each: Poisson
 * arrivals make it an M/D/1 queue with a capacity of 1,000 a second. It stores at once.
 */
public final class OneServerProvider implements BackingStoreProvider {
  static final long SERVICE_NANOS = 1_000_000;

  @Override
  public String scheme() {
    return "one-server";
  }

  @Override
  public String usage() {
    return "one-server:";
  }

  @Override
  public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    return new OneServer(Stores.open(StoreUri.parse("memory:"), clock, timers), clock, timers);
  }

  private static final class OneServer implements BackingStore {
    private final BackingStore blobs;
    private final NanoClock clock;
    private final Timers timers;
    private final AtomicLong freeNanos;

    OneServer(BackingStore blobs, NanoClock clock, Timers timers) {
      this.blobs = blobs;
      this.clock = clock;
      this.timers = timers;
      this.freeNanos = new AtomicLong(clock.nanos());
    }

    @Override
    public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
      long nowNanos = clock.nanos();
      long endNanos =
          freeNanos.updateAndGet(free -> (free - nowNanos < 0 ? nowNanos : free) + SERVICE_NANOS);
      var answer = new CompletableFuture<Optional<byte[]>>();
      timers.after(endNanos - nowNanos, () -> answer.complete(blobs.load(ref).join()));
      return answer;
    }

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      return blobs.store(blob);
    }

    @Override
    public CompletableFuture<Void> putCheckpoint(byte[] value) {
      return blobs.putCheckpoint(value);
    }

    @Override
    public CompletableFuture<List<byte[]>> checkpoints() {
      return blobs.checkpoints();
    }

    @Override
    public String name() {
      return "one-server:";
    }

    @Override
    public void close() {
      blobs.close();
    }
  }
}
