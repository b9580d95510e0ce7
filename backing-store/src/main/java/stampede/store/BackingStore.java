package stampede.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps blobs by address, and the newest checkpoints. Thread-safe. A call returns at once; its
 * future completes on a thread of the store or, where the answer needs no waiting, before the call
 * returns. A future that fails fails with a {@link StoreException}.
 *
 * <p>Calls come on any thread, also on the one that completes a future of this store, from within
 * that future's callbacks: a store completes nothing under a lock of its own. What depends on its
 * futures runs on its threads, and neither blocks nor throws.
 *
 * <p>Each call is answered in the end. A load that is not is given up by the cache in its time; a
 * store that is not stays in flight for ever, and takes one of {@code flushBatchMax} places.
 *
 * <p>A store takes blobs up to a size of its own, by default {@value StoreUri#BLOB_BYTES_MAX}
 * bytes; a larger one is refused with {@link StoreException.TooLarge}.
 */
public interface BackingStore extends AutoCloseable {
  /** The most checkpoints that are kept: a new one takes the place of the oldest. */
  int CHECKPOINTS_MAX = 5;

  /**
   * Names the place where the blobs are, for messages, without secrets: {@code sqlite:/srv/blobs}.
   * Two stores of one name hold the same blobs.
   */
  String name();

  /**
   * The bytes stored under an address, unverified, or empty where it was never stored. The array may
   * be shared, and is never written to.
   */
  CompletableFuture<Optional<byte[]>> load(BlobRef ref);

  /**
   * Completes when the blob will survive a crash of this process, or as much as the store's
   * description promises. Storing twice is no error: what is there under the address and is not these
   * bytes is replaced. The bytes are shared, and never written to.
   */
  CompletableFuture<Void> store(Blob blob);

  /**
   * Keeps a value, the newest from now on; the array is the store's until it answers. Completes when
   * the value, and every store that had completed before the call, will survive as a completed store
   * does. It is bounded as a blob is.
   */
  CompletableFuture<Void> putCheckpoint(byte[] value);

  /**
   * The checkpoints, newest first, at most {@link #CHECKPOINTS_MAX}; the arrays are the caller's.
   * Fails with {@link StoreException.Corrupt} where one of them is not what was put.
   */
  CompletableFuture<List<byte[]>> checkpoints();

  /**
   * Answers what was asked before, then fails what comes after with {@link StoreException.Closed}.
   * Closing twice is no error. It may wait for those answers: not for a callback.
   *
   * @throws StoreException where the place of the blobs could not be closed
   */
  @Override
  void close();
}
