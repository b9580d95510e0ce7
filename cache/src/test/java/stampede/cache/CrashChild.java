package stampede.cache;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import stampede.cache.StoreResult.Stored;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.SplitMix;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.testkit.RealTime;

/**
 * A process that stores blobs through a cache until it is killed, and tells what it was promised:
 * one line by one write, as soon as it was. {@link CrashLog} reads the lines.
 */
final class CrashChild {
  static final int THREADS = 3;

  private static final int BYTES_MAX = 100 << 10;
  private static final int BATCH_MAX = 40;
  private static final int CHECKPOINT_EVERY = 4;
  private static final long FLUSH_NANOS_MAX = 60_000_000_000L;
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final ContentCache cache;
  private final long seed;
  /** How many blobs of each thread the cache has accepted. */
  private final AtomicLongArray accepted = new AtomicLongArray(THREADS);

  private CrashChild(ContentCache cache, long seed) {
    this.cache = cache;
    this.seed = seed;
  }

  /** Arguments: the URI of the store, the seed, and whether it confirms before it has stored. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    });
    say("opening");
    BackingStore store = Stores.open(StoreUri.parse(args[0]), RealTime.INSTANCE, RealTime.INSTANCE);
    if (Boolean.parseBoolean(args[2])) {
      store = new HastyStore(store);
    }
    var cache = new ContentCache(
        store, CacheSettings.DEFAULT, RealTime.INSTANCE, RealTime.INSTANCE, CacheListener.none());
    var child = new CrashChild(cache, Long.parseLong(args[1]));
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      new Thread(() -> child.storeForever(thread)).start();
    }
  }

  /** Blob {@code index} of a thread: mostly some KiB, from nothing to 100 KiB. */
  static Blob blob(long seed, int thread, long index) {
    long key = index * THREADS + thread;
    double unit = SplitMix.unit(SplitMix.at(seed, key));
    return Blobs.of(seed, key, (int) (Math.pow(unit, 6) * BYTES_MAX), HashAlgorithm.SHA256);
  }

  private void storeForever(int thread) {
    var random = new SplitMix(seed + thread);
    long index = 0;
    for (long batch = 1; ; batch++) {
      for (long left = Math.floorMod(random.next(), BATCH_MAX); left >= 0; left--) {
        StoreResult result = cache.store(blob(seed, thread, index)).join();
        if (!(result instanceof Stored)) {
          throw new IllegalStateException(result.toString());
        }
        accepted.set(thread, ++index);
        say("accepted " + thread + " " + index);
      }
      String covered = covered();
      if (thread == 0 && batch % CHECKPOINT_EVERY == 0) {
        String value = batch / CHECKPOINT_EVERY + covered;
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        requireDone(cache.putCheckpoint(bytes, FLUSH_NANOS_MAX));
        say("checkpoint " + value);
      } else {
        requireDone(cache.flush(FLUSH_NANOS_MAX));
        say("flushed" + covered);
      }
    }
  }

  /** What a flush that begins after the call covers. */
  private String covered() {
    var text = new StringBuilder();
    for (int thread = 0; thread < THREADS; thread++) {
      text.append(' ').append(accepted.get(thread));
    }
    return text.toString();
  }

  private static void requireDone(CompletableFuture<FlushResult> flush) {
    FlushResult result = flush.join();
    if (!(result instanceof FlushResult.Done)) {
      throw new IllegalStateException(result.toString());
    }
  }

  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Confirms a blob before the store has it: what {@link CrashIT} must catch. */
  private static final class HastyStore extends BackingStoreStub {
    private final BackingStore store;

    HastyStore(BackingStore store) {
      this.store = store;
    }

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      var unused = store.store(blob);
      return super.store(blob);
    }

    @Override
    public CompletableFuture<Void> putCheckpoint(byte[] value) {
      return store.putCheckpoint(value);
    }
  }
}
