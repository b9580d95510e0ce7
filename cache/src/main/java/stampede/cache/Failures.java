package stampede.cache;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** How the calls of a backing store fail. */
final class Failures {
  private Failures() {}

  /** The future of a call; a failed one where the call throws or gives none. */
  static <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
    try {
      return Objects.requireNonNull(call.get(), "the store returned no future");
    } catch (Throwable e) { // Whoever waits is owed an answer, whatever happened.
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The failure itself, without what a chain of futures wrapped around it. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapped =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapped && cause != null ? cause : failure;
  }
}
