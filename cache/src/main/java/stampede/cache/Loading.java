package stampede.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;

/**
 * A load that memory could not answer: the future of the request that issued the backing load, and
 * those who wait with it. Each waits on a future of its own: what a caller does to it reaches no
 * other. Thread-safe.
 */
final class Loading extends CompletableFuture<LoadResult> {
  private static final VarHandle JOINED = joinedHandle();

  final BlobRef ref;

  /** When the backing load was issued; written before it is, read in its continuation. */
  long startNanos;

  /** The tick of {@link LoadDeadlines} at which it was issued. */
  int issuedTick;

  /*
   * What those who joined wait on is made by the first of them. It and the answer are each written
   * before the other is read: either the answering thread sees it, or a joining thread sees the
   * answer.
   */
  private volatile @Nullable CompletableFuture<LoadResult> joined;
  private volatile @Nullable LoadResult answerToJoined;
  private volatile @Nullable Throwable failure;

  Loading(BlobRef ref) {
    this.ref = ref;
  }

  private static VarHandle joinedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Loading.class, "joined", CompletableFuture.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("joined", e);
    }
  }

  /** What depends on this future is no loading. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  /** A future for one more request that waits. */
  CompletableFuture<LoadResult> oneMore() {
    if (joined == null) {
      JOINED.compareAndSet(this, null, new CompletableFuture<LoadResult>());
    }
    var mine = new CompletableFuture<LoadResult>();
    CompletableFuture<LoadResult> all = joined;
    if (all != null) {
      Failures.pass(all, mine);
    }
    settleJoined();
    return mine;
  }

  void answer(LoadResult toIssuer, LoadResult toJoined) {
    answerToJoined = toJoined;
    try {
      complete(toIssuer);
    } finally {
      settleJoined();
    }
  }

  void fail(Throwable cause) {
    failure = cause;
    try {
      completeExceptionally(cause);
    } finally {
      settleJoined();
    }
  }

  private void settleJoined() {
    CompletableFuture<LoadResult> all = joined;
    if (all == null) {
      return;
    }
    Throwable cause = failure;
    LoadResult answer = answerToJoined;
    if (cause != null) {
      all.completeExceptionally(cause);
    } else if (answer != null) {
      all.complete(answer);
    }
  }
}
