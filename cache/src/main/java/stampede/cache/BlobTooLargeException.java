package stampede.cache;

/** A blob is larger than the cache takes; nothing was stored. */
public final class BlobTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long sizeBytes;
  private final long blobBytesMax;

  /** The refusal of a blob of {@code sizeBytes} where at most {@code blobBytesMax} are taken. */
  public BlobTooLargeException(long sizeBytes, long blobBytesMax) {
    super("a blob of at most " + blobBytesMax + " bytes is wanted: " + sizeBytes);
    this.sizeBytes = sizeBytes;
    this.blobBytesMax = blobBytesMax;
  }

  /** The size of the blob, in bytes. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** The largest blob that the cache takes, in bytes. */
  public long blobBytesMax() {
    return blobBytesMax;
  }
}
