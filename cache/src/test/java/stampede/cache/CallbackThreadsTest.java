package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static stampede.cache.CacheFixture.FLUSH_MAX;
import static stampede.cache.CacheFixture.RETRY_MAX;
import static stampede.cache.CacheFixture.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import stampede.store.BlobRef;

/**
 * Which thread runs what, as docs/embedding.md has it. Threads are named for their part and run one
 * after the other.
 */
class CallbackThreadsTest {
  /** Room for two blobs; one backing store at a time. */
  private static final CacheSettings SMALL =
      CacheFixture.settings(1 << 20, 200, 4, 1, WriteMode.BACK);

  private final List<String> heard = new ArrayList<>();
  private final CacheFixture fixture = new CacheFixture(SMALL, new ThreadNames());
  private final ContentCache cache = fixture.cache;

  @Test
  void aLoadIsToldByWhoAsksAndAnsweredByTheStore() throws Exception {
    BlobRef ref = fixture.stored(1).ref();
    ask("asker", "load", () -> cache.load(ref));
    ask("joiner", "join", () -> cache.load(ref));
    on("store", () -> fixture.store.loads.get(0).succeed());
    ask("hitter", "again", () -> cache.load(ref));
    assertEquals(
        List.of(
            "asker: loadStarted",
            "joiner: loadJoined",
            "store: loadEnded",
            "store: load",
            "store: join",
            "hitter: hit",
            "hitter: again"),
        heard);
  }

  @Test
  void aLateLoadIsEndedByTheTimers() throws Exception {
    ask("asker", "load", () -> cache.load(blob(1).ref()));
    on("timers", () -> fixture.time.advance(2 * SMALL.loadNanosMax()));
    assertEquals(List.of("asker: loadStarted", "timers: loadEnded", "timers: load"), heard);
  }

  @Test
  void aLoadIsAnsweredByWhoStoresTheBlob() throws Exception {
    ask("asker", "load", () -> cache.load(blob(1).ref()));
    ask("storer", "store", () -> cache.store(blob(1)));
    assertEquals(
        List.of("asker: loadStarted", "storer: load", "storer: storeStarted", "storer: store"),
        heard);
  }

  @Test
  void aStoreIsIssuedByWhoMakesRoomForIt() throws Exception {
    ask("one", "store 1", () -> cache.store(blob(1)));
    ask("two", "store 2", () -> cache.store(blob(2)));
    ask("three", "store 3", () -> cache.store(blob(3)));
    on("store", () -> fixture.store.stores.get(0).succeed());
    on("store", () -> fixture.store.stores.get(1).fail("no"));
    on("store", () -> fixture.store.stores.get(2).succeed());
    on("timers", () -> fixture.time.advance(RETRY_MAX));
    assertEquals(
        List.of(
            "one: storeStarted",
            "one: store 1",
            "two: store 2",
            "store: storeEnded",
            "store: store 3", // it waited for room
            "store: storeStarted",
            "store: storeEnded",
            "store: storeStarted",
            "store: storeEnded",
            "timers: storeStarted"),
        heard);
  }

  @Test
  void whoRegistersTheStoreIssuesWhatIsDirty() throws Exception {
    cache.unregister();
    ask("storer", "store", () -> cache.store(blob(1)));
    on("owner", () -> cache.register(fixture.store));
    assertEquals(List.of("storer: store", "owner: storeStarted"), heard);
  }

  @Test
  void flushesAndClosesAreAnsweredByTheStoreOrTheTimers() throws Exception {
    on("storer", () -> cache.store(blob(1)));
    ask("asker", "late flush", () -> cache.flush(10));
    ask("asker", "flush", () -> cache.flush(FLUSH_MAX));
    ask("asker", "checkpoint", () -> cache.putCheckpoint(new byte[1], FLUSH_MAX));
    heard.clear();
    on("timers", () -> fixture.time.advance(10));
    on("store", () -> fixture.store.stores.get(0).succeed());
    on("store", () -> fixture.store.checkpoints.get(0).answer().complete(null));
    ask("closer", "close", () -> cache.close(FLUSH_MAX));
    assertEquals(
        List.of(
            "timers: late flush",
            "store: storeEnded",
            "store: flush",
            "store: checkpoint",
            "closer: close"),
        heard);
  }

  /** Asks on one thread, and notes which thread answers. */
  private void ask(String thread, String name, Supplier<CompletableFuture<?>> call)
      throws Exception {
    on(thread, () -> call.get().whenComplete((answer, failure) -> hear(name)));
  }

  private void on(String name, Runnable body) throws Exception {
    CompletableFuture.runAsync(body, task -> new Thread(task, name).start()).get();
  }

  private void hear(String what) {
    heard.add(Thread.currentThread().getName() + ": " + what);
  }

  private final class ThreadNames implements CacheListener<Object> {
    @Override
    public void hit(Object key, long atNanos) {
      hear("hit");
    }

    @Override
    public void loadStarted(Object key, long startNanos) {
      hear("loadStarted");
    }

    @Override
    public void loadJoined(Object key, long atNanos) {
      hear("loadJoined");
    }

    @Override
    public void loadEnded(Object key, long startNanos, long endNanos, LoadEnding ending) {
      hear("loadEnded");
    }

    @Override
    public void storeStarted(Object key, long acceptedNanos, long startNanos) {
      hear("storeStarted");
    }

    @Override
    public void storeEnded(
        Object key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
      hear("storeEnded");
    }
  }
}
