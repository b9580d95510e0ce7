package stampede.loadgen;

/** Where the contents of a run's keys come from. Thread-safe. */
sealed interface BlobSource permits GeneratedBlobs, Corpus {
  /** How many keys there are. */
  int keyCount();

  /** The content of a key, at most {@link Sizes#BLOB_BYTES_MAX} long. */
  byte[] content(int key);

  /** The size that a new blob has by 64 random bits, at most {@link Sizes#BLOB_BYTES_MAX}. */
  int newSizeBytes(long bits);

  /** How many keys were cut at {@link Sizes#BLOB_BYTES_MAX}, of those whose content was asked. */
  long cutCount();
}
