package stampede.cache;

import stampede.store.Blob;
import stampede.store.BlobRef;

/** The answer to a load. Immutable. */
public sealed interface LoadResult {
  /** Where the bytes of an answer came from. */
  enum Source {
    /** Memory: clean, or dirty and still waiting for the store. */
    CACHE,
    /** The backing load that this request started. */
    BACKING_STORE,
    /** A backing load in flight that another request had started. */
    JOINED
  }

  /** The blob, and where it came from. */
  record Found(Blob blob, Source source) implements LoadResult {}

  /** The address was never stored. */
  record Absent(BlobRef ref) implements LoadResult {}
}
