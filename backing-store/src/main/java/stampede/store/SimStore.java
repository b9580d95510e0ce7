package stampede.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import stampede.store.SimDraws.Operation;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * A {@link MemoryStore} whose answers take a known time: the ground truth of a measurement. Latency
 * and error of an operation are functions of (seed, address, operation, attempt), an attempt being
 * how many of its kind came before it at that address since the opening. Nothing survives the
 * process. Thread-safe.
 *
 * <p>An answer is due its latency after the call; where that falls within a stall it comes at the
 * stall's end. Only then a load reads the memory and a store writes it, so that a store without an
 * answer has stored nothing, as has one whose answer is an error. An answer that is due at once comes
 * before the call returns; every other one comes on the timers' thread, and what depends on its
 * future runs there. Checkpoints have no latency and no errors, but wait for the end of a stall.
 *
 * <p>It serves all at once: the caller bounds what is outstanding. It keeps two counters for each
 * address that was ever asked for. After {@link #close}, what was asked before is answered when it is
 * due, as long as the timers run.
 */
final class SimStore implements BackingStore {
  private final MemoryStore memory;
  private final SimDraws draws;
  private final StallScript stalls;
  private final NanoClock clock;
  private final Timers timers;
  private final long openedNanos;
  private final ConcurrentHashMap<BlobRef, Attempts> attempts = new ConcurrentHashMap<>();
  private volatile boolean closed;

  SimStore(MemoryStore memory, SimDraws draws, StallScript stalls, NanoClock clock, Timers timers) {
    this.memory = memory;
    this.draws = draws;
    this.stalls = stalls;
    this.clock = clock;
    this.timers = timers;
    this.openedNanos = clock.nanos();
  }

  /** Each is a place of its own. */
  @Override
  public String name() {
    return memory.name();
  }

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    return answer(Operation.LOAD, ref, () -> memory.load(ref));
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return answer(Operation.STORE, blob.ref(), () -> memory.store(blob));
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    return answer(0, () -> memory.putCheckpoint(value));
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return answer(0, memory::checkpoints);
  }

  private <T> CompletableFuture<T> answer(
      Operation operation, BlobRef ref, Supplier<CompletableFuture<T>> work) {
    Attempts counters = attempts.computeIfAbsent(ref, Attempts::new);
    long attempt = counters.next(operation);
    boolean fails = draws.fails(counters.address, operation, attempt);
    return answer(
        draws.latencyNanos(counters.address, operation, attempt),
        fails ? () -> failed(operation, ref, attempt) : work);
  }

  private <T> CompletableFuture<T> answer(long latencyNanos, Supplier<CompletableFuture<T>> work) {
    if (closed) {
      return CompletableFuture.failedFuture(new StoreException.Closed(name() + " is closed"));
    }
    long waitNanos = waitNanos(latencyNanos);
    if (waitNanos == 0) {
      return work.get();
    }
    var answer = new CompletableFuture<T>();
    timers.after(waitNanos, () -> pass(work.get(), answer));
    return answer;
  }

  private long waitNanos(long latencyNanos) {
    if (stalls.isEmpty()) {
      return latencyNanos;
    }
    long sinceNanos = clock.nanos() - openedNanos;
    return stalls.answerNanos(sinceNanos + latencyNanos) - sinceNanos;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the answer takes the failure too
  private static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
    from.whenComplete((value, thrown) -> {
      if (thrown != null) {
        to.completeExceptionally(thrown);
      } else {
        to.complete(value);
      }
    });
  }

  private <T> CompletableFuture<T> failed(Operation operation, BlobRef ref, long attempt) {
    String what = operation == Operation.LOAD ? "load" : "store";
    return CompletableFuture.failedFuture(new StoreException.Unavailable(
        name() + ": error drawn for " + what + " " + attempt + " of " + ref, null));
  }

  @Override
  public void close() {
    closed = true;
  }

  /** What was asked for at one address. */
  private static final class Attempts {
    final long address;
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong stores = new AtomicLong();

    Attempts(BlobRef ref) {
      this.address = ByteBuffer.wrap(ref.digest()).getLong();
    }

    long next(Operation operation) {
      return (operation == Operation.LOAD ? loads : stores).getAndIncrement();
    }
  }
}
