package stampede.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something that a {@link QueuedStore} shall read, and the future that is owed for it. */
sealed interface StoreRead {
  CompletableFuture<?> answer();

  record OfBlob(BlobRef ref, CompletableFuture<Optional<byte[]>> answer) implements StoreRead {}

  record OfCheckpoints(CompletableFuture<List<byte[]>> answer) implements StoreRead {}
}
