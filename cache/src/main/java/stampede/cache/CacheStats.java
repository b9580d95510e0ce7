package stampede.cache;

/**
 * A snapshot of a cache. Each load request counts once: as a hit (answered from memory), a miss
 * (it issued the backing load) or a join (it waited on another's). Each store request counts at most
 * once: accepted, known, overloaded or too large; one that waits counts when it waits no more. A
 * backing load counts once more when it ends: found (which no count shows), absent or failed. Counts
 * grow from the cache's making; bytes and entries are as of the snapshot. Requests that a closed cache
 * refuses count nowhere.
 *
 * @param hits loads answered from memory, clean or dirty
 * @param misses loads that issued a backing load, whatever its end, or found no store to issue one to
 * @param joins loads that waited on a backing load in flight
 * @param absents backing loads answered absent
 * @param loadFailures backing loads that failed, those of the next two counts included, and misses that
 *     found no store
 * @param loadMismatches backing loads whose bytes did not hash to their address
 * @param loadTimeouts backing loads given up
 * @param storesAccepted stores of blobs that the cache did not hold
 * @param storesKnown stores of blobs that it held: they send nothing to the backing store
 * @param storesOverloaded stores refused for want of room
 * @param storesTooLarge stores refused for their size
 * @param storeFailures backing store attempts that failed; written back, each is retried
 * @param cleanEntries blobs that are clean
 * @param cleanBytes their bytes
 * @param dirtyEntries blobs accepted and not confirmed
 * @param dirtyBytes their bytes
 * @param waitingStores stores held back by the bounds on what is dirty
 * @param waitingBytes their bytes
 * @param flushBatch backing stores in flight
 * @param loadsInFlight backing loads in flight
 */
public record CacheStats(
    long hits,
    long misses,
    long joins,
    long absents,
    long loadFailures,
    long loadMismatches,
    long loadTimeouts,
    long storesAccepted,
    long storesKnown,
    long storesOverloaded,
    long storesTooLarge,
    long storeFailures,
    long cleanEntries,
    long cleanBytes,
    long dirtyEntries,
    long dirtyBytes,
    long waitingStores,
    long waitingBytes,
    long flushBatch,
    long loadsInFlight) {
  static CacheStats of(Counters counters, CleanBlobs clean, DirtyBlobs dirty, LoadsInFlight loads) {
    return new CacheStats(
        counters.hits.sum(),
        counters.misses.sum(),
        counters.joins.sum(),
        counters.absents.sum(),
        counters.loadFailures.sum(),
        counters.loadMismatches.sum(),
        counters.loadTimeouts.sum(),
        counters.storesAccepted.sum(),
        counters.storesKnown.sum(),
        counters.storesOverloaded.sum(),
        counters.storesTooLarge.sum(),
        counters.storeFailures.sum(),
        clean.entries(),
        clean.bytes(),
        dirty.entries(),
        dirty.bytes(),
        dirty.waiting(),
        dirty.waitingBytes(),
        dirty.inFlight(),
        loads.inFlight());
  }

  /** What was counted since an earlier snapshot; bytes and entries stay as of this one. */
  public CacheStats since(CacheStats earlier) {
    return new CacheStats(
        hits - earlier.hits,
        misses - earlier.misses,
        joins - earlier.joins,
        absents - earlier.absents,
        loadFailures - earlier.loadFailures,
        loadMismatches - earlier.loadMismatches,
        loadTimeouts - earlier.loadTimeouts,
        storesAccepted - earlier.storesAccepted,
        storesKnown - earlier.storesKnown,
        storesOverloaded - earlier.storesOverloaded,
        storesTooLarge - earlier.storesTooLarge,
        storeFailures - earlier.storeFailures,
        cleanEntries,
        cleanBytes,
        dirtyEntries,
        dirtyBytes,
        waitingStores,
        waitingBytes,
        flushBatch,
        loadsInFlight);
  }
}
