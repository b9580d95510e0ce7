package stampede.store;

import java.util.concurrent.CompletableFuture;

/** Something that a {@link QueuedStore} shall write, and the future that is owed for it. */
sealed interface StoreWrite {
  CompletableFuture<Void> answer();

  int sizeBytes();

  record OfBlob(Blob blob, CompletableFuture<Void> answer) implements StoreWrite {
    @Override
    public int sizeBytes() {
      return blob.sizeBytes();
    }
  }

  record OfCheckpoint(Checkpoint checkpoint, CompletableFuture<Void> answer) implements StoreWrite {
    @Override
    public int sizeBytes() {
      return checkpoint.sizeBytes();
    }
  }
}
