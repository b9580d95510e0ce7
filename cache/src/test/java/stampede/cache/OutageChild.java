package stampede.cache;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.cache.StoreResult.Stored;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.SplitMix;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.testkit.RealTime;

/**
 * A process that stores new blobs at a rate, whether they are answered or not, while the store falls
 * silent and speaks again; then loads every blob that was acknowledged. Its last line of output is
 * what it has seen, as {@code name=value} words.
 */
final class OutageChild {
  private static final long SEED = 3;
  private static final long SECOND = 1_000_000_000;
  private static final long BEFORE_NANOS = 3 * SECOND / 2;
  private static final long AFTER_NANOS = SECOND;
  private static final long LOAD_NANOS_MAX = 2 * SECOND;
  private static final long PATIENCE_NANOS = 60 * SECOND;
  private static final long POLL_NANOS = SECOND / 1000;
  private static final int LOADS_PER_SECOND = 100;
  private static final int VERIFYING_MAX = 256;

  /** The blobs that are in the store before the others are sent. */
  private static final int EARLY = 100;

  private static final RealTime TIME = RealTime.INSTANCE;

  private final OutageStore store;
  private final ContentCache cache;
  private final OutageFigures figures;
  private final int ratePerSecond;
  private final int sizeBytes;
  private final long silenceNanos;
  private final int planned;
  private final SplitMix random = new SplitMix(SEED);
  private long loads;

  private OutageChild(String[] args) {
    this.store = new OutageStore(Stores.open(StoreUri.parse(args[0]), TIME, TIME));
    this.ratePerSecond = Integer.parseInt(args[1]);
    this.sizeBytes = Integer.parseInt(args[2]);
    this.silenceNanos = Long.parseLong(args[3]) * SECOND;
    this.planned = dueBy(BEFORE_NANOS + silenceNanos + AFTER_NANOS);
    CacheSettings settings =
        CacheSettings.DEFAULT.with().loadNanosMax(LOAD_NANOS_MAX).build();
    this.cache = new ContentCache(store, settings, TIME, TIME, CacheListener.none());
    this.figures = new OutageFigures(cache);
  }

  /** Arguments: the URI of the store, stores a second, bytes of a blob, seconds of silence. */
  public static void main(String[] args) throws InterruptedException {
    new OutageChild(args).run();
  }

  private void run() throws InterruptedException {
    storeEarly();
    drive();
    awaitAnswers();
    require(cache.flush(PATIENCE_NANOS).join() instanceof FlushResult.Done, "flush");
    String seen = figures.end();
    cache.dropCache();
    long verified = verify();
    cache.close();
    store.close();
    System.out.println("early=" + EARLY + " planned=" + planned + " loads=" + loads + " " + seen
        + " verified=" + verified);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what + ": " + figures);
    }
  }

  /** Their keys lie behind the others. */
  private void storeEarly() {
    for (int key = planned; key < planned + EARLY; key++) {
      require(cache.store(blob(key)).join() instanceof Stored, "store");
    }
    require(cache.flush(PATIENCE_NANOS).join() instanceof FlushResult.Done, "first flush");
  }

  /** How many stores are due by a time from the start. */
  private int dueBy(long nanos) {
    return (int) (nanos * ratePerSecond / SECOND);
  }

  /** Sends each store when it is due, or as soon after as it can. */
  private void drive() {
    int silent = dueBy(BEFORE_NANOS);
    int speaking = dueBy(BEFORE_NANOS + silenceNanos);
    int storesPerLoad = Math.max(1, ratePerSecond / LOADS_PER_SECOND);
    long startNanos = TIME.nanos();
    long silentNanos = startNanos;
    for (int key = 0; key < planned; key++) {
      awaitNanos(startNanos + key * SECOND / ratePerSecond);
      if (key == silent) {
        silentNanos = TIME.nanos();
        store.fallSilent();
        cache.dropCache();
      }
      if (key == speaking) {
        awaitNanos(silentNanos + silenceNanos);
        FlushResult flushed = cache.flush(0).join();
        require(flushed instanceof FlushResult.TimedOut, "flush in the silence: " + flushed);
        System.out.println("held calls: " + store.speak());
      }
      store(key);
      if (key % storesPerLoad == 0) {
        load(key);
      }
    }
  }

  private static void awaitNanos(long dueNanos) {
    long left = dueNanos - TIME.nanos();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = dueNanos - TIME.nanos();
    }
  }

  private void store(int key) {
    var unused = cache
        .store(blob(key))
        .whenComplete((result, failure) -> figures.storeEnded(key, result, failure));
  }

  /** Asks by turns for a blob that is in the store, and for the last that was acknowledged. */
  private void load(int key) {
    int last = figures.lastAcknowledged(key);
    boolean early = last < 0 || loads % 2 == 0;
    BlobRef ref =
        blob(early ? planned + (int) (random.nextUnit() * EARLY) : last).ref();
    loads++;
    var unused =
        cache.load(ref).whenComplete((result, failure) -> figures.loadEnded(ref, result, failure));
  }

  private void awaitAnswers() {
    long deadlineNanos = TIME.nanos() + PATIENCE_NANOS;
    while (!figures.allAnswered(planned, loads)) {
      require(TIME.nanos() - deadlineNanos < 0, "not all are answered");
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Loads every blob that was acknowledged from the store; returns how many are what was stored. */
  private long verify() throws InterruptedException {
    var verifying = new Semaphore(VERIFYING_MAX);
    var verified = new AtomicLong();
    for (int key = 0; key < planned + EARLY; key++) {
      if (key < planned && !figures.isAcknowledged(key)) {
        continue;
      }
      Blob blob = blob(key);
      verifying.acquire();
      var unused = cache.load(blob.ref()).whenComplete((result, failure) -> {
        if (result instanceof Found found
            && found.source() == Source.BACKING_STORE
            && Arrays.equals(blob.bytes(), found.blob().bytes())) {
          verified.incrementAndGet();
        } else {
          System.err.println(blob + ": " + result + ", " + failure);
        }
        verifying.release();
      });
    }
    verifying.acquire(VERIFYING_MAX);
    return verified.get();
  }

  private Blob blob(int key) {
    return Blobs.of(SEED, key, sizeBytes, HashAlgorithm.SHA256);
  }
}
