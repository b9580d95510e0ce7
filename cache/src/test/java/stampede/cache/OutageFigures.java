package stampede.cache;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import stampede.cache.LoadResult.Found;
import stampede.cache.StoreResult.Overloaded;
import stampede.cache.StoreResult.Stored;
import stampede.store.BlobRef;
import stampede.store.StoreException;

/** What became of the requests of an {@link OutageChild}, and the most that its cache held. Thread-safe. */
final class OutageFigures {
  private static final long SAMPLE_NANOS = 1_000_000;

  private final ContentCache cache;
  private final Thread sampler = new Thread(this::sample);

  /** The keys of the blobs acknowledged. Guarded by itself. */
  private final BitSet acknowledged = new BitSet();

  private final AtomicLong storesAnswered = new AtomicLong();
  private final AtomicLong overloaded = new AtomicLong();
  private final AtomicLong storesFailed = new AtomicLong();
  private final AtomicLong loadsAnswered = new AtomicLong();
  private final AtomicLong loadsFound = new AtomicLong();
  private final AtomicLong loadsTimedOut = new AtomicLong();

  /** Written by the sampler, read when that has ended. */
  private long dirtyBytes;

  private long waitingBytes;
  private long waitingStores;
  private long samples;
  private volatile boolean sampling = true;

  OutageFigures(ContentCache cache) {
    this.cache = cache;
    sampler.start();
  }

  private void sample() {
    while (sampling) {
      CacheStats stats = cache.stats();
      dirtyBytes = Math.max(dirtyBytes, stats.dirtyBytes());
      waitingBytes = Math.max(waitingBytes, stats.waitingBytes());
      waitingStores = Math.max(waitingStores, stats.waitingStores());
      samples++;
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
  }

  void storeEnded(int key, StoreResult result, Throwable failure) {
    if (result instanceof Stored) {
      synchronized (acknowledged) {
        acknowledged.set(key);
      }
    } else if (result instanceof Overloaded) {
      overloaded.incrementAndGet();
    } else {
      storesFailed.incrementAndGet();
      System.err.println("store of " + key + ": " + failure);
    }
    storesAnswered.incrementAndGet();
  }

  void loadEnded(BlobRef ref, LoadResult result, Throwable failure) {
    if (result instanceof Found) {
      loadsFound.incrementAndGet();
    } else if (failure instanceof StoreException.Timeout) {
      loadsTimedOut.incrementAndGet();
    } else {
      System.err.println("load of " + ref + ": " + result + ", " + failure);
    }
    loadsAnswered.incrementAndGet();
  }

  boolean allAnswered(long stores, long loads) {
    return storesAnswered.get() == stores && loadsAnswered.get() == loads;
  }

  /** The last key up to {@code key} that was acknowledged; negative where none was. */
  int lastAcknowledged(int key) {
    synchronized (acknowledged) {
      return acknowledged.previousSetBit(key);
    }
  }

  boolean isAcknowledged(int key) {
    return lastAcknowledged(key) == key;
  }

  /** Ends the sampling, and returns what was seen as {@code name=value} words. */
  String end() throws InterruptedException {
    sampling = false;
    sampler.join();
    return this + " dirtyBytes=" + dirtyBytes + " waitingBytes=" + waitingBytes
        + " waitingStores=" + waitingStores + " samples=" + samples + " storeFailures="
        + cache.stats().storeFailures();
  }

  @Override
  public String toString() {
    long known;
    synchronized (acknowledged) {
      known = acknowledged.cardinality();
    }
    return "acknowledged=" + known + " overloaded=" + overloaded + " storesFailed=" + storesFailed
        + " loadsAnswered=" + loadsAnswered + " loadsFound=" + loadsFound + " loadsTimedOut="
        + loadsTimedOut;
  }
}
