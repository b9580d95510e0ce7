package stampede.cache;

import stampede.store.BlobRef;

/** The answer to a store. Immutable. */
public sealed interface StoreResult {
  /**
   * The blob is loadable from now on.
   *
   * @param known whether the cache held it already, so that nothing was sent to the backing store
   */
  record Stored(BlobRef ref, boolean known) implements StoreResult {}

  /**
   * Refused: the bounds on dirty bytes and on waiting stores are both reached. Nothing of the blob is
   * kept; it may be stored again later.
   */
  record Overloaded(BlobRef ref) implements StoreResult {}
}
