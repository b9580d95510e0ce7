package stampede.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;

/** Answers every load with one completed future, and no store ever. */
record FixedStore(CompletableFuture<Optional<byte[]>> answer) implements BackingStore {
  static FixedStore of(byte[] bytes) {
    return new FixedStore(CompletableFuture.completedFuture(Optional.of(bytes)));
  }

  @Override
  public String name() {
    return "fixed:";
  }

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    return answer;
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public void close() {}
}
