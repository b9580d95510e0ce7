package stampede.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreException;

/**
 * A store whose every answer is given by hand. A load answers what was stored when it was issued: as
 * late as an answer can truthfully be. For one thread.
 */
final class ScriptedStore implements BackingStore {
  record Load(BlobRef ref, Optional<byte[]> seen, CompletableFuture<Optional<byte[]>> answer) {
    void succeed() {
      answer.complete(seen);
    }

    void fail(String why) {
      answer.completeExceptionally(new StoreException.Unavailable(why, null));
    }
  }

  record Store(Blob blob, CompletableFuture<Void> answer, Map<BlobRef, byte[]> stored) {
    void succeed() {
      stored.put(blob.ref(), blob.bytes());
      answer.complete(null);
    }

    void fail(String why) {
      answer.completeExceptionally(new StoreException.NoSpace(why, null));
    }
  }

  record Checkpoint(byte[] value, CompletableFuture<Void> answer) {}

  final Map<BlobRef, byte[]> stored = new HashMap<>();
  final List<Checkpoint> checkpoints = new ArrayList<>();
  final List<Load> loads = new ArrayList<>();
  final List<Store> stores = new ArrayList<>();
  boolean closed;

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    var seen = Optional.ofNullable(stored.get(ref));
    loads.add(new Load(ref, seen, new CompletableFuture<>()));
    return loads.get(loads.size() - 1).answer();
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    stores.add(new Store(blob, new CompletableFuture<>(), stored));
    return stores.get(stores.size() - 1).answer();
  }

  @Override
  public String name() {
    return "scripted:";
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    checkpoints.add(new Checkpoint(value, new CompletableFuture<>()));
    return checkpoints.get(checkpoints.size() - 1).answer();
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return CompletableFuture.completedFuture(
        checkpoints.stream().map(Checkpoint::value).toList());
  }

  @Override
  public void close() {
    closed = true;
  }
}
