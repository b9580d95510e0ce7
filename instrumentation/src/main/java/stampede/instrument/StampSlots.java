package stampede.instrument;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import stampede.store.BlobRef;

/**
 * The slots that operations share: one for each address, one for all loads, one for all stores. A slot
 * holds the latest of the stamps it was given, so that of two starts that race for it the later
 * stays. Stamps are readings of one clock. Thread-safe.
 */
final class StampSlots {
  private final ConcurrentHashMap<BlobRef, AtomicLong> entries = new ConcurrentHashMap<>();
  private final AtomicLong loads;
  private final AtomicLong stores;

  /**
   * Makes the slots.
   *
   * @param nowNanos no stamp is earlier
   */
  StampSlots(long nowNanos) {
    this.loads = new AtomicLong(nowNanos);
    this.stores = new AtomicLong(nowNanos);
  }

  /** Stamps the slot of the address and the slot of the operation. */
  void stamp(Operation operation, BlobRef ref, long nanos) {
    latest(entries.computeIfAbsent(ref, made -> new AtomicLong(nanos)), nanos);
    latest(handle(operation), nanos);
  }

  private static void latest(AtomicLong slot, long nanos) {
    slot.accumulateAndGet(nanos, (held, given) -> given - held > 0 ? given : held);
  }

  private AtomicLong handle(Operation operation) {
    return operation == Operation.LOAD ? loads : stores;
  }

  /** The stamp of an address that was stamped before. */
  long entryNanos(BlobRef ref) {
    return Objects.requireNonNull(entries.get(ref), "a slot that was stamped").get();
  }

  /** The stamp of an operation. */
  long handleNanos(Operation operation) {
    return handle(operation).get();
  }
}
