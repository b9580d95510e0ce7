package stampede.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps blobs by address. Thread-safe. A call returns at once; its future completes on a thread of
 * the store or, where the answer needs no waiting, before the call returns. A future that fails
 * fails with a {@link StoreException}.
 */
public interface BackingStore extends AutoCloseable {
  /** The bytes stored under an address, unverified, or empty where it was never stored. */
  CompletableFuture<Optional<byte[]>> load(BlobRef ref);

  /** Completes when the blob will survive a crash of this process. Storing twice is no error. */
  CompletableFuture<Void> store(Blob blob);

  /** Answers what was asked before, then fails what comes after. Closing twice is no error. */
  @Override
  void close();
}
