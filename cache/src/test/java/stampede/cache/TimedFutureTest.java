package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.time.VirtualTime;

/** A cache of timed loads, and what waits on it, cannot be told from the cache without. */
class TimedFutureTest {
  /** What is done to a load in flight: to the loader's own future, or to the one the cache gave. */
  enum Deed {
    OWN_VALUE,
    OWN_NULL,
    OWN_FAILURE,
    OWN_WRAPPED_FAILURE,
    OWN_CANCELLED,
    GIVEN_VALUE,
    GIVEN_VALUE_BY_ANOTHER_THREAD,
    GIVEN_FAILURE,
    GIVEN_TIMEOUT,
    GIVEN_CANCELLED,
    TWICE,
    INVALIDATED;

    boolean on(
        CompletableFuture<String> own,
        CompletableFuture<String> given,
        AsyncLoadingCache<String, String> cache) {
      return switch (this) {
        case OWN_VALUE -> own.complete("A");
        case OWN_NULL -> own.complete(null);
        case OWN_FAILURE -> own.completeExceptionally(new IOException("no"));
        case OWN_WRAPPED_FAILURE ->
          own.completeExceptionally(new CompletionException(new IOException("no")));
        case OWN_CANCELLED -> own.cancel(true);
        case GIVEN_VALUE -> given.complete("A");
        case GIVEN_VALUE_BY_ANOTHER_THREAD ->
          given.completeAsync(() -> "A", Runnable::run).isDone();
        case GIVEN_FAILURE -> given.completeExceptionally(new IOException("no"));
        case GIVEN_TIMEOUT -> given.completeExceptionally(new TimeoutException());
        case GIVEN_CANCELLED -> given.cancel(true);
        case TWICE -> own.complete("A") && given.complete("B");
        case INVALIDATED -> {
          cache.synchronous().invalidate("a");
          yield own.complete("A");
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsTheLoadersOwnToAllWhoSeeIt(Deed deed) {
    assertEquals(story(deed, false), story(deed, true));
  }

  private static List<String> story(Deed deed, boolean timed) {
    List<String> story = new ArrayList<>();
    var own = new CompletableFuture<String>();
    AsyncLoadingCache<String, String> cache = Caffeine.newBuilder()
        .executor(Runnable::run)
        .recordStats()
        .buildAsync(
            timed
                ? TimedLoads.around((key, executor) -> own, new LoadsHeard(), new VirtualTime())
                : (key, executor) -> own);
    CompletableFuture<String> given = cache.get("a");
    var direct = given.whenComplete((value, failure) -> story.add(value + ", " + failure));
    var further = given
        .thenApply(value -> value + "!")
        .handle((value, failure) -> story.add("further " + value + ", " + failure));
    story.add("deed " + deed.on(own, given, cache));
    story.add("done " + further.isDone());
    for (var future : List.of(own, given, direct)) {
      story.add("cancelled " + future.isCancelled());
      story.add("failed " + future.isCompletedExceptionally());
      story.add("get " + (future.isDone() ? told(() -> get(future)) : "none yet"));
      story.add("join " + (future.isDone() ? told(future::join) : "none yet"));
      story.add("now " + told(() -> future.getNow("none")));
    }
    story.add("held " + cache.synchronous().asMap());
    story.add("stats " + cache.synchronous().stats().loadSuccessCount() + ", "
        + cache.synchronous().stats().loadFailureCount());
    return story;
  }

  private static String get(CompletableFuture<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      return e + " for " + e.getCause();
    }
  }

  private static String told(Supplier<String> call) {
    try {
      return call.get();
    } catch (Exception e) {
      return e + " for " + e.getCause();
    }
  }
}
