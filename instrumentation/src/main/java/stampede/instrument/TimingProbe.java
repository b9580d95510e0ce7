package stampede.instrument;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.time.NanoClock;

/**
 * Measures the same backing operations by every {@link TimingMethod} at once: as the listener of a
 * cache it hears the stamps in the entries, and around the cache's store it keeps a start in each
 * operation's closure and stamps the shared slots. Around a store without a cache it hears nothing,
 * and the per-entry time is then the truth. Thread-safe.
 *
 * <p>At the start one reading of the clock is the truth's and the slots'. At the answer the slots are
 * read before the clock, and one reading is again for all three: so what a slot gives is never below
 * zero and never above the truth, on any number of threads. The per-entry stamps are the cache's own
 * readings, the first before and the second after these.
 */
public final class TimingProbe implements CacheListener<BlobRef> {
  /** An operation of the cache, by what the listener hears of it at both ends. */
  private record Attempt(Operation operation, BlobRef ref, long startNanos) {}

  private static final class Timed {
    final Operation operation;
    final BlobRef ref;
    final boolean heard;
    long startNanos;
    long truthNanos;
    long singleStampNanos;
    long sharedHandleNanos;
    boolean answered;

    Timed(Operation operation, BlobRef ref, boolean heard) {
      this.operation = operation;
      this.ref = ref;
      this.heard = heard;
    }
  }

  private final NanoClock clock;
  private final boolean callsStamp;
  private final StampSlots slots;
  private final TimingSamples loads = new TimingSamples();
  private final TimingSamples stores = new TimingSamples();
  private final LongAdder loadStamps = new LongAdder();
  private final LongAdder storeStamps = new LongAdder();
  private final LongAdder started = new LongAdder();
  private final ConcurrentHashMap<Attempt, Timed> heard = new ConcurrentHashMap<>();

  /** The operation whose start the cache has told of and whose store it calls next, on this thread. */
  @SuppressWarnings("ThreadLocalUsage") // two probes on one thread keep apart
  private final ThreadLocal<@Nullable Timed> issuing = new ThreadLocal<>();

  /**
   * Makes a probe.
   *
   * @param clock the cache's
   * @param callsStamp whether each call for an operation stamps the slots, also one that then finds
   *     another pending; otherwise only one that starts a backing operation does
   */
  public TimingProbe(NanoClock clock, boolean callsStamp) {
    this.clock = clock;
    this.callsStamp = callsStamp;
    this.slots = new StampSlots(clock.nanos());
  }

  /** A store that measures what is asked of {@code store}, and is it otherwise. */
  public BackingStore around(BackingStore store) {
    return new Around(store);
  }

  /** A store is asked of the cache: to be said before the call, with a reading from before it. */
  public void storeCalled(BlobRef ref, long atNanos) {
    if (callsStamp) {
      slots.stamp(Operation.STORE, ref, atNanos);
      storeStamps.increment();
    }
  }

  /** What was measured so far. */
  public TimingSamples samples(Operation operation) {
    return operation == Operation.LOAD ? loads : stores;
  }

  /**
   * How many calls have stamped the slot of an operation. Where calls stamp, the issue of a store
   * stamps again and is not counted.
   */
  public long stamps(Operation operation) {
    return (operation == Operation.LOAD ? loadStamps : storeStamps).sum();
  }

  /** How many operations were started and not measured: those in flight. */
  public long unmeasured() {
    return started.sum() - loads.count() - stores.count();
  }

  private Timed begin(Operation operation, BlobRef ref) {
    Timed told = issuing.get();
    issuing.remove();
    Timed timed = told != null ? told : new Timed(operation, ref, false);
    started.increment();
    timed.startNanos = clock.nanos();
    slots.stamp(operation, ref, timed.startNanos);
    if (operation == Operation.LOAD) {
      loadStamps.increment();
    } else if (!callsStamp) {
      storeStamps.increment();
    }
    return timed;
  }

  private void end(Timed timed) {
    long entryNanos = slots.entryNanos(timed.ref);
    long handleNanos = slots.handleNanos(timed.operation);
    long endNanos = clock.nanos();
    timed.truthNanos = endNanos - timed.startNanos;
    timed.singleStampNanos = endNanos - entryNanos;
    timed.sharedHandleNanos = endNanos - handleNanos;
    timed.answered = true;
    if (!timed.heard) {
      add(timed, timed.truthNanos);
    }
  }

  private void add(Timed timed, long perEntryNanos) {
    samples(timed.operation)
        .add(timed.truthNanos, perEntryNanos, timed.singleStampNanos, timed.sharedHandleNanos);
  }

  private void heardStart(Operation operation, BlobRef ref, long startNanos) {
    var timed = new Timed(operation, ref, true);
    heard.put(new Attempt(operation, ref, startNanos), timed);
    issuing.set(timed);
  }

  private void heardEnd(Operation operation, BlobRef ref, long startNanos, long endNanos) {
    Timed timed = heard.remove(new Attempt(operation, ref, startNanos));
    // Not answered where the cache gave the load up: it stays unmeasured.
    if (timed != null && timed.answered) {
      add(timed, endNanos - startNanos);
    }
  }

  @Override
  public void hit(BlobRef ref, long atNanos) {}

  @Override
  public void loadStarted(BlobRef ref, long startNanos) {
    heardStart(Operation.LOAD, ref, startNanos);
  }

  @Override
  public void loadJoined(BlobRef ref, long atNanos) {
    if (callsStamp) {
      slots.stamp(Operation.LOAD, ref, atNanos);
      loadStamps.increment();
    }
  }

  @Override
  public void loadEnded(BlobRef ref, long startNanos, long endNanos, LoadEnding ending) {
    heardEnd(Operation.LOAD, ref, startNanos, endNanos);
  }

  @Override
  public void storeStarted(BlobRef ref, long acceptedNanos, long startNanos) {
    heardStart(Operation.STORE, ref, startNanos);
  }

  @Override
  public void storeEnded(
      BlobRef ref, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
    heardEnd(Operation.STORE, ref, startNanos, endNanos);
  }

  private final class Around implements BackingStore {
    private final BackingStore store;

    Around(BackingStore store) {
      this.store = store;
    }

    @Override
    public String name() {
      return store.name();
    }

    @Override
    public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
      Timed timed = begin(Operation.LOAD, ref);
      return store.load(ref).whenComplete((bytes, failure) -> end(timed));
    }

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      Timed timed = begin(Operation.STORE, blob.ref());
      return store.store(blob).whenComplete((done, failure) -> end(timed));
    }

    @Override
    public CompletableFuture<Void> putCheckpoint(byte[] value) {
      return store.putCheckpoint(value);
    }

    @Override
    public CompletableFuture<List<byte[]>> checkpoints() {
      return store.checkpoints();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
