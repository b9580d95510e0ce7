package stampede.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that stands for a loader's own: it completes as that one does, with the same value or the
 * same exception, after its end was told and before anything that depends on it runs. To complete or
 * to cancel it is to complete or to cancel the loader's own. Thread-safe.
 */
abstract class Followed<T> extends CompletableFuture<T> implements BiConsumer<T, Throwable> {
  /*
   * The loader's own future would do, but for the order: what depends on a future runs last come,
   * first served. An end stamped there is late by all that the cache's callers made depend on it.
   */
  private final CompletableFuture<T> own;

  @SuppressWarnings("unchecked") // what it is completed with by way of this one is a T
  Followed(CompletableFuture<? extends T> own) {
    this.own = (CompletableFuture<T>) own;
  }

  /** Hears how the loader's future completed, once, on the thread that completed it. */
  abstract void ended(@Nullable T answer, @Nullable Throwable failure);

  /** Begins to follow; called once. */
  final CompletableFuture<T> begin() {
    var unused = own.whenComplete(this);
    return this;
  }

  @Override
  public final void accept(T answer, Throwable failure) {
    try {
      ended(answer, failure);
    } finally {
      if (failure == null) {
        super.complete(answer);
      } else {
        super.completeExceptionally(failure);
      }
    }
  }

  @Override
  public final boolean complete(T answer) {
    return own.complete(answer);
  }

  @Override
  public final boolean completeExceptionally(Throwable failure) {
    return own.completeExceptionally(failure);
  }

  @Override
  public final CompletableFuture<T> completeAsync(
      Supplier<? extends T> supplier, Executor executor) {
    own.completeAsync(supplier, executor);
    return this;
  }

  @Override
  public final CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    own.completeAsync(supplier);
    return this;
  }

  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return own.cancel(mayInterruptIfRunning);
  }

  /** What depends on this future follows nothing. */
  @Override
  public final <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
