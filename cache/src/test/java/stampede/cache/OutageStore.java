package stampede.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;

/** Passes calls on to a store; while it is silent it holds them. Thread-safe. */
final class OutageStore implements BackingStore {
  private final BackingStore store;
  private List<Runnable> held = new ArrayList<>();
  private boolean silent;

  OutageStore(BackingStore store) {
    this.store = store;
  }

  synchronized void fallSilent() {
    silent = true;
  }

  /** Passes on what was held, and what comes from now on; returns how many calls were held. */
  int speak() {
    List<Runnable> released;
    synchronized (this) {
      silent = false;
      released = held;
      held = new ArrayList<>();
    }
    released.forEach(Runnable::run);
    return released.size();
  }

  private <T> CompletableFuture<T> pass(Supplier<CompletableFuture<T>> call) {
    var answer = new CompletableFuture<T>();
    Runnable body = () -> Failures.pass(call.get(), answer);
    synchronized (this) {
      if (silent) {
        held.add(body);
        return answer;
      }
    }
    body.run();
    return answer;
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    return pass(() -> store.load(ref));
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    return pass(() -> store.store(blob));
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    return pass(() -> store.putCheckpoint(value));
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    return pass(store::checkpoints);
  }

  @Override
  public void close() {
    store.close();
  }
}
