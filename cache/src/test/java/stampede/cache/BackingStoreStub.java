package stampede.cache;

import java.util.List;
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
  public String name() {
    return "stub:";
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public void close() {}
}
