package stampede.loadgen;

import java.util.concurrent.atomic.LongAdder;
import stampede.store.Blobs;
import stampede.store.SplitMix;

/** Key k is {@code Blobs.content(seed, k, size)}, where the size is drawn by (seed, k). */
final class GeneratedBlobs implements BlobSource {
  private final long seed;
  private final long sizeSeed;
  private final int keyCount;
  private final Sizes sizes;
  private final LongAdder cut = new LongAdder();

  GeneratedBlobs(long seed, int keyCount, Sizes sizes) {
    this.seed = seed;
    this.sizeSeed = Stream.KEY_SIZE.seed(seed);
    this.keyCount = keyCount;
    this.sizes = sizes;
  }

  @Override
  public int keyCount() {
    return keyCount;
  }

  @Override
  public byte[] content(int key) {
    long sizeBytes = sizes.bytes(SplitMix.at(sizeSeed, key));
    if (sizeBytes > Sizes.BLOB_BYTES_MAX) {
      cut.increment();
    }
    return Blobs.content(seed, key, (int) Math.min(sizeBytes, Sizes.BLOB_BYTES_MAX));
  }

  @Override
  public int newSizeBytes(long bits) {
    return (int) Math.min(sizes.bytes(bits), Sizes.BLOB_BYTES_MAX);
  }

  @Override
  public long cutCount() {
    return cut.sum();
  }
}
