package stampede.cache;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import stampede.time.NanoClock;

/**
 * Times the loads of any Caffeine cache: what is put around the cache's loader tells a listener of
 * each, with stamps that no other load shares. The start is stamped before the loader is called.
 * The end is stamped on the thread that completes the loader's future, before the cache or any of
 * its callers hears of it: what they do then is in no load's time.
 *
 * <p>The listener hears {@code loadStarted} and {@code loadEnded} alone: FOUND with a value, ABSENT
 * with null, and else FAILED, a cancelled load and a loader that throws included. It hears on the
 * cache's threads, and of a start and of an answer given at once it hears under the lock that
 * Caffeine holds while it calls a loader: it must neither block nor call the cache. What it throws
 * goes to the thread's handler of uncaught exceptions. Caffeine tells nobody that a request is a
 * hit, or waits on a load in flight: these are not heard, and a request's wait is not a load's time.
 *
 * <p>The cache holds a future that completes as the loader's own does, with the same value or the
 * same exception. To complete or to cancel either is to complete or to cancel the other; to obtrude
 * a value into one changes it alone, and no timing. All methods return what is as thread-safe as
 * what it was given.
 */
public final class TimedLoads {
  private TimedLoads() {}

  /**
   * A loader to build an {@code AsyncLoadingCache} with. A reload is a load. Keys that are loaded at
   * once, by {@code asyncLoadAll}, are each told as a load with the stamps of all, and each by its
   * own ending: ABSENT where the map lacks the key, FAILED all of them where there is no map. Keys
   * that were not asked for are not told. They are loaded at once by the same caches as without.
   *
   * <p>Of a {@code CacheLoader}, which loads in the cache's executor, the wait for a thread of that is
   * part of the load.
   *
   * @param clock read twice a load, from any thread
   */
  public static <K, V> AsyncCacheLoader<K, V> around(
      AsyncCacheLoader<K, V> loader, CacheListener<? super K> listener, NanoClock clock) {
    return TimedLoader.of(loader, timer(listener, clock));
  }

  /**
   * A function for {@code AsyncCache.get(key, mappingFunction)} that returns a future.
   *
   * @param clock read twice a load, from any thread
   */
  public static <K, V> BiFunction<K, Executor, CompletableFuture<V>> aroundAsyncMapping(
      BiFunction<? super K, ? super Executor, ? extends CompletableFuture<? extends V>> mapping,
      CacheListener<? super K> listener,
      NanoClock clock) {
    LoadTimer<K> timer = timer(listener, clock);
    return (key, executor) -> timer.load(key, () -> mapping.apply(key, executor));
  }

  /**
   * A function for {@code AsyncCache.get(key, mappingFunction)}, or {@code Cache.get}, that returns a
   * value. A load's time is that of the function alone, on the thread that runs it: not the wait for
   * a thread of the cache's executor, nor the hand-over to the future.
   *
   * @param clock read twice a load, from any thread
   */
  public static <K, V> Function<K, V> aroundMapping(
      Function<? super K, ? extends V> mapping,
      CacheListener<? super K> listener,
      NanoClock clock) {
    LoadTimer<K> timer = timer(listener, clock);
    return key -> timer.value(key, mapping);
  }

  private static <K> LoadTimer<K> timer(CacheListener<? super K> listener, NanoClock clock) {
    return new LoadTimer<>(new Observer<>(listener, clock));
  }
}
