package stampede.loadgen;

import java.nio.ByteBuffer;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;

/**
 * The keys of a run with the addresses and sizes of their blobs: 36 bytes a key, outside the heap,
 * so that 10^7 keys take 360 MB of direct memory and none of the collector's time.
 *
 * <p>{@link #populate} runs once, on one thread; what happens after it, on any thread, may read.
 */
public final class Population {
  /** The most keys of a run. */
  public static final int KEYS_MAX = 10_000_000;

  private static final int ENTRY_BYTES = BlobRef.PADDED_BYTES + Integer.BYTES;
  private static final int CHUNK_BITS = 16;
  private static final int CHUNK_KEYS = 1 << CHUNK_BITS;

  private final BlobSource source;
  private final HashAlgorithm algorithm;
  private final ByteBuffer[] chunks;
  private int populated;

  Population(BlobSource source, HashAlgorithm algorithm) {
    this.source = source;
    this.algorithm = algorithm;
    int count = source.keyCount();
    this.chunks = new ByteBuffer[(count + CHUNK_KEYS - 1) >>> CHUNK_BITS];
    for (int i = 0; i < chunks.length; i++) {
      int keys = Math.min(CHUNK_KEYS, count - (i << CHUNK_BITS));
      chunks[i] = ByteBuffer.allocateDirect(keys * ENTRY_BYTES);
    }
  }

  /** How many keys there are: keys are numbered from 0. */
  public int keyCount() {
    return source.keyCount();
  }

  /** How many blobs were cut at {@link Sizes#BLOB_BYTES_MAX}, known once all are populated. */
  public long cutCount() {
    return source.cutCount();
  }

  /**
   * Makes and hashes every key's blob once, hands it on and keeps its address. A core makes some
   * 10^5 blobs of 2 KiB a second.
   *
   * @throws InterruptedException where the sink does; the population is then incomplete
   * @throws java.io.UncheckedIOException where a file of the corpus cannot be read any more
   */
  public void populate(BlobSink sink) throws InterruptedException {
    for (int key = 0; key < keyCount(); key++) {
      Blob blob = Blob.of(algorithm, source.content(key));
      ByteBuffer chunk = chunks[key >>> CHUNK_BITS];
      int at = offset(key);
      chunk.putInt(at, blob.sizeBytes());
      blob.ref().putPadded(chunk, at + Integer.BYTES);
      populated = key + 1;
      sink.accept(blob);
    }
  }

  /** The address of a key's blob. */
  public BlobRef ref(int key) {
    return BlobRef.getPadded(algorithm, entry(key), offset(key) + Integer.BYTES);
  }

  /** The size of a key's blob. */
  public int sizeBytes(int key) {
    return entry(key).getInt(offset(key));
  }

  private ByteBuffer entry(int key) {
    if (key >= populated) {
      throw new IllegalStateException("key " + key + " of " + keyCount() + " is not populated");
    }
    return chunks[key >>> CHUNK_BITS];
  }

  private int offset(int key) {
    return (key & (CHUNK_KEYS - 1)) * ENTRY_BYTES;
  }

  HashAlgorithm algorithm() {
    return algorithm;
  }

  BlobSource source() {
    return source;
  }
}
