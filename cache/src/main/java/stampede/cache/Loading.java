package stampede.cache;

import java.util.concurrent.CompletableFuture;
import stampede.store.BlobRef;

/**
 * A load that memory could not answer, and those who wait for it. Each waits on a future of its own:
 * what a caller does to it reaches no other. Thread-safe.
 */
final class Loading {
  final BlobRef ref;
  final CompletableFuture<LoadResult> issuer = new CompletableFuture<>();

  /** When the backing load was issued; written before it is, read in its continuation. */
  long startNanos;

  private final CompletableFuture<LoadResult> joined = new CompletableFuture<>();

  Loading(BlobRef ref) {
    this.ref = ref;
  }

  /** A future for one more request that waits. */
  CompletableFuture<LoadResult> join() {
    var mine = new CompletableFuture<LoadResult>();
    var unused = joined.whenComplete((result, failure) -> {
      if (failure == null) {
        mine.complete(result);
      } else {
        mine.completeExceptionally(failure);
      }
    });
    return mine;
  }

  void answer(LoadResult toIssuer, LoadResult toJoined) {
    issuer.complete(toIssuer);
    joined.complete(toJoined);
  }

  void fail(Throwable failure) {
    issuer.completeExceptionally(failure);
    joined.completeExceptionally(failure);
  }
}
