package stampede.cache;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.CacheLoader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A loader of which each load is timed. Thread-safe as the one it asks. */
class TimedLoader<K, V> implements AsyncCacheLoader<K, V> {
  /*
   * Caffeine asks a loader for several keys at once only where its class overrides a method for
   * that, which it looks up by reflection. So there are two classes: one that overrides none, around
   * a loader that does not, and one around a loader that does.
   */
  final AsyncCacheLoader<K, V> loader;
  final LoadTimer<K> timer;

  private TimedLoader(AsyncCacheLoader<K, V> loader, LoadTimer<K> timer) {
    this.loader = loader;
    this.timer = timer;
  }

  static <K, V> AsyncCacheLoader<K, V> of(AsyncCacheLoader<K, V> loader, LoadTimer<K> timer) {
    boolean loadsAll = overrides(loader, "asyncLoadAll", Set.class, Executor.class)
        || (loader instanceof CacheLoader && overrides(loader, "loadAll", Set.class));
    return loadsAll ? new OfAll<>(loader, timer) : new TimedLoader<>(loader, timer);
  }

  private static boolean overrides(Object loader, String method, Class<?>... parameters) {
    try {
      Class<?> home = loader.getClass().getMethod(method, parameters).getDeclaringClass();
      return home != AsyncCacheLoader.class && home != CacheLoader.class;
    } catch (NoSuchMethodException e) {
      throw new LinkageError(method, e);
    }
  }

  @Override
  public CompletableFuture<? extends V> asyncLoad(K key, Executor executor) throws Exception {
    return timer.load(key, () -> loader.asyncLoad(key, executor));
  }

  @Override
  public CompletableFuture<? extends V> asyncReload(K key, V oldValue, Executor executor)
      throws Exception {
    return timer.load(key, () -> loader.asyncReload(key, oldValue, executor));
  }

  /** Around a loader that can be asked for several keys at once. */
  private static final class OfAll<K, V> extends TimedLoader<K, V> {
    OfAll(AsyncCacheLoader<K, V> loader, LoadTimer<K> timer) {
      super(loader, timer);
    }

    @Override
    public CompletableFuture<? extends Map<? extends K, ? extends V>> asyncLoadAll(
        Set<? extends K> keys, Executor executor) throws Exception {
      return timer.loadAll(keys, () -> loader.asyncLoadAll(keys, executor));
    }
  }
}
