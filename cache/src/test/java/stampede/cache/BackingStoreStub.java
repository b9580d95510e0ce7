package stampede.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;

/** An empty store that answers at once and confirms everything. */
class BackingStoreStub implements BackingStore {
  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
