package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import stampede.time.VirtualTime;

/** Loads of real Caffeine caches, in virtual time, each completed by hand. */
class TimedLoadsTest {
  private final VirtualTime time = new VirtualTime();
  private final LoadsHeard loads = new LoadsHeard();
  private final Map<String, CompletableFuture<String>> asked = new HashMap<>();
  private final AsyncLoadingCache<String, String> cache = cache((key, executor) -> ask(key));

  /** A future that the test completes. */
  private CompletableFuture<String> ask(String key) {
    var answer = new CompletableFuture<String>();
    asked.put(key, answer);
    return answer;
  }

  private Caffeine<Object, Object> caffeine() {
    return Caffeine.newBuilder().executor(Runnable::run).ticker(time::nanos);
  }

  private AsyncLoadingCache<String, String> cache(AsyncCacheLoader<String, String> loader) {
    return caffeine().buildAsync(TimedLoads.around(loader, loads, time));
  }

  private void heard(String... expected) {
    assertEquals(List.of(expected), loads.heard);
  }

  @Test
  void overlappingLoadsHaveEachItsOwnTime() {
    var a = cache.get("a");
    time.advance(10);
    cache.get("b");
    time.advance(10);
    asked.get("a").complete("A");
    cache.get("c");
    time.advance(10);
    asked.get("c").complete("C");
    asked.get("b").complete("B");
    assertEquals("A", a.join());
    heard(
        "a started at 0",
        "b started at 10",
        "a of 0 ended at 20 FOUND",
        "c started at 20",
        "c of 20 ended at 30 FOUND",
        "b of 10 ended at 30 FOUND");
  }

  @Test
  void hitsAndJoinsAreNotHeard() {
    cache.get("a");
    time.advance(10);
    var joined = cache.get("a");
    asked.get("a").complete("A");
    assertEquals("A", joined.join());
    assertEquals("A", cache.get("a").join());
    heard("a started at 0", "a of 0 ended at 10 FOUND");
  }

  @Test
  void nullIsAbsentAndIsAskedForAgain() {
    var absent = cache.get("a");
    time.advance(3);
    asked.get("a").complete(null);
    assertNull(absent.join());
    cache.get("a");
    heard("a started at 0", "a of 0 ended at 3 ABSENT", "a started at 3");
  }

  @Test
  void aFailureIsFailedAndIsAskedForAgain() {
    var failed = cache.get("a");
    time.advance(3);
    var failure = new IOException("no");
    asked.get("a").completeExceptionally(failure);
    assertSame(failure, CacheFixture.failure(failed));
    cache.get("a");
    heard("a started at 0", "a of 0 ended at 3 FAILED", "a started at 3");
  }

  @Test
  void aCancelledLoadIsFailedWhenItIsCancelledAndHeardOnce() {
    var load = cache.get("a");
    time.advance(3);
    load.cancel(true);
    time.advance(3);
    assertFalse(asked.get("a").complete("late"));
    heard("a started at 0", "a of 0 ended at 3 FAILED");
  }

  @Test
  void aLoaderThatThrowsIsFailedAndItsExceptionPassed() {
    var thrown = new IllegalStateException("no");
    var broken = cache((key, executor) -> {
      time.advance(7);
      throw thrown;
    });
    assertSame(thrown, assertThrows(IllegalStateException.class, () -> broken.get("a")));
    heard("a started at 0", "a of 0 ended at 7 FAILED");
  }

  @Test
  void aLoaderThatGivesNoFutureIsFailed() {
    var broken = cache((key, executor) -> null);
    assertThrows(NullPointerException.class, () -> broken.get("a"));
    heard("a started at 0", "a of 0 ended at 0 FAILED");
  }

  @Test
  void anAnswerGivenAtOnceIsALoadToo() {
    var quick = cache((key, executor) -> CompletableFuture.completedFuture("A"));
    assertEquals("A", quick.get("a").join());
    heard("a started at 0", "a of 0 ended at 0 FOUND");
  }

  @Test
  void whatTheCallersDoWithTheAnswerIsInNoTime() {
    List<String> order = new ArrayList<>();
    Runnable slow = () -> {
      order.add("caller, after " + loads.heard.size());
      time.advance(1000);
    };
    cache.get("a").thenRun(slow);
    cache.get("a").thenRun(slow);
    time.advance(10);
    asked.get("a").complete("A");
    assertEquals(List.of("caller, after 2", "caller, after 2"), order);
    heard("a started at 0", "a of 0 ended at 10 FOUND");
  }

  @Test
  void aReloadIsALoad() {
    AsyncLoadingCache<String, String> refreshing = caffeine()
        .refreshAfterWrite(Duration.ofNanos(100))
        .buildAsync(TimedLoads.around((key, executor) -> ask(key), loads, time));
    refreshing.get("a");
    asked.get("a").complete("old");
    time.advance(200);
    assertEquals("old", refreshing.get("a").join());
    time.advance(5);
    asked.get("a").complete("new");
    assertEquals("new", refreshing.get("a").join());
    heard(
        "a started at 0",
        "a of 0 ended at 0 FOUND",
        "a started at 200",
        "a of 200 ended at 205 FOUND");
  }

  @Test
  void aReloadOfItsOwnIsAsked() throws Exception {
    var loader = new AsyncCacheLoader<String, String>() {
      @Override
      public CompletableFuture<String> asyncLoad(String key, Executor executor) {
        throw new AssertionError("a reload is wanted");
      }

      @Override
      public CompletableFuture<String> asyncReload(String key, String old, Executor executor) {
        return ask(key + " after " + old);
      }
    };
    var load = TimedLoads.around(loader, loads, time).asyncReload("a", "A", Runnable::run);
    time.advance(4);
    asked.get("a after A").completeExceptionally(new IOException("no"));
    assertEquals("no", CacheFixture.failure(load).getMessage());
    heard("a started at 0", "a of 0 ended at 4 FAILED");
  }

  @Test
  void keysLoadedAtOnceAreEachToldWithTheStampsOfAll() {
    var answer = new CompletableFuture<Map<String, String>>();
    var all = cache(AsyncCacheLoader.bulk((keys, executor) -> answer)).getAll(Set.of("a"));
    time.advance(9);
    answer.complete(Map.of("a", "A", "not asked for", "B"));
    assertEquals(Map.of("a", "A"), all.join());
    heard("a started at 0", "a of 0 ended at 9 FOUND");
  }

  @Test
  void aKeyThatTheMapLacksIsAbsentAndAllFailTogether() throws Exception {
    for (var ending : List.of("map", "failure", "null")) {
      var answer = new CompletableFuture<Map<String, String>>();
      AsyncCacheLoader<String, String> loader = AsyncCacheLoader.bulk((keys, executor) -> answer);
      var unused = TimedLoads.around(loader, loads, time)
          .asyncLoadAll(new TreeSet<>(Set.of("a", "b")), Runnable::run);
      switch (ending) {
        case "map" -> answer.complete(Map.of("b", "B"));
        case "failure" -> answer.completeExceptionally(new IOException("no"));
        default -> answer.complete(null);
      }
    }
    List<String> started = List.of("a started at 0", "b started at 0");
    var expected = new ArrayList<>(started);
    expected.addAll(List.of("a of 0 ended at 0 ABSENT", "b of 0 ended at 0 FOUND"));
    for (int failing = 0; failing < 2; failing++) {
      expected.addAll(started);
      expected.addAll(List.of("a of 0 ended at 0 FAILED", "b of 0 ended at 0 FAILED"));
    }
    assertEquals(expected, loads.heard);
  }

  @Test
  void aLoaderOfManyThatThrowsFailsEachKey() {
    AsyncCacheLoader<String, String> loader = AsyncCacheLoader.bulk((keys, executor) -> {
      throw new IllegalStateException("no");
    });
    assertThrows(IllegalStateException.class, () -> cache(loader).getAll(List.of("a")));
    heard("a started at 0", "a of 0 ended at 0 FAILED");
  }

  @Test
  void aLoaderOfOneIsAskedForOneAtATime() {
    var all = cache.getAll(List.of("a", "b"));
    time.advance(2);
    asked.get("b").complete("B");
    asked.get("a").complete("A");
    assertEquals(Map.of("a", "A", "b", "B"), all.join());
    heard("a started at 0", "b started at 0", "b of 0 ended at 2 FOUND", "a of 0 ended at 2 FOUND");
  }

  @Test
  void aBlockingLoaderIsAskedForManyWhereItCanBe() {
    CacheLoader<String, String> one = key -> key + key;
    CacheLoader<String, String> many = new CacheLoader<>() {
      @Override
      public String load(String key) {
        throw new AssertionError("all are wanted at once");
      }

      @Override
      public Map<String, String> loadAll(Set<? extends String> keys) {
        time.advance(6);
        return Map.of("a", "A");
      }
    };
    assertEquals(Map.of("b", "bb"), cache(one).getAll(List.of("b")).join());
    assertEquals(Map.of("a", "A"), cache(many).getAll(List.of("a")).join());
    heard("b started at 0", "b of 0 ended at 0 FOUND", "a started at 0", "a of 0 ended at 6 FOUND");
  }

  @Test
  void aMappingToAFutureIsTimedUntilTheFutureIsComplete() {
    AsyncCache<String, String> plain = caffeine().buildAsync();
    var load =
        plain.get("a", TimedLoads.aroundAsyncMapping((key, executor) -> ask(key), loads, time));
    time.advance(8);
    asked.get("a").complete("A");
    assertEquals("A", load.join());
    heard("a started at 0", "a of 0 ended at 8 FOUND");
  }

  @Test
  void aMappingToAValueIsTimedWhereItRuns() {
    List<Runnable> queued = new ArrayList<>();
    AsyncCache<String, String> plain =
        Caffeine.newBuilder().executor(queued::add).buildAsync();
    Function<String, String> slow = key -> {
      time.advance(8);
      return key.equals("none") ? null : key;
    };
    var load = plain.get("a", TimedLoads.aroundMapping(slow, loads, time));
    var none = plain.get("none", TimedLoads.aroundMapping(slow, loads, time));
    time.advance(100);
    queued.get(0).run();
    time.advance(100);
    queued.get(1).run();
    assertEquals("a", load.join());
    assertNull(none.join());
    heard(
        "a started at 100",
        "a of 100 ended at 108 FOUND",
        "none started at 208",
        "none of 208 ended at 216 ABSENT");
  }

  @Test
  void aMappingToAValueThatThrowsIsFailed() {
    AsyncCache<String, String> plain = caffeine().buildAsync();
    var thrown = new IllegalStateException("no");
    Function<String, String> broken = key -> {
      throw thrown;
    };
    var load = plain.get("a", TimedLoads.aroundMapping(broken, loads, time));
    assertSame(thrown, CacheFixture.failure(load));
    heard("a started at 0", "a of 0 ended at 0 FAILED");
  }

  @Test
  void aListenerThatThrowsIsHeardOfAndChangesNoAnswer() {
    @SuppressWarnings("unchecked")
    var thrower = (CacheListener<Object>) Proxy.newProxyInstance(
        CacheListener.class.getClassLoader(), new Class<?>[] {CacheListener.class}, (p, m, a) -> {
          throw new IllegalStateException(m.getName());
        });
    List<String> reported = new ArrayList<>();
    Thread thread = Thread.currentThread();
    var before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((where, failure) -> reported.add(failure.getMessage()));
    try {
      AsyncLoadingCache<String, String> harmed =
          caffeine().buildAsync(TimedLoads.around((key, executor) -> ask(key), thrower, time));
      var load = harmed.get("a");
      asked.get("a").complete("A");
      assertEquals("A", load.join());
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertEquals(List.of("loadStarted", "loadEnded"), reported);
  }

  @Test
  void whereNobodyListensNoClockIsRead() {
    AsyncLoadingCache<String, String> bare = caffeine()
        .buildAsync(TimedLoads.around((key, executor) -> ask(key), CacheListener.none(), () -> {
          throw new AssertionError("the clock is read");
        }));
    var load = bare.get("a");
    asked.get("a").complete("A");
    assertEquals("A", load.join());
  }
}
