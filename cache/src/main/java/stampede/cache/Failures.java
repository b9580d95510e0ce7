package stampede.cache;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;
import stampede.store.StoreException;

/** How calls fail. */
final class Failures {
  private Failures() {}

  /** The future of a call of the store; a failed one where there is none, or it throws. */
  static <T> CompletableFuture<T> call(
      Registration stores, Function<BackingStore, @Nullable CompletableFuture<T>> call) {
    BackingStore store = stores.active();
    return store == null ? CompletableFuture.failedFuture(noStore()) : call(store, call);
  }

  /** The future of a call of a store; a failed one where it throws or gives none. */
  static <T> CompletableFuture<T> call(
      BackingStore store, Function<BackingStore, @Nullable CompletableFuture<T>> call) {
    try {
      return Objects.requireNonNull(call.apply(store), "the store returned no future");
    } catch (Throwable e) { // Whoever waits is owed an answer, whatever happened.
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Completes one future as another completes, with the same failure and no wrapper around it. */
  static <T> void pass(CompletableFuture<? extends T> from, CompletableFuture<T> to) {
    var unused = from.whenComplete((result, failure) -> {
      if (failure == null) {
        to.complete(result);
      } else {
        to.completeExceptionally(cause(failure));
      }
    });
  }

  /** The failure itself, without what a chain of futures wrapped around it. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapped =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapped && cause != null ? cause : failure;
  }

  /** The failure as one that a stage of a future may throw. */
  static RuntimeException unchecked(Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new CompletionException(failure);
  }

  /** Gives what nobody waits for to the thread's handler of uncaught exceptions. */
  static void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
  }

  static StoreException closed() {
    return new StoreException.Closed("the cache is closed");
  }

  static StoreException noStore() {
    return new StoreException.Unavailable("no backing store is registered", null);
  }
}
