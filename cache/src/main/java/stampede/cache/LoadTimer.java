package stampede.cache;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener.LoadEnding;

/** Times the loads of another cache, each by stamps of its own. Thread-safe. */
final class LoadTimer<K> {
  /** Asks a loader. */
  @FunctionalInterface
  interface Call<F, X extends Exception> {
    CompletableFuture<? extends F> call() throws X;
  }

  private final Observer<K> observer;

  LoadTimer(Observer<K> observer) {
    this.observer = observer;
  }

  /** Asks for a value; what the call throws is told as failed, and thrown. */
  <V, X extends Exception> CompletableFuture<V> load(K key, Call<V, X> call) throws X {
    long startNanos = observer.nanos();
    observer.loadStarted(key, startNanos);
    CompletableFuture<? extends V> own;
    try {
      own = Objects.requireNonNull(call.call(), "the loader returned no future");
    } catch (Throwable e) {
      observer.loadEnded(key, startNanos, LoadEnding.FAILED);
      throw e;
    }
    return new Followed<V>(own) {
      @Override
      void ended(@Nullable V value, @Nullable Throwable failure) {
        observer.loadEnded(key, startNanos, ending(value, failure));
      }
    }.begin();
  }

  /** Asks for the values of several keys at once; each key is told with the stamps of all. */
  <V, X extends Exception> CompletableFuture<Map<? extends K, ? extends V>> loadAll(
      Set<? extends K> keys, Call<Map<? extends K, ? extends V>, X> call) throws X {
    List<K> asked = List.copyOf(keys);
    long startNanos = observer.nanos();
    asked.forEach(key -> observer.loadStarted(key, startNanos));
    CompletableFuture<? extends Map<? extends K, ? extends V>> own;
    try {
      own = Objects.requireNonNull(call.call(), "the loader returned no future");
    } catch (Throwable e) {
      allEnded(asked, startNanos, null);
      throw e;
    }
    return new Followed<Map<? extends K, ? extends V>>(own) {
      @Override
      void ended(@Nullable Map<? extends K, ? extends V> values, @Nullable Throwable failure) {
        allEnded(asked, startNanos, values);
      }
    }.begin();
  }

  private void allEnded(List<K> asked, long startNanos, @Nullable Map<? extends K, ?> values) {
    long endNanos = observer.nanos();
    for (K key : asked) {
      observer.loadEnded(key, startNanos, endNanos, ending(values, key));
    }
  }

  private LoadEnding ending(@Nullable Map<? extends K, ?> values, K key) {
    try {
      return values == null ? LoadEnding.FAILED : ending(values.get(key), null);
    } catch (RuntimeException e) { // a map that does not take such a key
      Failures.report(e);
      return LoadEnding.FAILED;
    }
  }

  /** Computes a value, on this thread; what the function throws is told as failed, and thrown. */
  <V> V value(K key, Function<? super K, ? extends V> function) {
    long startNanos = observer.nanos();
    observer.loadStarted(key, startNanos);
    V value;
    try {
      value = function.apply(key);
    } catch (Throwable e) {
      observer.loadEnded(key, startNanos, LoadEnding.FAILED);
      throw e;
    }
    observer.loadEnded(key, startNanos, ending(value, null));
    return value;
  }

  private static LoadEnding ending(@Nullable Object value, @Nullable Throwable failure) {
    if (failure != null) {
      return LoadEnding.FAILED;
    }
    return value == null ? LoadEnding.ABSENT : LoadEnding.FOUND;
  }
}
