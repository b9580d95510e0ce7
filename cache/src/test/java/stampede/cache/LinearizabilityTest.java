package stampede.cache;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static stampede.cache.CacheFixture.FLUSH_MAX;

import com.github.benmanes.caffeine.cache.Policy;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stampede.cache.LoadResult.Found;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.testkit.LongRun;

/**
 * The operations on one address, their steps interleaved by Lincheck, against a boolean: a blob is
 * found from the moment it was stored. Lincheck wants public classes.
 */
public class LinearizabilityTest {
  private static final Blob BLOB = CacheFixture.blob(1);

  /** Lincheck cannot follow the digest. */
  private static final CacheSettings SETTINGS = CacheFixture.settings(
          1000, 1000, 4, 2, WriteMode.BACK)
      .with()
      .verify(false)
      .build();

  /** What the operations answer one after the other. */
  public static class Sequential {
    private boolean stored;

    public boolean load() {
      return stored;
    }

    public boolean store() {
      stored = true;
      return true;
    }

    public boolean flush() {
      return true;
    }

    public void dropCache() {}

    public void evict() {}

    public void answerOldest() {}
  }

  /** A cache over a store that answers within the call. */
  public static class WithinTheCall extends BackingStoreStub {
    final Map<BlobRef, byte[]> stored = new ConcurrentHashMap<>();
    private final ContentCache cache =
        new ContentCache(this, SETTINGS, () -> 0, (nanos, task) -> {}, CacheListener.none());
    private final Policy.Eviction<?, ?> eviction = eviction(cache);
    private volatile boolean acknowledged;

    @Operation
    public boolean load() {
      return await(cache.load(BLOB.ref())) instanceof Found;
    }

    @Operation
    public boolean store() {
      boolean answer = await(cache.store(BLOB)) instanceof StoreResult.Stored;
      acknowledged = true;
      return answer;
    }

    /** Whether it is done, and what was acknowledged before it is in the store. */
    @Operation
    public boolean flush() {
      boolean before = acknowledged;
      return await(cache.flush(FLUSH_MAX)) instanceof FlushResult.Done
          && (!before || stored.containsKey(BLOB.ref()));
    }

    @Operation
    public void dropCache() {
      cache.dropCache();
    }

    /** Caffeine evicts what exceeds the bound. */
    @Operation
    public void evict() {
      eviction.setMaximum(0);
      eviction.setMaximum(1000);
    }

    <T> T await(CompletableFuture<T> future) {
      return future.join();
    }

    @Override
    public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
      return CompletableFuture.completedFuture(Optional.ofNullable(stored.get(ref)));
    }

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      stored.put(blob.ref(), blob.bytes());
      return CompletableFuture.completedFuture(null);
    }

    private static Policy.Eviction<?, ?> eviction(ContentCache cache) {
      try {
        Field clean = ContentCache.class.getDeclaredField("clean");
        Field eviction = CleanBlobs.class.getDeclaredField("eviction");
        eviction.setAccessible(true);
        clean.setAccessible(true);
        return (Policy.Eviction<?, ?>) eviction.get(clean.get(cache));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("eviction", e);
      }
    }
  }

  /**
   * A cache over a store that answers later: whoever waits gives the newest answer that is due, so
   * that old ones stay behind, for {@code answerOldest}.
   */
  public static class Later extends WithinTheCall {
    private final Deque<Runnable> due = new ArrayDeque<>();

    @Operation
    public void answerOldest() {
      Runnable answer;
      synchronized (this) {
        answer = due.pollFirst();
      }
      if (answer != null) {
        answer.run();
      }
    }

    @Override
    public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
      var seen = Optional.ofNullable(stored.get(ref));
      var answer = new CompletableFuture<Optional<byte[]>>();
      later(() -> answer.complete(seen));
      return answer;
    }

    @Override
    public CompletableFuture<Void> store(Blob blob) {
      var answer = new CompletableFuture<Void>();
      later(() -> {
        stored.put(blob.ref(), blob.bytes());
        answer.complete(null);
      });
      return answer;
    }

    private synchronized void later(Runnable answer) {
      due.addLast(answer);
      notifyAll();
    }

    private synchronized void wake() {
      notifyAll();
    }

    @Override
    <T> T await(CompletableFuture<T> future) {
      var unused = future.whenComplete((result, failure) -> wake());
      while (!future.isDone()) {
        Runnable answer = newest(future);
        if (answer != null) {
          answer.run();
        }
      }
      return future.join();
    }

    private synchronized Runnable newest(CompletableFuture<?> future) {
      while (due.isEmpty() && !future.isDone()) {
        try {
          wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return due.pollLast();
    }
  }

  @BeforeAll
  static void silence() {
    System.setProperty("lincheck.logLevel", "ERROR");
  }

  @Test
  void answersWithinTheCallAreLinearizable() throws Exception {
    check(WithinTheCall.class, "load", "store dropCache load");
  }

  @Test
  void answersThatComeLaterAreLinearizable() throws Exception {
    check(Later.class, "load answerOldest", "store flush evict load");
  }

  /** What may come of a store while a load is on its way, and scenarios that Lincheck draws. */
  private static void check(Class<?> operations, String... threads) throws Exception {
    new ModelCheckingOptions()
        .addCustomScenario(scenario(operations, threads))
        .iterations(LongRun.pick(3, 20))
        .invocationsPerIteration(LongRun.pick(600, 1_000))
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(Sequential.class)
        .minimizeFailedScenario(false)
        .addGuarantee(forClasses(LinearizabilityTest::isOneStep).allMethods().treatAsAtomic())
        .addGuarantee(forClasses(LinearizabilityTest::isNoStep).allMethods().ignore())
        .check(operations);
  }

  private static boolean isOneStep(String name) {
    return name.startsWith("com.github.benmanes.caffeine.")
        || name.equals(ConcurrentHashMap.class.getName());
  }

  private static boolean isNoStep(String name) {
    return List.of(LongAdder.class, Registration.class, Observer.class).stream()
        .anyMatch(type -> type.getName().equals(name));
  }

  private static ExecutionScenario scenario(Class<?> operations, String... threads)
      throws Exception {
    List<List<Actor>> parallel = new ArrayList<>();
    for (String thread : threads) {
      parallel.add(actors(operations, thread));
    }
    return new ExecutionScenario(List.of(), parallel, actors(operations, "load"), null);
  }

  private static List<Actor> actors(Class<?> operations, String names) throws Exception {
    List<Actor> actors = new ArrayList<>();
    for (String name : names.split(" ")) {
      actors.add(new Actor(operations.getMethod(name), List.of()));
    }
    return actors;
  }
}
