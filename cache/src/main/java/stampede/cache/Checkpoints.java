package stampede.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import stampede.store.BackingStore;
import stampede.store.StoreException;
import stampede.time.Timers;

/** Puts and reads checkpoints, which are not cached. Thread-safe. */
final class Checkpoints {
  private final Registration stores;
  private final Timers timers;

  Checkpoints(Registration stores, Timers timers) {
    this.stores = stores;
    this.timers = timers;
  }

  /** Puts a checkpoint once a flush is done; what becomes of it is told in {@code answer}. */
  void putAfter(
      CompletableFuture<FlushResult> flush, byte[] value, CompletableFuture<FlushResult> answer) {
    var unused = flush.whenComplete((flushed, failure) -> {
      if (failure != null) {
        answer.completeExceptionally(Failures.cause(failure));
      } else if (flushed instanceof FlushResult.Done) {
        put(value, answer);
      } else {
        answer.complete(flushed);
      }
    });
  }

  private void put(byte[] value, CompletableFuture<FlushResult> answer) {
    var unused = Failures.call(stores, store -> store.putCheckpoint(value))
        .whenComplete((done, failure) -> answer.complete(
            failure == null
                ? new FlushResult.Done()
                : new FlushResult.Failed(Failures.cause(failure), 0)));
  }

  CompletableFuture<List<byte[]>> get(long timeoutNanos) {
    var answer = new CompletableFuture<List<byte[]>>();
    Failures.pass(Failures.call(stores, BackingStore::checkpoints), answer);
    if (!answer.isDone()) {
      timers.after(
          timeoutNanos,
          () -> answer.completeExceptionally(
              new StoreException.Timeout("checkpoints: no answer within " + timeoutNanos + " ns")));
    }
    return answer;
  }
}
