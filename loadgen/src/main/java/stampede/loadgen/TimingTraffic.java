package stampede.loadgen;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheSettings;
import stampede.cache.ContentCache;
import stampede.cache.LoadResult;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.cache.StoreResult;
import stampede.instrument.Operation;
import stampede.instrument.TimingProbe;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.SplitMix;
import stampede.store.StoreException;
import stampede.time.NanoClock;
import stampede.time.Timers;
import stampede.time.Waiter;

/**
 * Sends the traffic of a {@link TimingScenario} at one rate to a store that a {@link TimingProbe}
 * measures: Poisson starts of loads and, where there are any, as many independent ones of stores. The
 * cache keeps nothing clean and bounds nothing in flight: every call of a key that is not in flight
 * starts a backing operation. For one thread, which sends; one use.
 */
public final class TimingTraffic {
  private static final int BLOB_BYTES = 16;
  private static final int POPULATE_MAX = 1000;
  private static final long LOOK_NANOS = 1_000_000;

  private static final CacheSettings SETTINGS = CacheSettings.DEFAULT
      .with()
      .cleanBytesMax(0)
      .dirtyBytesMax(1L << 40)
      .dirtyBlobsMax(Integer.MAX_VALUE)
      .flushBatchMax(Integer.MAX_VALUE)
      .loadNanosMax(3_600_000_000_000L)
      .build();

  /** The doors to time: the machine's, or virtual ones. */
  public record Time(NanoClock clock, Timers timers, Waiter waiter) {}

  private final Time time;
  private final BackingStore store;
  private final TimingProbe probe;
  private final BackingStore measured;
  private final @Nullable ContentCache cache;
  private final Blob[] populated;
  private final TimingCalls loads;
  private final TimingCalls stores;
  private final Object joinsLock = new Object();
  private long[] joinNanos = new long[64];
  private int joined;
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /**
   * Makes the blobs and the plan.
   *
   * @param calls of each operation
   * @param store stays the caller's to close
   */
  public TimingTraffic(
      TimingScenario scenario,
      BigDecimal ratePerSecond,
      int calls,
      long seed,
      BackingStore store,
      Time time) {
    this.time = time;
    this.store = store;
    this.probe = new TimingProbe(time.clock(), scenario.callsStamp());
    this.measured = probe.around(store);
    this.cache = scenario.cached()
        ? new ContentCache(measured, SETTINGS, time.clock(), time.timers(), probe)
        : null;
    boolean distinct = scenario.keys() == 0;
    int storeCalls = scenario.stores() ? calls : 0;
    this.populated = blobs(seed, 0, distinct ? calls : scenario.keys());
    this.loads = new TimingCalls(
        Schedules.poisson(ratePerSecond, calls, SplitMix.at(seed, 0)),
        populated,
        distinct ? null : scenario.draws(SplitMix.at(seed, 1)));
    this.stores = new TimingCalls(
        Schedules.poisson(ratePerSecond, storeCalls, SplitMix.at(seed, 2)),
        distinct ? blobs(seed, calls, storeCalls) : populated,
        distinct ? null : scenario.draws(SplitMix.at(seed, 3)));
  }

  private static Blob[] blobs(long seed, int first, int count) {
    Blob[] blobs = new Blob[count];
    Arrays.setAll(blobs, i -> Blobs.of(seed, first + i, BLOB_BYTES, HashAlgorithm.SHA256));
    return blobs;
  }

  /**
   * Writes the blobs that are loaded into the store.
   *
   * @param limitNanos how long the next answer is waited for, and at the end the last ones
   * @throws StoreException the store's first failure, or where it did not answer
   */
  public void populate(long limitNanos) {
    var failure = new AtomicReference<@Nullable Throwable>();
    var open = new LongAdder();
    for (Blob blob : populated) {
      awaitPopulated(limitNanos, () -> open.sum() < POPULATE_MAX);
      open.increment();
      var unused = store.store(blob).whenComplete((done, thrown) -> {
        if (thrown != null) {
          failure.compareAndSet(null, thrown);
        }
        open.decrement();
      });
    }
    awaitPopulated(limitNanos, () -> open.sum() == 0);
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
  }

  private void awaitPopulated(long limitNanos, BooleanSupplier done) {
    if (!await(limitNanos, done)) {
      throw new StoreException.Timeout(store.name() + ": no answer within " + limitNanos + " ns");
    }
  }

  /** Makes every call when it is due, and returns; the last answers are still to come. */
  public void send() {
    long originNanos = time.clock().nanos();
    long loadNanos = loads.dueNanos();
    long storeNanos = stores.dueNanos();
    while (Math.min(loadNanos, storeNanos) != Long.MAX_VALUE) {
      time.waiter().until(originNanos + Math.min(loadNanos, storeNanos));
      if (loadNanos <= storeNanos) {
        load();
        loadNanos = loads.dueNanos();
      } else {
        store();
        storeNanos = stores.dueNanos();
      }
    }
  }

  /**
   * Makes the calls one after another, a load and a store in turn, each when the one before was
   * answered: nothing is ever in flight beside anything else.
   *
   * @return false where an answer did not come in {@code limitNanos}; nothing more is called then
   */
  public boolean sendOneByOne(long limitNanos) {
    boolean answered = true;
    while (answered && loads.dueNanos() != Long.MAX_VALUE) {
      load();
      answered = awaitAnswers(limitNanos);
      if (answered && stores.dueNanos() != Long.MAX_VALUE) {
        store();
        answered = awaitAnswers(limitNanos);
      }
    }
    return answered;
  }

  private void load() {
    long calledNanos = time.clock().nanos();
    Blob blob = loads.next(calledNanos);
    unanswered.increment();
    if (cache == null) {
      var unused = measured
          .load(blob.ref())
          .whenComplete((bytes, failure) -> answered(failure == null && bytes.isPresent()));
    } else {
      var unused =
          cache.load(blob.ref()).whenComplete((result, failure) -> loaded(calledNanos, result));
    }
  }

  private void loaded(long calledNanos, @Nullable LoadResult result) {
    if (result instanceof Found found && found.source() == Source.JOINED) {
      long waitedNanos = time.clock().nanos() - calledNanos;
      addJoin(waitedNanos);
    }
    answered(result instanceof Found);
  }

  private void addJoin(long waitedNanos) {
    synchronized (joinsLock) {
      if (joined == joinNanos.length) {
        joinNanos = Arrays.copyOf(joinNanos, 2 * joined);
      }
      joinNanos[joined++] = waitedNanos;
    }
  }

  private void store() {
    long calledNanos = time.clock().nanos();
    Blob blob = stores.next(calledNanos);
    unanswered.increment();
    probe.storeCalled(blob.ref(), calledNanos);
    if (cache != null) {
      var unused = cache
          .store(blob)
          .whenComplete((result, failure) -> answered(result instanceof StoreResult.Stored));
    }
  }

  private void answered(boolean asWanted) {
    if (!asWanted) {
      failed.increment();
    }
    unanswered.decrement();
  }

  /** Waits until every call is answered and every backing operation measured; false where late. */
  public boolean awaitAnswers(long limitNanos) {
    return await(limitNanos, () -> unanswered() == 0);
  }

  private boolean await(long limitNanos, BooleanSupplier done) {
    long beganNanos = time.clock().nanos();
    while (!done.getAsBoolean()) {
      long nowNanos = time.clock().nanos();
      if (nowNanos - beganNanos > limitNanos) {
        return false;
      }
      time.waiter().until(nowNanos + LOOK_NANOS);
    }
    return true;
  }

  /** How many calls and backing operations have not ended. */
  public long unanswered() {
    return unanswered.sum() + probe.unmeasured();
  }

  /** How many calls were answered with something else than their blob, or its place. */
  public long failed() {
    return failed.sum();
  }

  /** When the calls of an operation were made, by the clock, in their order. */
  public long[] calledNanos(Operation operation) {
    return (operation == Operation.LOAD ? loads : stores).calledNanos();
  }

  /** What was measured. */
  public TimingProbe probe() {
    return probe;
  }

  /**
   * How long the loads that joined another waited, each from its own call to its own answer, in
   * nanoseconds.
   */
  public long[] joinNanos() {
    synchronized (joinsLock) {
      return Arrays.copyOf(joinNanos, joined);
    }
  }

  /** How many loads have joined another, as the cache counts them. */
  public long joins() {
    return cache == null ? 0 : cache.stats().joins();
  }
}
